package io.logsentinel.cli.allow;

import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.core.allow.Allowlist;
import io.logsentinel.core.allow.Allowlist.Rule;
import io.logsentinel.core.detect.naming.AttackPattern;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file with an allowlist.
 *
 * @param name of the file, as it was given; empty where there is none
 * @param list its rules
 */
public record AllowFile(String name, Allowlist list) {
  /** No file, and nothing that is allowed. */
  public static final AllowFile NONE = new AllowFile("", Allowlist.NONE);

  /**
   * {@return an allowlist}
   *
   * @param file the file
   * @throws InputException if it cannot be read, or a line of it is no rule
   */
  public static AllowFile read(Path file) throws InputException {
    try (Reader text =
        new InputStreamReader(StoredFile.openWhole(file), StandardCharsets.UTF_8.newDecoder())) {
      StringWriter all = new StringWriter();
      text.transferTo(all);
      return new AllowFile(file.toString(), Allowlist.parse(all.toString(), AttackPattern.words()));
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": is no text in UTF-8; save it as such", e);
    } catch (IOException e) {
      throw InputException.unusable(file, e);
    }
  }

  /** {@return whether there is a file} */
  public boolean isGiven() {
    return !name.isEmpty();
  }

  /**
   * {@return a rule in words, as {@code line 3 (nightly scan)}}
   *
   * @param rule of the file
   */
  public static String words(Rule rule) {
    String why = rule.reason().isEmpty() ? rule.conditions() : rule.reason();
    return "line " + rule.line() + " (" + why + ")";
  }
}
