package org.longhaul.drive;

import java.io.IOException;

/// Something on a drive is not written as FORMAT.md says. The message is a sentence.
public final class MalformedException extends IOException {
  private static final long serialVersionUID = 1;

  public MalformedException(String message) {
    super(message);
  }
}
