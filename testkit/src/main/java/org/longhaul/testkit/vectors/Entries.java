package org.longhaul.testkit.vectors;

import java.util.Arrays;
import java.util.List;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.shipment.Xattr;

/// Entries of one part of a catalogue, written by hand so that they can also be wrong.
final class Entries {
  static final int SPARSE = 8;
  static final int HAS_ORIGINAL = 16;
  static final int HAS_XATTRS = 32;

  private final ByteSink sink = new ByteSink();
  private byte[] before = new byte[0];
  private byte[] first = new byte[0];
  private long count;
  private int mode;
  private long uid;
  private long gid;
  private long seconds;
  private int region;
  private long offset;

  /// What a name carries besides its content.
  record Attributes(int mode, long uid, long gid, long seconds, long nanos, List<Xattr> xattrs) {
    static Attributes usual(int mode) {
      return new Attributes(mode, 0, 0, 1_700_000_000, 5, List.of());
    }
  }

  long count() {
    return count;
  }

  byte[] firstPath() {
    return first;
  }

  byte[] bytes() {
    return sink.copy();
  }

  /// Where the next field goes, for what no writer would write.
  ByteSink sink() {
    return sink;
  }

  Entries start(int tag, byte[] path) {
    int shared = Arrays.mismatch(before, path);
    return start(tag, path, shared < 0 ? before.length : shared);
  }

  Entries start(int tag, byte[] path, int shared) {
    if (count == 0) {
      first = path;
    }
    count++;
    sink.octet(tag).number(shared).number(path.length - shared);
    sink.raw(path, shared, path.length - shared);
    before = path;
    return this;
  }

  Entries attributes(Attributes now) {
    sink.number(now.mode() ^ mode).signed(now.uid() - uid).signed(now.gid() - gid);
    sink.signed(now.seconds() - seconds).number(now.nanos());
    if (!now.xattrs().isEmpty()) {
      sink.number(now.xattrs().size());
      now.xattrs().forEach(xattr -> sink.bytes(xattr.name()).bytes(xattr.value()));
    }
    mode = now.mode();
    uid = now.uid();
    gid = now.gid();
    seconds = now.seconds();
    return this;
  }

  private static int tag(int kind, Attributes attributes) {
    return attributes.xattrs().isEmpty() ? kind : kind | HAS_XATTRS;
  }

  Entries folder(byte[] path, Attributes attributes) {
    return start(tag(0, attributes), path).attributes(attributes);
  }

  Entries folder(String path) {
    return folder(Bytes.of(path), Attributes.usual(0755));
  }

  Entries empty(byte[] path, Attributes attributes) {
    start(tag(1, attributes), path).attributes(attributes);
    sink.number(0);
    return this;
  }

  Entries empty(String path) {
    return empty(Bytes.of(path), Attributes.usual(0644));
  }

  /// A file that is stored for itself.
  ///
  /// @param flags such as [#SPARSE]
  Entries file(byte[] path, Attributes attributes, int flags, long size, byte[] sha256, At at) {
    start(tag(1, attributes) | flags, path).attributes(attributes);
    sink.number(size).raw(sha256);
    sink.number(at.region() - region);
    offset = at.region() == region ? offset : 0;
    region = at.region();
    sink.number(at.offset() - offset).number(at.inBlock());
    offset = at.offset();
    return this;
  }

  Entries file(String path, long size, byte[] sha256, At at) {
    return file(Bytes.of(path), Attributes.usual(0644), 0, size, sha256, at);
  }

  /// A file whose content is that of an earlier one.
  Entries copy(String path, long size, byte[] sha256, long back, String original, At at) {
    start(1 | HAS_ORIGINAL, Bytes.of(path)).attributes(Attributes.usual(0644));
    sink.number(size).raw(sha256).number(back).text(original);
    sink.number(at.region()).number(at.offset()).number(at.inBlock());
    return this;
  }

  Entries link(byte[] path, byte[] target) {
    start(2, path).attributes(Attributes.usual(0777));
    sink.bytes(target);
    return this;
  }

  Entries link(String path, String target) {
    return link(Bytes.of(path), Bytes.of(target));
  }

  Entries hardLink(String path, long back, String original) {
    start(3, Bytes.of(path));
    sink.number(back).text(original);
    return this;
  }

  Entries leftOut(String path, int reason) {
    start(4, Bytes.of(path));
    sink.number(reason);
    return this;
  }

  /// Where content begins.
  record At(int region, long offset, long inBlock) {}
}
