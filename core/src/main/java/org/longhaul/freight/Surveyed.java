package org.longhaul.freight;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.ByteSource;
import org.longhaul.catalogue.Entry;
import org.longhaul.drive.MalformedException;
import org.longhaul.shipment.Kind;
import org.longhaul.shipment.Status;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;

/// What the survey noted of one name in the source.
///
/// @param link what a symbolic link says
/// @param hardLink the earlier name of the same file
/// @param leftOut why it is not taken
record Surveyed(
    TreePath path,
    Status status,
    byte @Nullable [] link,
    List<Xattr> xattrs,
    Entry.@Nullable Original hardLink,
    Entry.@Nullable Reason leftOut) {
  private static final int MAX_BYTES = 1 << 24;

  /// Whether it is a file with content that may have to be stored.
  boolean hasContent() {
    return status.kind() == Kind.FILE
        && hardLink == null
        && leftOut == null
        && status.sizeBytes() > 0;
  }

  Entry.Attributes attributes() {
    return new Entry.Attributes(
        status.mode(),
        status.uid(),
        status.gid(),
        status.mtimeSeconds(),
        status.mtimeNanos(),
        xattrs);
  }

  void write(ByteSink sink) {
    sink.bytes(path.bytes()).octet(status.kind().ordinal()).number(status.mode());
    sink.signed(status.uid()).signed(status.gid()).number(status.sizeBytes());
    sink.signed(status.mtimeSeconds()).number(status.mtimeNanos());
    sink.signed(status.ctimeSeconds()).number(status.ctimeNanos());
    sink.number(status.device()).number(status.inode()).number(status.links());
    sink.number(status.allocatedBytes());
    sink.bytes(link == null ? new byte[0] : link);
    sink.number(xattrs.size());
    for (Xattr xattr : xattrs) {
      sink.bytes(xattr.name()).bytes(xattr.value());
    }
    sink.octet(leftOut == null ? 0 : leftOut.ordinal() + 1).octet(hardLink == null ? 0 : 1);
    if (hardLink != null) {
      sink.bytes(hardLink.path().bytes()).number(hardLink.ordinal());
    }
  }

  static Surveyed read(ByteSource source) throws MalformedException {
    TreePath path = TreePath.of(source.bytes(MAX_BYTES));
    Kind kind = Kind.values()[source.octet()];
    int mode = source.small(07777);
    int uid = (int) source.signed();
    int gid = (int) source.signed();
    long size = source.number();
    long mtime = source.signed();
    int mtimeNanos = (int) source.number();
    long ctime = source.signed();
    int ctimeNanos = (int) source.number();
    Status status =
        new Status(
            kind,
            mode,
            uid,
            gid,
            size,
            mtime,
            mtimeNanos,
            ctime,
            ctimeNanos,
            source.number(),
            source.number(),
            source.number(),
            source.number());
    byte[] link = source.bytes(MAX_BYTES);
    List<Xattr> xattrs = new ArrayList<>();
    for (long i = source.number(); i > 0; i--) {
      xattrs.add(new Xattr(source.bytes(MAX_BYTES), source.bytes(MAX_BYTES)));
    }
    int reason = source.octet();
    Entry.Original hardLink = null;
    if (source.octet() == 1) {
      hardLink = new Entry.Original(TreePath.of(source.bytes(MAX_BYTES)), source.number());
    }
    return new Surveyed(
        path,
        status,
        kind == Kind.LINK ? link : null,
        xattrs,
        hardLink,
        reason == 0 ? null : Entry.Reason.values()[reason - 1]);
  }
}
