package org.longhaul.freight;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.longhaul.catalogue.CatalogueInfo;
import org.longhaul.catalogue.CatalogueWriter;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;
import org.longhaul.drive.Label;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Note;
import org.longhaul.drive.Root;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.drive.SmallFile;
import org.longhaul.sealing.Envelope;
import org.longhaul.sealing.LegKeys;

/// What stands around the segments of a leg: note, label and key before them, catalogue and signed
/// root after them.
///
/// The label says "unfinished" from before the first segment until everything else is durable, so
/// that an interrupted drive can never be taken for a whole one.
final class DriveSeal {
  private final PackOrder order;
  private final SegmentFormat format;
  private final LegKeys keys;
  private final byte[] wrappedKey;
  private final String begun;
  private long mostDriveBytes;

  DriveSeal(PackOrder order, SegmentFormat format, LegKeys keys, byte[] wrappedKey) {
    this.order = order;
    this.format = format;
    this.keys = keys;
    this.wrappedKey = wrappedKey;
    this.begun = now();
  }

  private String now() {
    return order.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private Label label(int number, Label.State state) {
    PackOrder.NamedDrive named = order.drives().get(number);
    return new Label(
        format.leg(),
        order.geometry(),
        number,
        named.name(),
        named.caseName(),
        format.sizeBytes(),
        state,
        begun);
  }

  /// Writes what comes before the segments.
  void begin() throws IOException {
    String sender = order.sender().verifyingKey().fingerprint();
    forEachDrive((number, drive) -> {
      Label label = label(number, Label.State.UNFINISHED);
      SmallFile.write(drive, Label.FILE, label.written());
      SmallFile.write(drive, Note.FILE, Note.of(label, sender));
      SmallFile.write(drive, LegFiles.KEY, wrappedKey);
    });
  }

  /// Writes what comes after the segments.
  void finish(
      CatalogueInfo info,
      List<StripePress.Written> drives,
      CatalogueBuilder builder,
      Progress progress)
      throws IOException {
    String sender = order.sender().verifyingKey().fingerprint();
    CatalogueWriter.Finished catalogue = writeCatalogue(info, builder, progress);
    List<Root.DriveEntry> entries = new ArrayList<>();
    List<byte[]> labels = new ArrayList<>();
    for (int i = 0; i < drives.size(); i++) {
      StripePress.Written drive = drives.get(i);
      Label label = label(i, Label.State.SEALED);
      byte[] written = label.written();
      labels.add(written);
      entries.add(
          new Root.DriveEntry(
              label.driveName(),
              label.caseName(),
              drive.segments(),
              Sha256.of(written),
              Sha256.of(Note.of(label, sender)),
              drive.digestsSha256(),
              List.of(new Root.Writing(0, drive.salt()))));
      mostDriveBytes =
          Math.max(mostDriveBytes, drive.segments() * format.sizeBytes() + catalogue.bytes());
    }
    Root root =
        new Root(
            format.leg(),
            order.geometry(),
            format.sizeBytes(),
            order.trip(),
            now(),
            keys.commitment(),
            Sha256.of(wrappedKey),
            catalogue.sha256(),
            catalogue.bytes(),
            catalogue.indexSha256(),
            entries);
    byte[] signed = Envelope.sign(root.written(), Root.PAYLOAD_TYPE, order.sender());
    forEachDrive((number, drive) -> {
      SmallFile.write(drive, Root.FILE, signed);
      SmallFile.write(drive, Label.FILE, labels.get(number));
    });
  }

  long mostDriveBytes() {
    return mostDriveBytes;
  }

  private CatalogueWriter.Finished writeCatalogue(
      CatalogueInfo info, CatalogueBuilder builder, Progress progress) throws IOException {
    List<DriveFile> files = new ArrayList<>();
    try {
      for (PackOrder.NamedDrive named : order.drives()) {
        files.add(named.drive().create(Root.CATALOGUE));
      }
      long[] position = {0};
      CatalogueWriter writer =
          new CatalogueWriter(
              format.leg(),
              keys,
              order.random(),
              info,
              bytes -> {
                for (int i = 0; i < files.size(); i++) {
                  try {
                    files.get(i).write(position[0], bytes, 0, bytes.length);
                  } catch (IOException e) {
                    throw DriveProblem.whileWriting(order.drives().get(i).drive(), e);
                  }
                }
                position[0] += bytes.length;
              });
      builder.each(entry -> {
        progress.checkStopped();
        writer.add(entry);
        progress.advance(1);
      });
      CatalogueWriter.Finished finished = writer.finish();
      for (DriveFile file : files) {
        file.force();
      }
      return finished;
    } finally {
      for (DriveFile file : files) {
        file.close();
      }
    }
  }

  /// What is done on one drive.
  @FunctionalInterface
  private interface OnDrive {
    void run(int number, Drive drive) throws IOException;
  }

  private void forEachDrive(OnDrive work) throws IOException {
    try (Crew crew = new Crew()) {
      for (int i = 0; i < order.drives().size(); i++) {
        int number = i;
        Drive drive = order.drives().get(i).drive();
        crew.start(
            "drive " + number,
            () -> {
              try {
                work.run(number, drive);
              } catch (IOException e) {
                throw DriveProblem.whileWriting(drive, e);
              }
            });
      }
      crew.join();
    }
  }
}
