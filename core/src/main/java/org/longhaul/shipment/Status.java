package org.longhaul.shipment;

/// What a file system says of one name, without following links.
///
/// @param mode permission and set-id bits, 0 to 07777
/// @param sizeBytes length of the content
/// @param mtimeSeconds last change of content, seconds since 1970
/// @param ctimeSeconds last change of anything, which no program can set
/// @param links how many names the file has
/// @param allocatedBytes what the content takes on the medium
public record Status(
    Kind kind,
    int mode,
    int uid,
    int gid,
    long sizeBytes,
    long mtimeSeconds,
    int mtimeNanos,
    long ctimeSeconds,
    int ctimeNanos,
    long device,
    long inode,
    long links,
    long allocatedBytes) {
  /// Whether a file has holes: it takes at least 4 KiB less than its length.
  public boolean sparse() {
    return kind == Kind.FILE && sizeBytes - allocatedBytes >= 4096;
  }

  /// Whether this is the same file with the same content, as far as a file system tells.
  public boolean sameContentAs(Status other) {
    return kind == other.kind
        && sizeBytes == other.sizeBytes
        && mtimeSeconds == other.mtimeSeconds
        && mtimeNanos == other.mtimeNanos
        && ctimeSeconds == other.ctimeSeconds
        && ctimeNanos == other.ctimeNanos
        && device == other.device
        && inode == other.inode;
  }
}
