package org.longhaul.freight;

import java.io.IOException;
import org.longhaul.drive.Drive;

/// A drive cannot take what is to be written on it. The message is for the person at the keyboard.
public final class DriveProblem extends IOException {
  private static final long serialVersionUID = 1;

  public DriveProblem(String message) {
    super(message);
  }

  private DriveProblem(String message, Throwable cause) {
    super(message, cause);
  }

  static DriveProblem whileWriting(Drive drive, IOException cause) {
    return new DriveProblem(
        """
        Writing on %s failed: %s. All drives of this leg are left unfinished and say so; the source \
        is as it was. Free some room or take another drive, and pack again.\
        """
            .formatted(drive.name(), cause.getMessage()),
        cause);
  }
}
