package org.longhaul.freight;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;
import org.longhaul.drive.Label;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Note;
import org.longhaul.drive.Root;
import org.longhaul.drive.SegmentDigests;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.drive.Segments;
import org.longhaul.drive.SmallFile;

/// Finds and makes good what stands around the segments of one drive.
final class DocumentRepair {
  private final Leg leg;
  private final Root root;
  private final DriveDocuments documents;
  private final Progress progress;
  private final int number;
  private final Drive drive;

  DocumentRepair(Leg leg, DriveDocuments documents, Progress progress, int number, Drive drive) {
    this.leg = leg;
    this.root = leg.root();
    this.documents = documents;
    this.progress = progress;
    this.number = number;
    this.drive = drive;
  }

  /// The names of files that are not as they were sealed, in the order in which they are to be made
  /// good: the label last, so that a drive which was left out stays so until it is whole.
  List<String> damaged() throws IOException {
    List<String> damaged = new ArrayList<>();
    Root.DriveEntry entry = root.drives().get(number);
    for (String name : listed()) {
      if (isTooLong(name, entry.segments())) {
        damaged.add(name);
      }
    }
    byte[] digests = entry.digestsSha256();
    if (digests != null && !SignedFile.holds(drive, LegFiles.DIGESTS, digests, Progress.SILENT)) {
      damaged.add(LegFiles.DIGESTS);
    }
    if (!SignedFile.holds(drive, Root.CATALOGUE, root.catalogueSha256(), Progress.SILENT)) {
      damaged.add(Root.CATALOGUE);
    }
    try {
      KeyFiles.read(drive, root, leg.sender());
    } catch (IOException e) {
      damaged.add(LegFiles.KEY);
    }
    if (!is(Note.FILE, entry.noteSha256())) {
      damaged.add(Note.FILE);
    }
    if (!is(Root.FILE, Sha256.of(documents.root()))) {
      damaged.add(Root.FILE);
    }
    if (!is(Label.FILE, entry.labelSha256())) {
      damaged.add(Label.FILE);
    }
    return damaged;
  }

  private List<String> listed() {
    try {
      return drive.list();
    } catch (IOException e) {
      return List.of();
    }
  }

  private boolean isTooLong(String name, long segments) {
    if (!Segments.isFile(name, segments, root.segmentBytes())) {
      return false;
    }
    try (DriveFile file = drive.open(name)) {
      return file.sizeBytes() > Segments.fileBytes(name, segments, root.segmentBytes());
    } catch (IOException e) {
      return false;
    }
  }

  private boolean is(String name, byte[] sha256) {
    try {
      return MessageDigest.isEqual(Sha256.of(SmallFile.read(drive, name)), sha256);
    } catch (IOException e) {
      return false;
    }
  }

  /// Makes one file good.
  ///
  /// @return whether it is now as it was sealed
  /// @throws IOException when the drive does not take it
  boolean repair(String name) throws IOException {
    switch (name) {
      case LegFiles.DIGESTS -> {
        return digests();
      }
      case Root.CATALOGUE -> {
        return catalogue(leg, drive, progress);
      }
      case LegFiles.KEY -> documents.writeKey(drive);
      case Note.FILE -> SmallFile.write(drive, name, documents.note(number));
      case Root.FILE -> SmallFile.write(drive, name, documents.root());
      case Label.FILE -> SmallFile.write(drive, name, documents.sealedLabel(number));
      default -> truncate(name);
    }
    return true;
  }

  private void truncate(String name) throws IOException {
    long segments = root.drives().get(number).segments();
    try (DriveFile file = drive.update(name)) {
      file.truncate(Segments.fileBytes(name, segments, root.segmentBytes()));
      file.force();
    }
  }

  /// Copies the catalogue from whichever drive has it whole.
  static boolean catalogue(Leg leg, Drive to, Progress progress) throws IOException {
    Root root = leg.root();
    for (Drive from : leg.present()) {
      if (SignedFile.copy(from, to, Root.CATALOGUE, root.catalogueSha256(), progress)) {
        return true;
      }
    }
    return false;
  }

  /// Lists the digests of the drive's segments again; only a list that is the signed one is kept.
  private boolean digests() throws IOException {
    byte[] signed = root.drives().get(number).digestsSha256();
    String aside = LegFiles.DIGESTS + ".new";
    SignedFile.remove(drive, aside);
    SegmentFormat format = new SegmentFormat(root.leg(), root.segmentBytes());
    byte[] record = new byte[format.sizeBytes()];
    boolean whole = true;
    try (Segments segments = new Segments(drive, format.sizeBytes());
        SegmentDigests.Writer writer = new SegmentDigests.Writer(drive, format, number, aside)) {
      for (long n = 0; whole && n < root.drives().get(number).segments(); n++) {
        progress.checkStopped();
        whole = segments.read(n, record);
        writer.add(record);
      }
      whole &= Arrays.equals(writer.finish(), signed);
    }
    if (!whole) {
      drive.delete(aside);
      return false;
    }
    drive.rename(aside, LegFiles.DIGESTS);
    drive.forceFolder();
    return true;
  }
}
