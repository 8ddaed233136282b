package io.logsentinel.cli.option;

import io.logsentinel.cli.workspace.IoMessages;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.core.input.FlowFormat;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.dialect.Dialect;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for the format of files of flows. */
public final class FormatOptions {
  private static final String AUTO = "auto";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = AUTO,
      completionCandidates = Names.class,
      description =
          "of the raw files: auto recognises each, cic-ids2017 is the original to the letter, or"
              + " the name of a dialect (default: ${DEFAULT-VALUE})")
  private String format;

  /** The names of formats, which are looked up only where they are asked for. */
  public static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return FlowFormats.names().iterator();
    }
  }

  @Option(
      names = "--dialect",
      paramLabel = "FILE",
      description = "properties file with the columns, units and words of another exporter")
  private @Nullable Path dialect;

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      description =
          "column of a field, as `Source IP=client_addr` or `Flow Duration=sec * 1000000`; several"
              + " times; the others as in --dialect or --format, else as in CIC-IDS2017")
  private List<String> columns = List.of();

  /** {@return the format asked for} */
  public FlowFormat format() {
    Usage.require(
        command,
        FlowFormats.names().contains(format),
        "--format must be one of "
            + String.join(", ", FlowFormats.names())
            + " but is `"
            + format
            + "`");
    if (dialect == null && columns.isEmpty()) {
      return FlowFormats.named(format);
    }
    Usage.require(
        command,
        format.equals(AUTO) || dialect == null,
        "--format " + format + " names a dialect, and so does --dialect: give one");
    Usage.require(
        command,
        !format.equals(Dialect.CIC_IDS_2017.name()),
        "--format "
            + format
            + " is the original to the letter: leave it out, and --map starts from its names");
    try {
      Dialect made = dialect == null ? known() : read(dialect);
      for (String column : columns) {
        made = made.with(column);
      }
      return FlowFormats.of(made);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), (dialect == null ? "--map: " : dialect + ": ") + e.getMessage());
    }
  }

  private Dialect known() {
    return format.equals(AUTO) ? Dialect.CIC_IDS_2017 : Dialect.named(format);
  }

  private Dialect read(Path dialect) {
    String name = String.valueOf(dialect.getFileName()); // of a root, which is no file, null
    try (Reader text =
        new InputStreamReader(
            StoredFile.openSettings(dialect), StandardCharsets.UTF_8.newDecoder())) {
      return Dialect.read(
          name.endsWith(".properties") ? name.replace(".properties", "") : name, text);
    } catch (NoSuchFileException e) {
      throw new ParameterException(command.commandLine(), dialect + ": no such file");
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), dialect + ": cannot be read: " + IoMessages.of(e));
    }
  }
}
