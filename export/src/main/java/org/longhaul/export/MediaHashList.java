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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.longhaul.catalogue.Entry;
import org.longhaul.freight.Progress;
import org.longhaul.tree.SourceTree;

/// The first generation of an ASC MHL v2.0 history of a restored tree: in its folder `ascmhl` a
/// list of all files, and the chain that names the list.
///
/// The standard has no place for SHA-256, so the catalogue alone is not enough: each file is read,
/// held against its SHA-256, and listed with a C4 of the same bytes. Hashes of folders, which the
/// standard leaves open, are not written.
public final class MediaHashList {
  private static final String FOLDER = "ascmhl";
  private static final String CHAIN = "ascmhl_chain.xml";
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd_HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// The instants that `xsd:dateTime` and all of its readers know.
  private static final Instant FIRST_TIME = time(1);

  private static final Instant END_OF_TIME = time(10_000);

  private final Rows rows;
  private final Path tree;
  private final String version;
  private final Exported exported = new Exported();
  private boolean begun;

  private MediaHashList(Rows rows, Path tree, String version) {
    this.rows = rows;
    this.tree = tree;
    this.version = version;
  }

  private static Instant time(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /// Reads the tree and writes its history. Where a file is not as it was packed, nothing is
  /// written.
  ///
  /// @param version of the tool, for the list
  /// @throws ExportRefused when the tree has a history already, or holds one
  public static Exported write(Rows rows, Path tree, String version) throws IOException {
    MediaHashList list = new MediaHashList(rows, tree.toRealPath(), version);
    list.write();
    return list.exported;
  }

  /// Ends the writing of a list of a tree that differs.
  private static final class TreeDiffers extends IOException {
    private static final long serialVersionUID = 1;
  }

  private void write() throws IOException {
    Path folder = tree.resolve(FOLDER);
    NewFile.refuseOld(folder);
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String name = "0001_%s_%s.mhl".formatted(tree.getFileName(), NAME_TIME.format(now));
    MessageDigest digest = C4.start();
    Files.createDirectory(folder);
    boolean whole = false;
    try (SourceTree source = SourceTree.at(tree)) {
      ReadFile reader = new ReadFile(source, rows.progress());
      NewFile.write(
          folder.resolve(name),
          out -> {
            list(reader, now, new DigestOutputStream(out, digest));
            return name;
          });
      String chain = chain(name, C4.written(digest.digest()));
      NewFile.write(
          folder.resolve(CHAIN),
          out -> {
            out.write(chain.getBytes(StandardCharsets.UTF_8));
            return name;
          });
      whole = true;
    } catch (TreeDiffers e) {
      // The gaps say which files.
      return;
    } finally {
      if (!whole) {
        Files.deleteIfExists(folder.resolve(name));
        Files.delete(folder);
      }
    }
  }

  private static String chain(String name, String c4) {
    return HEAD
        + "<ascmhldirectory xmlns=\"urn:ASC:MHL:DIRECTORY:v2.0\">\n"
        + "  <hashlist sequencenr=\"1\">\n"
        + "    <path>%s</path>\n    <c4>%s</c4>\n".formatted(Xml.escaped(name), c4)
        + "  </hashlist>\n</ascmhldirectory>\n";
  }

  private void list(ReadFile reader, Instant now, OutputStream to) throws IOException {
    Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    out.write(
        HEAD
            + "<hashlist version=\"2.0\" xmlns=\"urn:ASC:MHL:v2.0\">\n"
            + "  <creatorinfo>\n"
            + "    <creationdate>%s</creationdate>\n".formatted(now)
            + "    <hostname>%s</hostname>\n".formatted(Xml.escaped(host))
            + "    <tool version=\"%s\">Longhaul</tool>\n".formatted(Xml.escaped(version))
            + "    <comment>Leg %s; every file had the SHA-256 that was signed.</comment>\n"
                .formatted(rows.root().leg())
            + "  </creatorinfo>\n"
            + "  <processinfo>\n    <process>in-place</process>\n"
            + "    <ignore>\n      <pattern>ascmhl</pattern>\n      <pattern>ascmhl/</pattern>\n"
            + "    </ignore>\n  </processinfo>\n");
    rows.progress().phase("reading", rows.fileBytes(), Progress.Unit.BYTES);
    rows.each(row -> row(row, reader, out));
    out.write(begun ? "  </hashes>\n</hashlist>\n" : "</hashlist>\n");
    out.flush();
    if (exported.has(Exported.Gap.DIFFERS)) {
      throw new TreeDiffers();
    }
  }

  private void row(Row row, ReadFile reader, Writer out) throws IOException {
    if (row.kind() == Row.Kind.FOLDER
        && new String(row.path().name(), StandardCharsets.ISO_8859_1).equals(FOLDER)) {
      throw new ExportRefused(
          "%s was packed with an ASC MHL history in it: %s. A generation after that is a task for the tool that wrote it."
              .formatted(tree, row.path().display()));
    }
    if (row.kind() == Row.Kind.LINK) {
      exported.gap(Exported.Gap.LINK, row.path());
    }
    Optional<Row.Content> content = row.content();
    if (content.isPresent()) {
      file(content.get(), reader, out);
    }
  }

  private void file(Row.Content content, ReadFile reader, Writer out) throws IOException {
    switch (reader.read(content, C4.start())) {
      case ReadFile.Result.Missing _ -> exported.gap(Exported.Gap.MISSING, content.path());
      case ReadFile.Result.Other _ -> exported.gap(Exported.Gap.DIFFERS, content.path());
      case ReadFile.Result.Same(byte[] digest) -> {
        Optional<String> name = content.text().filter(Xml::canHold);
        if (name.isPresent()) {
          out.write(begun ? "" : "  <hashes>\n");
          begun = true;
          out.write(
              "    <hash>\n      <path size=\"%d\"%s>%s</path>\n      <c4 action=\"original\">%s</c4>\n    </hash>\n"
                  .formatted(
                      content.sizeBytes(),
                      modified(content.attributes()),
                      Xml.escaped(name.get()),
                      C4.written(digest)));
          exported.held(content.sizeBytes());
        } else {
          exported.gap(Exported.Gap.NOT_TEXT, content.path());
        }
      }
    }
  }

  private static String modified(Entry.Attributes attributes) {
    boolean known =
        attributes.mtimeSeconds() >= FIRST_TIME.getEpochSecond()
            && attributes.mtimeSeconds() < END_OF_TIME.getEpochSecond();
    return known
        ? " lastmodificationdate=\"%s\""
            .formatted(Instant.ofEpochSecond(attributes.mtimeSeconds(), attributes.mtimeNanos()))
        : "";
  }
}
