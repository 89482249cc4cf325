package org.longhaul.drive;

/// Names of files on a drive that no other class owns.
public final class LegFiles {
  /// The leg's secret, wrapped for its recipients: an age file.
  public static final String KEY = "key.age";

  private LegFiles() {}
}
