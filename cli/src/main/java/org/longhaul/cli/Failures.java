package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.longhaul.drive.MalformedException;
import org.longhaul.export.ExportRefused;
import org.longhaul.freight.DriveProblem;
import org.longhaul.freight.OlderLeg;
import org.longhaul.freight.SenderRefused;
import org.longhaul.freight.StoppedException;
import org.longhaul.freight.Unpacker;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.tree.TreeException;
import picocli.CommandLine;

/// Turns what went wrong into a sentence and an exit status.
final class Failures {
  private Failures() {}

  static int tell(Exception failure, CommandLine command) {
    ExitCode code = code(failure);
    String message = message(failure);
    if (failure instanceof StoppedException) {
      message =
          "Stopped. Drives that were being written say that they are unfinished; files that were"
              + " being unpacked were removed.";
    } else if (code == ExitCode.ERROR && !(failure instanceof IOException)) {
      message = "This should not happen; please report it: " + failure;
    }
    boolean json =
        command.getParseResult().hasMatchedOption("--json")
            && command.getParseResult().matchedOptionValue("--json", false);
    try (Screen screen = new Screen(json)) {
      screen.error(code, message);
    }
    if (System.getenv("LONGHAUL_TRACE") != null) {
      failure.printStackTrace();
    }
    return code.number();
  }

  /// The file system's own failures say only a path.
  private static String message(Exception failure) {
    return switch (failure) {
      case NoSuchFileException e -> "There is no file %s.".formatted(e.getFile());
      case AccessDeniedException e -> "No permission for %s.".formatted(e.getFile());
      case FileAlreadyExistsException e -> "%s is there already.".formatted(e.getFile());
      default -> String.valueOf(failure.getMessage());
    };
  }

  private static ExitCode code(Exception failure) {
    return switch (failure) {
      case StoppedException e -> ExitCode.INTERRUPTED;
      case KeyProblem e -> ExitCode.REFUSED;
      case SenderRefused e -> ExitCode.REFUSED;
      case OlderLeg e -> ExitCode.REFUSED;
      case DriveProblem e -> ExitCode.DRIVES;
      case Unpacker.TargetNotEmpty e -> ExitCode.DRIVES;
      case ExportRefused e -> ExitCode.DRIVES;
      case TreeException e when e.full() -> ExitCode.DRIVES;
      case MalformedException e -> ExitCode.DAMAGE;
      case CommandLine.ParameterException e -> ExitCode.USAGE;
      case IllegalArgumentException e -> ExitCode.USAGE;
      default -> ExitCode.ERROR;
    };
  }
}
