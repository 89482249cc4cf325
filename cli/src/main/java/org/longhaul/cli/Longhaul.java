package org.longhaul.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `longhaul`.
@Command(
    name = "longhaul",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Moves training sets too big for the wire on ordinary drives, and brings the model home.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  longhaul demo",
      "  longhaul pack DATA --to /mnt/d1 /mnt/d2 /mnt/d3 /mnt/d4 --survive 1",
      "  longhaul unpack /mnt/d1 /mnt/d3 /mnt/d4 --into DATA.copy",
      "",
      "Exit status: 0 done; 1 an error of this host, or of Longhaul; 2 wrong usage; 3 done, but some",
      "files could not be taken or made; 4 files are lost; 5 verify found damage; 6 a key does not",
      "fit, or a sender is not trusted; 7 the drives or the target cannot take it; 130 interrupted."
    })
public final class Longhaul {
  private static final Map<String, Class<?>> COMMANDS = commands();

  private Longhaul() {}

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("pack", PackCommand.class);
    commands.put("status", StatusCommand.class);
    commands.put("seal", SealCommand.class);
    commands.put("unpack", UnpackCommand.class);
    commands.put("verify", VerifyCommand.class);
    commands.put("ls", LsCommand.class);
    commands.put("info", InfoCommand.class);
    commands.put("manifest", ManifestCommand.class);
    commands.put("key", KeyCommand.class);
    commands.put("demo", DemoCommand.class);
    commands.put("generate-completion", AutoComplete.GenerateCompletion.class);
    commands.put("help", CommandLine.HelpCommand.class);
    return commands;
  }

  /// Runs one command and ends the JVM with its exit status.
  public static void main(String[] arguments) {
    if (Arrays.equals(arguments, new String[] {"--version"})) {
      // The command line's own model takes longer to build than all the rest of this.
      System.out.println(Version.line());
      return;
    }
    useLauncherErr();
    Interruption.watch();
    int status = run(arguments);
    Interruption.workEnded();
    if (!Interruption.requested()) {
      System.exit(status);
    }
  }

  /// The launcher keeps a clean way to the terminal's error stream beside the JVM's own.
  private static void useLauncherErr() {
    String path = System.getenv("LONGHAUL_ERR");
    if (path != null) {
      try {
        System.setErr(new PrintStream(new FileOutputStream(path, true), true, UTF_8));
      } catch (IOException e) {
        // The JVM's own stream is as good, with a line more.
        return;
      }
    }
  }

  static int run(String... arguments) {
    Class<?> only = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    boolean needsAll = only == null || only.getName().startsWith("picocli");
    // The model of one command is made in a third of the time that those of all take.
    return commandLine(needsAll ? COMMANDS : Map.of(arguments[0], only)).execute(arguments);
  }

  /// The whole command line.
  static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  private static CommandLine commandLine(Map<String, Class<?>> commands) {
    CommandLine line = new CommandLine(new Longhaul());
    commands.forEach((name, command) -> line.addSubcommand(name, command));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> Failures.tell(failure, command));
    return line;
  }
}
