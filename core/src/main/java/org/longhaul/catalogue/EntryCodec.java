package org.longhaul.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Entry.Attributes;
import org.longhaul.catalogue.Entry.Original;
import org.longhaul.catalogue.Entry.Place;
import org.longhaul.catalogue.Entry.Reason;
import org.longhaul.drive.MalformedException;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;

/// Entries as bytes, each told as its difference from the one before. One codec serves one run of
/// entries, from its first on.
final class EntryCodec {
  private static final int FOLDER = 0;
  private static final int FILE = 1;
  private static final int LINK = 2;
  private static final int HARD_LINK = 3;
  private static final int LEFT_OUT = 4;
  private static final int SPARSE = 8;
  private static final int HAS_ORIGINAL = 16;
  private static final int HAS_XATTRS = 32;
  private static final int FLAGS = SPARSE | HAS_ORIGINAL | HAS_XATTRS;

  static final int MAX_PATH_BYTES = 4096;
  private static final int MAX_XATTRS = 256;
  private static final int MAX_XATTR_NAME_BYTES = 255;
  private static final int MAX_XATTR_BYTES = 1 << 16;
  private static final int DIGEST_BYTES = 32;
  private static final int MAX_IN_BLOCK = 1 << 24;

  private byte[] path = new byte[0];
  private int uid;
  private int gid;
  private int mode;
  private long mtimeSeconds;
  private int region;
  private long offset;

  void write(ByteSink sink, Entry entry, long ordinal) {
    switch (entry) {
      case Entry.Folder folder -> {
        start(sink, FOLDER, folder.path(), folder.attributes());
        attributes(sink, folder.attributes());
      }
      case Entry.File file -> {
        int flags = (file.sparse() ? SPARSE : 0) | (file.original() != null ? HAS_ORIGINAL : 0);
        start(sink, FILE | flags, file.path(), file.attributes());
        attributes(sink, file.attributes());
        sink.number(file.sizeBytes());
        Place place = file.place();
        if (place != null) {
          sink.raw(file.sha256());
          if (file.original() != null) {
            original(sink, file.original(), ordinal);
            sink.number(place.region()).number(place.offset());
          } else {
            place(sink, place);
          }
          sink.number(place.inBlock());
        }
      }
      case Entry.Link link -> {
        start(sink, LINK, link.path(), link.attributes());
        attributes(sink, link.attributes());
        sink.bytes(link.target());
      }
      case Entry.HardLink link -> {
        start(sink, HARD_LINK, link.path(), null);
        original(sink, link.original(), ordinal);
      }
      case Entry.LeftOut left -> {
        start(sink, LEFT_OUT, left.path(), null);
        sink.number(left.reason().ordinal());
      }
    }
    path = entry.path().bytes();
  }

  private void start(ByteSink sink, int kind, TreePath next, @Nullable Attributes attributes) {
    boolean xattrs = attributes != null && !attributes.xattrs().isEmpty();
    sink.octet(kind | (xattrs ? HAS_XATTRS : 0));
    prefixed(sink, path, next.bytes());
  }

  private static void prefixed(ByteSink sink, byte[] before, byte[] next) {
    int mismatch = Arrays.mismatch(before, next);
    int shared = mismatch < 0 ? next.length : mismatch;
    sink.number(shared).number(next.length - shared).raw(next, shared, next.length - shared);
  }

  private void attributes(ByteSink sink, Attributes now) {
    sink.number(now.mode() ^ mode).signed((long) now.uid() - uid).signed((long) now.gid() - gid);
    sink.signed(now.mtimeSeconds() - mtimeSeconds).number(now.mtimeNanos());
    mode = now.mode();
    uid = now.uid();
    gid = now.gid();
    mtimeSeconds = now.mtimeSeconds();
    if (!now.xattrs().isEmpty()) {
      sink.number(now.xattrs().size());
      for (Xattr xattr : now.xattrs()) {
        sink.bytes(xattr.name()).bytes(xattr.value());
      }
    }
  }

  private void place(ByteSink sink, Place place) {
    sink.number(place.region() - region);
    if (place.region() != region) {
      region = place.region();
      offset = 0;
    }
    sink.number(place.offset() - offset);
    offset = place.offset();
  }

  private static void original(ByteSink sink, Original original, long ordinal) {
    sink.number(ordinal - original.ordinal()).bytes(original.path().bytes());
  }

