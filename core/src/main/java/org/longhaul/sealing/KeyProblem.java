package org.longhaul.sealing;

import java.io.IOException;

/// A key, or something made with one, cannot be used. The message is for the person at the
/// keyboard.
public final class KeyProblem extends IOException {
  private static final long serialVersionUID = 1;

  public KeyProblem(String message) {
    super(message);
  }
}
