package org.longhaul.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Root;
import org.longhaul.shipment.TreePath;

/// The tag files of a bag (BagIt 1.0, RFC 8493), whose payload is what is unpacked into its `data`.
///
/// `bagit.txt` is written last: a folder that has it is a bag.
public final class Bag {
  private static final String DECLARATION = "bagit.txt";
  private static final String INFO = "bag-info.txt";
  private static final String MANIFEST = "manifest-sha256.txt";
  private static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
  private static final String PAYLOAD = "data/";

  private final Path folder;
  private final Rows rows;
  private final Exported exported = new Exported();
  private final Map<String, byte[]> digests = new LinkedHashMap<>();

  private Bag(Rows rows, Path folder) {
    this.rows = rows;
    this.folder = folder;
  }

  /// Writes the tag files into a folder, which is made where there is none. What it holds already,
  /// such as `data`, is left as it is.
  ///
  /// @throws ExportRefused when it is a bag already
  public static Exported write(Rows rows, Path folder) throws IOException {
    Bag bag = new Bag(rows, folder);
    bag.write();
    return bag.exported;
  }

  private void write() throws IOException {
    Files.createDirectories(folder);
    for (String name : new String[] {DECLARATION, INFO, MANIFEST, TAG_MANIFEST}) {
      NewFile.refuseOld(folder.resolve(name));
    }
    tagFile(MANIFEST, this::manifest);
    tagFile(INFO, this::info);
    byte[] declaration =
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".getBytes(StandardCharsets.UTF_8);
    digests.put(DECLARATION, Sha256.of(declaration));
    NewFile.write(folder.resolve(TAG_MANIFEST), this::tagManifest);
    NewFile.write(
        folder.resolve(DECLARATION),
        out -> {
          out.write(declaration);
          return declaration.length;
        });
  }

  /// Writes the lines of a tag file.
  @FunctionalInterface
  private interface Lines {
    void to(Writer out) throws IOException;
  }

  private void tagFile(String name, Lines lines) throws IOException {
    MessageDigest digest = Sha256.start();
    NewFile.write(
        folder.resolve(name),
        out -> {
          OutputStream digested = new DigestOutputStream(out, digest);
          Writer writer =
              new BufferedWriter(new OutputStreamWriter(digested, StandardCharsets.UTF_8));
          lines.to(writer);
          writer.flush();
          return name;
        });
    digests.put(name, digest.digest());
  }

  private void manifest(Writer out) throws IOException {
    EmptyFolders folders = new EmptyFolders(path -> exported.gap(Exported.Gap.EMPTY_FOLDER, path));
    rows.counted(row -> {
      folders.pass(row);
      if (row.content().isPresent()) {
        line(row.content().get(), out);
      } else if (row.kind() == Row.Kind.LINK) {
        exported.gap(Exported.Gap.LINK, row.path());
      }
    });
    folders.end();
  }

  private void line(Row.Content content, Writer out) throws IOException {
    Optional<String> name = content.text();
    if (name.isEmpty()) {
      exported.gap(Exported.Gap.NOT_TEXT, content.path());
      return;
    }
    if (isAwkward(name.get())) {
      exported.gap(Exported.Gap.AWKWARD, content.path());
    }
    out.write(HexFormat.of().formatHex(content.sha256()));
    out.write("  " + PAYLOAD + encoded(name.get()) + "\n");
    exported.held(content.sizeBytes());
  }

  /// Readers in use do not decode `%25`; the Library of Congress's in Java takes no backslash, and
  /// its one in Python takes spaces off the end of a line.
  private static boolean isAwkward(String name) {
    return name.indexOf('%') >= 0 || name.indexOf('\\') >= 0 || !name.equals(name.stripTrailing());
  }

  /// Line breaks and percent signs, and only those, are percent-encoded (RFC 8493, section 2.1.3).
  private static String encoded(String name) {
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private void info(Writer out) throws IOException {
    Root root = rows.root();
    out.write("Bag-Software-Agent: Longhaul\n");
    // The day that the content was sealed; the same drives give the same bag, whenever asked.
    out.write("Bagging-Date: %.10s\n".formatted(root.sealed()));
    out.write("External-Identifier: %s\n".formatted(root.leg()));
    Root.@Nullable Trip trip = root.trip();
    if (trip != null) {
      out.write("Bag-Group-Identifier: %s\n".formatted(trip.id()));
      out.write(
          "External-Description: Trip %s, leg %d\n".formatted(trip.name(), trip.generation()));
    }
    out.write("Payload-Oxum: %d.%d\n".formatted(exported.bytes(), exported.names()));
  }

  private Integer tagManifest(OutputStream out) throws IOException {
    for (Map.Entry<String, byte[]> tag : digests.entrySet()) {
      String line = "%s  %s\n".formatted(HexFormat.of().formatHex(tag.getValue()), tag.getKey());
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
    return digests.size();
  }

  /// Finds the folders that hold nothing, from names in the order of the tree.
  private static final class EmptyFolders {
    /// Is told of each.
    @FunctionalInterface
    private interface Taker {
      void folder(TreePath path);
    }

    private final Taker taker;
    private @Nullable TreePath open;

    EmptyFolders(Taker taker) {
      this.taker = taker;
    }

    void pass(Row row) {
      // What was left out is not unpacked, so it does not fill a folder.
      if (row.kind() == Row.Kind.LEFT_OUT) {
        return;
      }
      if (open != null && !row.path().parent().equals(open)) {
        taker.folder(open);
      }
      open = row.kind() == Row.Kind.FOLDER && !row.path().isTop() ? row.path() : null;
    }

    void end() {
      if (open != null) {
        taker.folder(open);
      }
    }
  }
}
