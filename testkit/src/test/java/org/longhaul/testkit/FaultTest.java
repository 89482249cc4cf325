package org.longhaul.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;
import org.longhaul.drive.Root;
import org.longhaul.drive.Segments;
import org.longhaul.freight.Finding;
import org.longhaul.freight.Leg;
import org.longhaul.freight.PackOrder;
import org.longhaul.freight.PackReport;
import org.longhaul.freight.Packer;
import org.longhaul.freight.Progress;
import org.longhaul.freight.UnpackOrder;
import org.longhaul.freight.UnpackReport;
import org.longhaul.freight.Unpacker;
import org.longhaul.freight.Verifier;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SigningKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.tree.AttributePolicy;
import org.longhaul.tree.SourceTree;

/// Drives that fail, rot or vanish, at every operation and in every pattern: what can be given is
/// given, what cannot is named, and nothing wrong is ever written.
class FaultTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Identity identity = Identity.freshClassical(new SecureRandom());
  private final SigningKey sender = SigningKey.fresh(new SecureRandom());
  @TempDir Path folder = Path.of("");
  private int copies;

  @BeforeEach
  void aSmallSource() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/sub"));
    for (int i = 0; i < 40; i++) {
      byte[] content = new byte[random.nextInt(20_000)];
      random.nextBytes(content);
      Files.write(data.resolve("file-" + i), content);
    }
    byte[] large = new byte[700_000];
    random.nextBytes(large);
    Files.write(data.resolve("large"), large);
  }

  private List<MemoryDrive> drives(int count, MemoryDrive.Faults faults) {
    List<MemoryDrive> drives = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drives.add(new MemoryDrive("d" + (i + 1), 1 << 26, faults));
    }
    return drives;
  }

  private PackReport pack(Geometry geometry, List<MemoryDrive> drives) throws IOException {
    List<PackOrder.NamedDrive> named = new ArrayList<>();
    for (MemoryDrive drive : drives) {
      named.add(new PackOrder.NamedDrive(drive, drive.name(), null));
    }
    try (SourceTree source = SourceTree.at(folder.resolve("data"));
        Packer packer =
            Packer.survey(
                new PackOrder(
                    source,
                    (path, kind) -> true,
                    geometry,
                    named,
                    List.of(identity.recipient()),
                    sender,
                    null,
                    true,
                    folder,
                    Clock.systemUTC(),
                    new SecureRandom()),
                Progress.SILENT)) {
      return packer.pack();
    }
  }

  private UnpackReport unpack(List<? extends Drive> drives) throws IOException {
    Leg leg = Leg.gather(drives);
    LegKeys keys = leg.keys(List.of(identity));
    Path copy = folder.resolve("copy-" + copies++);
    return Unpacker.unpack(
        leg,
        keys,
        new UnpackOrder(
            copy, path -> true, AttributePolicy.usual(), false, folder.resolve("lost.txt")),
        Progress.SILENT);
  }

  @Test
  void everyPatternOfLostDrivesUpToTheParity() throws IOException {
    List<MemoryDrive> drives = drives(7, MemoryDrive.Faults.NONE);
    long files = pack(new Geometry(4, 3), drives).files();
    for (int lost = 0; lost < 1 << 7; lost++) {
      List<MemoryDrive> here = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        if ((lost >> i & 1) == 0) {
          here.add(drives.get(i));
        }
      }
      if (here.size() >= 4) {
        UnpackReport report = unpack(here);
        assertEquals(
            files, report.files(), "lost " + Integer.toBinaryString(lost) + ", seed " + seed);
        assertEquals(0, report.lostFiles());
      } else if (!here.isEmpty()) {
        UnpackReport report = unpack(here);
        assertEquals(files, report.files() + report.lostFiles(), "seed " + seed);
      }
    }
  }

  @Test
  void everyOperationOfAPackThatFailsLeavesNoUsableLie() throws IOException {
    AtomicLong operations = new AtomicLong();
    pack(new Geometry(2, 1), drives(3, (drive, operation) -> operations.incrementAndGet()));
    long all = operations.get();
    assertTrue(all > 50, "too few operations to be true: " + all);
    for (long failing = 1; failing <= all; failing++) {
      AtomicLong count = new AtomicLong();
      long at = failing;
      boolean[] broken = {false};
      MemoryDrive.Faults once =
          (drive, operation) -> {
            if (count.incrementAndGet() == at) {
              broken[0] = true;
              throw new IOException("The drive gave up at operation " + at);
            }
          };
      List<MemoryDrive> drives = drives(3, once);
      boolean failed = false;
      try {
        pack(new Geometry(2, 1), drives);
      } catch (IOException e) {
        failed = true;
      }
      assertEquals(broken[0], failed, "operation " + at + " failed silently, seed " + seed);
      if (failed) {
        assertNothingWrong(drives);
      }
    }
  }

  /// After a failed pack a drive is unfinished, or the leg is whole: never something in between.
  private void assertNothingWrong(List<MemoryDrive> drives) throws IOException {
    Leg leg;
    try {
      leg = Leg.gather(drives);
    } catch (IOException e) {
      return;
    }
    if (leg.missing().size() <= leg.root().geometry().parity()) {
      UnpackReport report = unpack(drives);
      assertEquals(0, report.lostFiles());
    }
  }

  @Test
  void anyFlippedBitIsFoundAndRepaired() throws IOException {
    List<MemoryDrive> drives = drives(4, MemoryDrive.Faults.NONE);
    long files = pack(new Geometry(3, 1), drives).files();
    for (int round = 0; round < 40; round++) {
      MemoryDrive drive = drives.get(random.nextInt(4));
      List<String> names = drive.list();
      String name = names.get(random.nextInt(names.size()));
      long bit = random.nextLong(8 * drive.sizeBytes(name));
      String where = "bit " + bit + " of " + name + " on " + drive.name() + ", seed " + seed;
      drive.flip(name, bit);
      Leg leg = Leg.gather(drives);
      Verifier.Report verified = Verifier.verify(leg, leg.keys(List.of(identity)), Progress.SILENT);
      boolean checked =
          name.startsWith("segments") || name.equals(Root.CATALOGUE) || name.equals("label.json");
      assertFalse(checked && verified.sound(), where);
      UnpackReport report = unpack(drives);
      assertEquals(files, report.files(), where);
      drive.flip(name, bit);
    }
  }

  @Test
  void aCutSegmentsFileCostsOnlyWhatWasCut() throws IOException {
    List<MemoryDrive> drives = drives(4, MemoryDrive.Faults.NONE);
    long files = pack(new Geometry(3, 1), drives).files();
    for (MemoryDrive drive : drives) {
      String name = Segments.fileName(0);
      int length = (int) drive.sizeBytes(name);
      drive.truncate(name, random.nextInt(length));
      assertEquals(files, unpack(drives).files(), "seed " + seed);
      drive.truncate(name, length);
    }
  }

  @Test
  void aDriveThatReadsOnlyErrorsIsReplacedByTheOthers() throws IOException {
    boolean[] broken = {false};
    MemoryDrive.Faults reading =
        (drive, operation) -> {
          if (broken[0] && drive.equals("d2") && operation.equals("read")) {
            throw new IOException("bad sector");
          }
        };
    List<MemoryDrive> drives = drives(4, reading);
    long files = pack(new Geometry(3, 1), drives).files();
    broken[0] = true;
    assertEquals(files, unpack(drives).files());
  }

  @Test
  void aSegmentMovedToAnotherPlaceIsRefused() throws IOException {
    List<MemoryDrive> drives = drives(3, MemoryDrive.Faults.NONE);
    long files = pack(new Geometry(2, 1), drives).files();
    drives.get(0).rename(Segments.fileName(0), "aside");
    drives.get(1).rename(Segments.fileName(0), "aside");
    assertThrows(IOException.class, () -> drives.get(0).open(Segments.fileName(0)));
    UnpackReport report = unpack(drives);
    assertTrue(report.lostFiles() > 0);
    assertEquals(files, report.files() + report.lostFiles(), "seed " + seed);
  }

  /// Somebody without keys changes a byte and makes the checksum fit.
  @Test
  void aForgedSegmentIsToldFromAnAccident() throws IOException {
    List<MemoryDrive> drives = drives(4, MemoryDrive.Faults.NONE);
    long files = pack(new Geometry(3, 1), drives).files();
    Leg leg = Leg.gather(drives);
    int size = leg.root().segmentBytes();
    byte[] record = new byte[size];
    try (DriveFile file = drives.get(1).open(Segments.fileName(0))) {
      file.readFully(0, record, 0, size);
      record[size / 2] ^= 1;
      CRC32C checksum = new CRC32C();
      checksum.update(record, 0, 56);
      checksum.update(record, 60, size - 60);
      ByteBuffer.wrap(record).putInt(56, (int) checksum.getValue());
      file.write(0, record, 0, size);
    }
    assertEquals(
        List.of(Finding.Kind.FORGED_SEGMENTS),
        Verifier.verify(leg, null, Progress.SILENT).findings().stream()
            .map(Finding::kind)
            .toList());
    Verifier.Report report = Verifier.verify(leg, leg.keys(List.of(identity)), Progress.SILENT);
    assertEquals(
        List.of(Finding.Kind.FORGED_SEGMENTS),
        report.findings().stream().map(Finding::kind).toList());
    assertEquals(files, unpack(drives).files());
  }
}
