package org.longhaul.drive;

/// What became of one segment, by the time that it is read.
public enum SegmentState {
  /// It is what was written; when read with keys, its seal holds.
  SOUND,
  /// It is not there, or the drive gives an error instead of it.
  UNREADABLE,
  /// Its checksum does not fit: a torn write, or rot.
  DAMAGED,
  /// It is whole, but belongs to another leg, drive or place.
  FOREIGN,
  /// Its checksum fits and its seal does not: somebody changed it on purpose.
  FORGED
}
