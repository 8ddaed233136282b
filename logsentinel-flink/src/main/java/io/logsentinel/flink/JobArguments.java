package io.logsentinel.flink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Arguments of a job: {@code --name value}, each at most once.
 *
 * @param values by name
 */
record JobArguments(Map<String, String> values) {
  /**
   * {@return the arguments of a command line}
   *
   * @param args as they came
   * @param known all names that the job knows
   * @throws IllegalArgumentException if one is not known, twice there, or without a value
   */
  static JobArguments of(String[] args, List<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "";
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "`"
                + args[i]
                + "` is no argument of this job; there are --"
                + String.join(", --", new TreeSet<>(known)));
      }
      if (i + 1 == args.length) {
        throw new IllegalArgumentException("--" + name + " has no value; put one after it");
      }
      if (values.put(name, args[i + 1]) != null) {
        throw new IllegalArgumentException("--" + name + " is there twice; give it once");
      }
    }
    return new JobArguments(values);
  }

  String required(String name) {
    return optional(name)
        .orElseThrow(
            () -> new IllegalArgumentException("--" + name + " is missing; add --" + name + " …"));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name));
  }

  long number(String name, long least, long most, long otherwise) {
    String text = values.getOrDefault(name, Long.toString(otherwise));
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "--" + name + " must be a whole number from " + least + " to " + most + " but is " + text);
  }
}
