package org.longhaul.testkit.vectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Sha256;
import org.longhaul.shipment.Kind;
import org.longhaul.shipment.Status;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;
import org.longhaul.tree.SourceFile;
import org.longhaul.tree.SourceTree;

/// A tree as lines that can be compared: kind, mode in octal digits, time of last change, and for
/// files the size and the SHA-256.
public final class Listing {
  private Listing() {}

  static String folder(Entries.Attributes attributes) {
    return "folder %o %s".formatted(attributes.mode(), time(attributes));
  }

  static String file(Entries.Attributes attributes, byte[] content) {
    return file(
        attributes.mode(),
        time(attributes),
        content.length,
        HexFormat.of().formatHex(Sha256.of(content)));
  }

  static String link(byte[] target) {
    return "link to " + TreePath.displayed(target);
  }

  private static String file(int mode, String time, long size, String sha256) {
    return "file %o %s %d %s".formatted(mode, time, size, sha256);
  }

  private static String time(Entries.Attributes attributes) {
    return time(attributes.seconds(), attributes.nanos());
  }

  private static String time(long seconds, long nanos) {
    return "%d.%09d".formatted(seconds, nanos);
  }

  /// Everything in a folder, and the folder itself as `.`.
  public static SortedMap<String, String> of(Path folder) throws IOException {
    SortedMap<String, String> listing = new TreeMap<>();
    try (SourceTree tree = SourceTree.at(folder)) {
      tree.walk(
          new SourceTree.Visitor() {
            @Override
            public boolean entry(
                TreePath path, Status status, byte @Nullable [] link, List<Xattr> xattrs)
                throws IOException {
              listing.put(
                  Tree.shown(path.bytes()), line(tree, path, status, link) + powers(xattrs));
              return true;
            }

            @Override
            public void unreadable(TreePath path, IOException why) throws IOException {
              throw why;
            }
          });
    }
    return listing;
  }

  /// Attributes that give a program rights, which no vector may bring about.
  private static String powers(List<Xattr> xattrs) {
    StringBuilder powers = new StringBuilder();
    for (Xattr xattr : xattrs) {
      String name = new String(xattr.name(), StandardCharsets.ISO_8859_1);
      if (name.equals("security.capability") || name.startsWith("trusted.")) {
        powers.append(" with ").append(name);
      }
    }
    return powers.toString();
  }

  private static String line(SourceTree tree, TreePath path, Status status, byte @Nullable [] link)
      throws IOException {
    String time = time(status.mtimeSeconds(), status.mtimeNanos());
    if (link != null) {
      return link(link);
    }
    if (status.kind() == Kind.FOLDER) {
      return "folder %o %s".formatted(status.mode(), time);
    }
    if (status.kind() != Kind.FILE) {
      return status.kind().toString();
    }
    return file(status.mode(), time, status.sizeBytes(), sha256(tree, path));
  }

  private static String sha256(SourceTree tree, TreePath path) throws IOException {
    MessageDigest digest = Sha256.start();
    byte[] buffer = new byte[1 << 16];
    try (SourceFile file = tree.open(path)) {
      long at = 0;
      for (int got = file.readAt(at, buffer, 0, buffer.length);
          got > 0;
          got = file.readAt(at, buffer, 0, buffer.length)) {
        digest.update(buffer, 0, got);
        at += got;
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
