package org.longhaul.freight;

/// Something that was found with a drive: what, how bad, in a sentence for a person.
///
/// @param drive what people call it, or the folder that was given
/// @param kind the class of finding, for programs
/// @param sentence for a person
public record Finding(String drive, Kind kind, String sentence) {
  /// Classes of findings.
  public enum Kind {
    /// Not a drive of Longhaul's.
    FOREIGN_FOLDER,
    /// It was not written to its end.
    UNFINISHED,
    /// A drive of another leg.
    OTHER_LEG,
    /// A second copy of a drive that is here already.
    TWICE,
    /// Label or root are damaged.
    DAMAGED_LABEL,
    /// A file was changed after signing.
    CHANGED,
    /// Segments that cannot be read or are not what was written.
    DAMAGED_SEGMENTS,
    /// Segments that were changed on purpose.
    FORGED_SEGMENTS,
    /// Files on the drive that are not Longhaul's.
    EXTRA_FILES
  }
}
