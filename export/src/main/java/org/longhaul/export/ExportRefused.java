package org.longhaul.export;

import java.io.IOException;

/// The place that an export is to go to cannot take it: something is there already, or nothing is.
public final class ExportRefused extends IOException {
  private static final long serialVersionUID = 1;

  ExportRefused(String sentence) {
    super(sentence);
  }
}