  Entry read(ByteSource source, long ordinal) throws MalformedException {
    int tag = source.octet();
    int kind = tag & ~FLAGS;
    byte[] next = prefixed(source, path);
    TreePath at = treePath(source, next);
    path = next;
    if (kind != FOLDER && at.isTop()) {
      throw source.wrong("the top of the tree is not a folder");
    }
    Entry entry =
        switch (kind) {
          case FOLDER -> new Entry.Folder(at, attributes(source, tag));
          case FILE -> file(source, tag, at, ordinal);
          case LINK -> new Entry.Link(at, attributes(source, tag), target(source));
          case HARD_LINK -> new Entry.HardLink(at, original(source, ordinal));
          case LEFT_OUT ->
              new Entry.LeftOut(at, Reason.values()[source.small(Reason.values().length - 1)]);
          default -> throw source.wrong("there is an entry of unknown kind " + kind);
        };
    boolean flagsFit =
        switch (kind) {
          case FILE -> true;
          case FOLDER, LINK -> (tag & (SPARSE | HAS_ORIGINAL)) == 0;
          default -> (tag & FLAGS) == 0;
        };
    if (!flagsFit) {
      throw source.wrong("an entry carries what its kind cannot have");
    }
    return entry;
  }

  private Entry.File file(ByteSource source, int tag, TreePath at, long ordinal)
      throws MalformedException {
    Attributes attributes = attributes(source, tag);
    long size = source.number(Long.MAX_VALUE >> 1);
    boolean sparse = (tag & SPARSE) != 0;
    if (size == 0) {
      if ((tag & HAS_ORIGINAL) != 0) {
        throw source.wrong("an empty file has content");
      }
      return new Entry.File(at, attributes, 0, sparse, Sha256.OF_NOTHING.clone(), null, null);
    }
    byte[] digest = source.raw(DIGEST_BYTES);
    Original original = null;
    int placeRegion;
    long placeOffset;
    if ((tag & HAS_ORIGINAL) != 0) {
      original = original(source, ordinal);
      placeRegion = source.small(Geometry.MAX_DRIVES - 1);
      placeOffset = source.number(Long.MAX_VALUE >> 1);
    } else {
      int step = source.small(Geometry.MAX_DRIVES - 1);
      if (step != 0) {
        region += step;
        offset = 0;
      }
      offset += source.number(Long.MAX_VALUE >> 1);
      if (offset < 0 || region >= Geometry.MAX_DRIVES) {
        throw source.wrong("a place is out of its range");
      }
      placeRegion = region;
      placeOffset = offset;
    }
    Place place = new Place(placeRegion, placeOffset, source.small(MAX_IN_BLOCK));
    return new Entry.File(at, attributes, size, sparse, digest, place, original);
  }

  private static byte[] prefixed(ByteSource source, byte[] before) throws MalformedException {
    int shared = source.small(before.length);
    int rest = source.small(MAX_PATH_BYTES - shared);
    byte[] next = Arrays.copyOf(before, shared + rest);
    System.arraycopy(source.raw(rest), 0, next, shared, rest);
    return next;
  }

  private Attributes attributes(ByteSource source, int tag) throws MalformedException {
    mode ^= source.small(07777);
    uid = (int) (uid + source.signed());
    gid = (int) (gid + source.signed());
    mtimeSeconds += source.signed();
    int nanos = source.small(999_999_999);
    List<Xattr> xattrs = List.of();
    if ((tag & HAS_XATTRS) != 0) {
      int count = source.small(MAX_XATTRS);
      xattrs = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        xattrs.add(new Xattr(xattrName(source), source.bytes(MAX_XATTR_BYTES)));
      }
    }
    return new Attributes(mode, uid, gid, mtimeSeconds, nanos, xattrs);
  }

  /// A name with a NUL would be another one to the system.
  private static byte[] xattrName(ByteSource source) throws MalformedException {
    byte[] name = source.bytes(MAX_XATTR_NAME_BYTES);
    if (name.length == 0 || hasNul(name)) {
      throw source.wrong("an attribute has a name that none can have");
    }
    return name;
  }

  private static boolean hasNul(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static byte[] target(ByteSource source) throws MalformedException {
    byte[] target = source.bytes(MAX_PATH_BYTES);
    if (target.length == 0) {
      throw source.wrong("a link says nothing");
    }
    if (hasNul(target)) {
      throw source.wrong("a link's target has a NUL in it");
    }
    return target;
  }

  private static Original original(ByteSource source, long ordinal) throws MalformedException {
    long back = source.number(ordinal);
    if (back == 0) {
      throw source.wrong("an entry refers to itself");
    }
    return new Original(treePath(source, source.bytes(MAX_PATH_BYTES)), ordinal - back);
  }

  private static TreePath treePath(ByteSource source, byte[] bytes) throws MalformedException {
    try {
      return TreePath.of(bytes);
    } catch (IllegalArgumentException e) {
      throw source.wrong("a path is not one that may be made: " + e.getMessage());
    }
  }
}
