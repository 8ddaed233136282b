package io.logsentinel.cli.option;

import java.util.ArrayList;
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
  private final List<Object> constants;
  private final List<String> words;

  private ConstantOf(List<Object> constants, List<String> words) {
    this.constants = constants;
    this.words = words;
  }

  /** Has a command and those below it read the constants of all their options so. */
  static void register(CommandLine line) {
    for (OptionSpec option : line.getCommandSpec().options()) {
      Class<?> type = option.typeInfo().getType();
      if (option.typeInfo().isEnum()) {
        List<Object> constants = List.of(type.getEnumConstants());
        List<String> words = words(constants, String.join(" ", option.description()));
        register(line, type, new ConstantOf(constants, words));
      }
    }
    line.getSubcommands().values().forEach(ConstantOf::register);
  }

  @SuppressWarnings("unchecked") // the type is that of the constants
  private static void register(CommandLine line, Class<?> type, ConstantOf converter) {
    line.registerConverter((Class<Object>) type, converter);
  }

  private static List<String> words(List<Object> constants, String description) {
    List<String> names = constants.stream().map(Object::toString).toList();
    List<String> written =
        names.stream()
            .map(name -> Pattern.compile("(?i)\\b" + name + "\\b").matcher(description))
            .filter(Matcher::find)
            .map(Matcher::group)
            .toList();
    return written.isEmpty() ? names : written;
  }

  @Override
  public Object convert(String text) {
    List<String> others = new ArrayList<>(words);
    String last = others.remove(others.size() - 1);
    return constants.stream()
        .filter(constant -> constant.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "it must be "
                        + String.join(", ", others)
                        + " or "
                        + last
                        + " but is `"
                        + text
                        + "`"));
  }
}
