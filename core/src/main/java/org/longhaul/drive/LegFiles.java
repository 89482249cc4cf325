package org.longhaul.drive;

/// Names of files on a drive that no other class owns.
public final class LegFiles {
  /// The leg's secret, wrapped for its recipients: an age file.
  public static final String KEY = "key.age";

  /// The digests of the drive's segments.
  public static final String DIGESTS = "digests.lhd";

  /// The sender's word for a wrapped key that was changed after sealing.
  public static final String ACCESS = "access.json";

  private LegFiles() {}
}
