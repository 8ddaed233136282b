package io.logsentinel.cli;

import io.logsentinel.cli.command.ProcessContext;
import io.logsentinel.cli.terminal.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that runs one command line after the other in its working directory, for a shell script
 * that is called as the launcher is: the shell is a real one, and no JVM starts per command.
 */
final class CommandServer {
  private CommandServer() {}

  /** The script that stands for the launcher: it hands its arguments and its input over. */
  static String script(Path pipes) {
    return """
        #!/bin/sh
        cat > %1$s/in
        printf '%%s\\n' "$@" > %1$s/call
        read -r code < %1$s/exit
        cat %1$s/err >&2
        cat %1$s/out
        exit "$code"
        """
        .formatted(pipes);
  }

  /** The arguments of a call, a line each, come through a pipe, and its exit code goes back. */
  public static void main(String[] args) throws IOException {
    Path pipes = Path.of(args[0]);
    while (true) {
      List<String> call = Files.readAllLines(pipes.resolve("call"));
      try (InputStream in = Files.newInputStream(pipes.resolve("in"));
          OutputStream out = Files.newOutputStream(pipes.resolve("out"));
          OutputStream err = Files.newOutputStream(pipes.resolve("err"))) {
        Console console = new Console(out, err);
        Main main = new Main(new ProcessContext(console, in, System.getenv(), false, false));
        int exit =
            main.run(call.equals(List.of("")) ? new String[0] : call.toArray(String[]::new)).code();
        Files.writeString(pipes.resolve("code"), exit + "\n");
      }
      try (OutputStream exit = Files.newOutputStream(pipes.resolve("exit"))) {
        Files.copy(pipes.resolve("code"), exit);
      }
    }
  }
}
