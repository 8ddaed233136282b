package io.logsentinel.cli.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * A converter into a constant of an enum, in letters of any case. What is none is told with the
 * words as the option's description writes them, those alone where it names some: other constants
 * are for ourselves.
 */
final class ConstantOf implements ITypeConverter<Object> {
  private final Class<?> type;
  private final String description;

  private ConstantOf(Class<?> type, String description) {
    this.type = type;
    this.description = description;
  }

  /** Has a command and those below it read the constants of all their options so. */
  static void register(CommandLine line) {
    for (OptionSpec option : line.getCommandSpec().options()) {
      Class<?> type = option.typeInfo().getType();
      if (option.typeInfo().isEnum()) {
        register(line, type, new ConstantOf(type, String.join(" ", option.description())));
      }
    }
    for (CommandLine below : line.getSubcommands().values()) {
      register(below);
    }
  }

  @SuppressWarnings("unchecked") // the type is that of the constants
  private static void register(CommandLine line, Class<?> type, ConstantOf converter) {
    line.registerConverter((Class<Object>) type, converter);
  }

  @Override
  public Object convert(String text) {
    for (Object constant : type.getEnumConstants()) {
      if (constant.toString().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    List<String> others = new ArrayList<>(words());
    String last = others.remove(others.size() - 1);
    throw new TypeConversionException(
        "it must be " + String.join(", ", others) + " or " + last + " but is `" + text + "`");
  }

  private List<String> words() {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
    List<String> written =
        names.stream()
            .map(name -> Pattern.compile("(?i)\\b" + name + "\\b").matcher(description))
            .filter(Matcher::find)
            .map(Matcher::group)
            .toList();
    return written.isEmpty() ? names : written;
  }
}
