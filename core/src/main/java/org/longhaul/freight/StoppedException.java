package org.longhaul.freight;

import java.io.IOException;

/// The work was stopped by the person at the keyboard, or because another part of it failed.
public final class StoppedException extends IOException {
  private static final long serialVersionUID = 1;

  public StoppedException() {
    super("Stopped before the end.");
  }
}
