package org.longhaul.freight;

import java.io.IOException;

/// A file cannot be made in the target because something stands where it belongs.
final class TargetRefused extends IOException {
  private static final long serialVersionUID = 1;

  TargetRefused(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
