package org.longhaul.freight;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Label;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Note;
import org.longhaul.drive.RepairMark;
import org.longhaul.drive.Root;
import org.longhaul.drive.SegmentDigests;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.drive.SegmentRewriter;
import org.longhaul.drive.SegmentState;
import org.longhaul.drive.Segments;
import org.longhaul.drive.SmallFile;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;

/// A spare drive on which a lost one is remade. How far that has come stands on the spare itself,
/// so that the same command goes on after an interruption. One thread.
final class Spare implements AutoCloseable {
  /// So much is written before it is forced and marked.
  private static final long MARK_BYTES = 1L << 27;

  private final int number;
  private final Drive drive;
  private final DriveDocuments documents;
  private final Root root;
  private final Root.DriveEntry entry;
  private final SegmentFormat format;
  private final DriveKeys key;
  private final SegmentRewriter segments;
  private final SegmentCipher cipher = new SegmentCipher();
  private final byte[] record;
  private SegmentDigests.@Nullable Writer digests;
  private long start;
  private long next;
  private long marked;
  private boolean gap;

  Spare(int number, Drive drive, DriveDocuments documents, LegKeys keys) {
    this.number = number;
    this.drive = drive;
    this.documents = documents;
    this.root = documents.leg().root();
    this.entry = root.drives().get(number);
    this.format = new SegmentFormat(root.leg(), root.segmentBytes());
    this.key = new DriveKeys(root, number, keys);
    this.segments = new SegmentRewriter(drive, format.sizeBytes());
    this.record = new byte[format.sizeBytes()];
  }

  int number() {
    return number;
  }

  Drive drive() {
    return drive;
  }

  /// The first segment that is not there yet.
  long start() {
    return start;
  }

  /// Whether every segment has been written.
  boolean whole() {
    return !gap && next == entry.segments();
  }

  /// Begins on an empty drive, or goes on where an earlier run was interrupted.
  ///
  /// @param durable so many segments were forced by that run; they are read and checked here
  void begin(long durable, Progress progress) throws IOException {
    try {
      List<String> names = drive.list();
      for (String name : names) {
        if (name.endsWith(".new")) {
          drive.delete(name);
        }
      }
      if (durable == 0) {
        new RepairMark(root.leg(), number, 0).write(drive);
        SmallFile.write(
            drive, Label.FILE, documents.label(number, Label.State.UNFINISHED).written());
        SmallFile.write(drive, Note.FILE, documents.note(number));
        documents.writeKey(drive);
      }
      if (entry.digestsSha256() != null) {
        SignedFile.remove(drive, LegFiles.DIGESTS);
        digests = new SegmentDigests.Writer(drive, format, number);
      }
      readAgain(Math.min(durable, entry.segments()), progress);
    } catch (StoppedException e) {
      throw e;
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private void readAgain(long durable, Progress progress) throws IOException {
    byte[] payload = new byte[format.payloadBytes()];
    try (Segments there = new Segments(drive, format.sizeBytes())) {
      while (next < durable
          && there.read(next, record)
          && format.open(cipher, key.of(next), number, next, record, payload)
              == SegmentState.SOUND) {
        progress.checkStopped();
        list();
        next++;
        progress.advance(format.sizeBytes());
      }
    }
    start = next;
    marked = next;
  }

  private void list() throws IOException {
    SegmentDigests.Writer list = digests;
    if (list != null) {
      list.add(record);
    }
  }

  /// Seals a payload; [#write] is what follows.
  void seal(long segment, byte[] payload) {
    format.seal(cipher, key.of(segment), number, segment, payload, record);
  }

  /// Writes what was sealed.
  void write(long segment) throws IOException {
    try {
      segments.write(segment, record);
      list();
      if (!gap) {
        next = segment + 1;
        if ((next - marked) * format.sizeBytes() >= MARK_BYTES) {
          mark();
        }
      }
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /// A segment that cannot be remade: what comes after it is written, but not counted.
  void leaveOut() {
    gap = true;
  }

  /// Makes durable what was written so far, and puts that down.
  void mark() throws IOException {
    segments.force();
    drive.forceFolder();
    new RepairMark(root.leg(), number, next).write(drive);
    marked = next;
  }

  /// Puts down how far it has come before the work is stopped.
  void markIfPossible() {
    try {
      mark();
    } catch (IOException e) {
      // The mark before this one holds.
      return;
    }
  }

  /// Writes what comes after the segments, the label last. A drive that is not bit for bit the lost
  /// one stays unfinished.
  void finish(Leg leg, Progress progress) throws IOException {
    try {
      mark();
      SegmentDigests.Writer list = digests;
      byte[] signed = entry.digestsSha256();
      if (list != null && signed != null && !Arrays.equals(list.finish(), signed)) {
        throw new DriveProblem(
            """
            %s was remade on %s, and is not bit for bit the drive that the sender signed. It was left \
            unfinished, and no reader takes it. This should not happen; please report it.\
            """
                .formatted(entry.name(), drive.name()));
      }
      if (!DocumentRepair.catalogue(leg, drive, progress)) {
        throw new DriveProblem(
            """
            No drive here has the catalogue whole, so %s was left unfinished. Its segments are there: \
            type the same command with one more drive of the leg.\
            """
                .formatted(drive.name()));
      }
      SmallFile.write(drive, Root.FILE, documents.root());
      drive.delete(RepairMark.FILE);
      drive.forceFolder();
      SmallFile.write(drive, Label.FILE, documents.sealedLabel(number));
    } catch (StoppedException | DriveProblem e) {
      throw e;
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private DriveProblem refused(IOException why) {
    return new DriveProblem(
        """
        Writing on %s failed: %s. It says that it is unfinished, and no reader takes it; all other \
        drives are as they were. Take another spare, or free some room, and type the command again.\
        """
            .formatted(drive.name(), why.getMessage()));
  }

  @Override
  public void close() throws IOException {
    segments.close();
    SegmentDigests.Writer list = digests;
    if (list != null) {
      list.close();
    }
  }
}
