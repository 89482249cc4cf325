package org.longhaul.freight;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.CatalogueInfo;
import org.longhaul.catalogue.CatalogueWriter;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;
import org.longhaul.drive.Label;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Note;
import org.longhaul.drive.Root;
import org.longhaul.drive.SmallFile;
import org.longhaul.sealing.Envelope;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SigningKey;

/// What stands around the segments of a leg: note, label and key before them, catalogue and signed
/// root after them.
///
/// The label says "unfinished" from before the first segment until everything else is durable, so
/// that an interrupted drive can never be taken for a whole one.
///
/// @param names what people call the drives, by number
/// @param trip what the leg is part of, if it is part of a trip
/// @param wrappedKey the leg's secret for its recipients
record DriveSeal(
    PackPlan plan,
    List<String> names,
    Root.@Nullable Trip trip,
    LegKeys keys,
    byte[] wrappedKey,
    SigningKey sender,
    Clock clock,
    SecureRandom random) {
  /// What people call drives by default: d1 or d01, by how many there are.
  static List<String> usualNames(int drives) {
    int width = Integer.toString(drives).length();
    return IntStream.rangeClosed(1, drives).mapToObj(("d%0" + width + "d")::formatted).toList();
  }

  /// What was written of a drive.
  ///
  /// @param caseName the case that it travels in, if it is in one
  record Drives(@Nullable String caseName, StripePress.Written written) {}

  /// A leg that is signed.
  ///
  /// @param signed the root in its envelope
  /// @param labels of the drives, by number, as they are when sealed
  record Sealed(byte[] signed, List<byte[]> labels, long mostDriveBytes) {}

  private Label label(int number, @Nullable String caseName, Label.State state) {
    return new Label(
        plan.leg(),
        plan.geometry(),
        number,
        names.get(number),
        caseName,
        plan.segmentBytes(),
        state,
        plan.begun());
  }

  /// Writes what comes before the segments.
  void begin(int number, Drive drive, @Nullable String caseName) throws IOException {
    Label label = label(number, caseName, Label.State.UNFINISHED);
    try {
      SmallFile.write(drive, Label.FILE, label.written());
      SmallFile.write(drive, Note.FILE, Note.of(label, sender.verifyingKey().fingerprint()));
      SmallFile.write(drive, LegFiles.KEY, wrappedKey);
    } catch (IOException e) {
      throw DriveProblem.whileWriting(drive, e);
    }
  }

  /// Writes the catalogue, makes it durable, and signs the leg.
  ///
  /// @param drives what was written of each drive, by number
  /// @param onto where the catalogue goes
  Sealed seal(
      CatalogueInfo info,
      List<Drives> drives,
      CatalogueBuilder builder,
      List<? extends Drive> onto,
      Progress progress)
      throws IOException {
    String fingerprint = sender.verifyingKey().fingerprint();
    CatalogueWriter.Finished catalogue = writeCatalogue(info, builder, onto, progress);
    List<Root.DriveEntry> entries = new ArrayList<>();
    List<byte[]> labels = new ArrayList<>();
    long most = 0;
    for (int i = 0; i < drives.size(); i++) {
      StripePress.Written drive = drives.get(i).written();
      Label label = label(i, drives.get(i).caseName(), Label.State.SEALED);
      byte[] written = label.written();
      labels.add(written);
      entries.add(
          new Root.DriveEntry(
              label.driveName(),
              label.caseName(),
              drive.segments(),
              Sha256.of(written),
              Sha256.of(Note.of(label, fingerprint)),
              drive.digestsSha256(),
              List.of(new Root.Writing(0, drive.salt()))));
      most = Math.max(most, drive.segments() * plan.segmentBytes() + catalogue.bytes());
    }
    Root root =
        new Root(
            plan.leg(),
            plan.geometry(),
            plan.segmentBytes(),
            trip,
            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
            keys.commitment(),
            Sha256.of(wrappedKey),
            catalogue.sha256(),
            catalogue.bytes(),
            catalogue.indexSha256(),
            entries);
    return new Sealed(Envelope.sign(root.written(), Root.PAYLOAD_TYPE, sender), labels, most);
  }

  /// Writes the signed root, and then the label that says "sealed". All else on the drive is
  /// durable.
  static void finish(int number, Drive drive, Sealed sealed) throws IOException {
    try {
      SmallFile.write(drive, Root.FILE, sealed.signed());
      SmallFile.write(drive, Label.FILE, sealed.labels().get(number));
    } catch (IOException e) {
      throw DriveProblem.whileWriting(drive, e);
    }
  }

  private CatalogueWriter.Finished writeCatalogue(
      CatalogueInfo info, CatalogueBuilder builder, List<? extends Drive> onto, Progress progress)
      throws IOException {
    List<DriveFile> files = new ArrayList<>();
    try {
      for (Drive drive : onto) {
        files.add(drive.create(Root.CATALOGUE));
      }
      long[] position = {0};
      CatalogueWriter writer =
          new CatalogueWriter(
              plan.leg(),
              keys,
              random,
              info,
              bytes -> {
                for (int i = 0; i < files.size(); i++) {
                  try {
                    files.get(i).write(position[0], bytes, 0, bytes.length);
                  } catch (IOException e) {
                    throw DriveProblem.whileWriting(onto.get(i), e);
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
  interface OnDrive {
    void run(int number, Drive drive) throws IOException;
  }

  /// Works on all drives at once.
  static void forEach(Map<Integer, Drive> drives, OnDrive work) throws IOException {
    try (Crew crew = new Crew()) {
      drives.forEach(
          (number, drive) -> crew.start("drive " + number, () -> work.run(number, drive)));
      crew.join();
    }
  }
}
