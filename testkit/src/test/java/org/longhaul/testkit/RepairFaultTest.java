package org.longhaul.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;
import org.longhaul.drive.Segments;
import org.longhaul.freight.Leg;
import org.longhaul.freight.PackOrder;
import org.longhaul.freight.Packer;
import org.longhaul.freight.Progress;
import org.longhaul.freight.RepairReport;
import org.longhaul.freight.Repairer;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.SigningKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.tree.SourceTree;

/// Whatever is damaged on as many drives as may be lost is made good, to the last bit.
class RepairFaultTest {
  private static final Geometry GEOMETRY = new Geometry(3, 2);

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Identity identity = Identity.freshClassical(new SecureRandom());
  private final List<MemoryDrive> drives = new ArrayList<>();
  private final List<Map<String, Integer>> sealed = new ArrayList<>();
  @TempDir Path folder = Path.of("");

  @BeforeEach
  void aLeg() throws IOException {
    byte[] content = new byte[1_500_000];
    random.nextBytes(content);
    Files.write(Files.createDirectories(folder.resolve("data")).resolve("file"), content);
    List<PackOrder.NamedDrive> named = new ArrayList<>();
    for (int i = 1; i <= GEOMETRY.drives(); i++) {
      MemoryDrive drive = new MemoryDrive("d" + i, 1 << 26, MemoryDrive.Faults.NONE);
      drives.add(drive);
      named.add(new PackOrder.NamedDrive(drive, drive.name(), null));
    }
    try (SourceTree source = SourceTree.at(folder.resolve("data"));
        Packer packer =
            Packer.survey(
                new PackOrder(
                    source,
                    (path, kind) -> true,
                    GEOMETRY,
                    named,
                    List.of(identity.recipient()),
                    SigningKey.fresh(new SecureRandom()),
                    null,
                    true,
                    folder,
                    Clock.systemUTC(),
                    new SecureRandom()),
                Progress.SILENT)) {
      packer.pack();
    }
    for (MemoryDrive drive : drives) {
      sealed.add(content(drive));
    }
  }

  /// What is on a drive: a hash of each file.
  private static Map<String, Integer> content(MemoryDrive drive) throws IOException {
    Map<String, Integer> content = new TreeMap<>();
    for (String name : drive.list()) {
      byte[] bytes = new byte[(int) drive.sizeBytes(name)];
      try (DriveFile file = drive.open(name)) {
        file.readFully(0, bytes, 0, bytes.length);
      }
      content.put(name, Arrays.hashCode(bytes));
    }
    return content;
  }

  private Repairer repairer(List<MemoryDrive> here) throws IOException {
    Leg leg = Leg.gather(here);
    return Repairer.of(leg, List.<Drive>copyOf(here), leg.keys(List.of(identity)), Progress.SILENT);
  }

  /// Damages a drive at some places; its label and root may be among them.
  private void damage(MemoryDrive drive) throws IOException {
    for (int i = random.nextInt(6); i >= 0; i--) {
      List<String> names = drive.list();
      String name =
          random.nextBoolean() ? Segments.fileName(0) : names.get(random.nextInt(names.size()));
      if (!names.contains(name) || drive.sizeBytes(name) == 0) {
        continue;
      }
      switch (random.nextInt(8)) {
        case 0 -> drive.truncate(name, random.nextInt((int) drive.sizeBytes(name)));
        case 1 -> {
          // A drive without one sound segment and without a label is nobody's.
          if (!name.equals(Segments.fileName(0))) {
            drive.delete(name);
          }
        }
        default -> drive.flip(name, random.nextLong(8 * drive.sizeBytes(name)));
      }
    }
  }

  @Test
  void damageOnAsManyDrivesAsMayBeLostIsMadeGood() throws IOException {
    for (int round = 0; round < 60; round++) {
      List<MemoryDrive> order = new ArrayList<>(drives);
      Collections.shuffle(order, random);
      damage(order.get(0));
      damage(order.get(1));
      RepairReport report = repairer(drives).inPlace(false);
      String where = "round %d, seed %d: %s".formatted(round, seed, report);
      if (report.lostStripes() > 0 || !adopted(order)) {
        // Its label and all its segments are gone: that drive is lost, and remade on a spare.
        for (int i = 0; i < drives.size(); i++) {
          drives.set(i, healed(i));
        }
        continue;
      }
      for (int i = 0; i < drives.size(); i++) {
        assertEquals(sealed.get(i), content(drives.get(i)), where);
      }
    }
  }

  private boolean adopted(List<MemoryDrive> order) throws IOException {
    return repairer(order).leg().missing().isEmpty();
  }

  /// A drive as it was sealed, remade if need be.
  private MemoryDrive healed(int number) throws IOException {
    if (sealed.get(number).equals(content(drives.get(number)))) {
      return drives.get(number);
    }
    List<MemoryDrive> others = new ArrayList<>(drives);
    others.remove(number);
    MemoryDrive spare = new MemoryDrive("d" + (number + 1), 1 << 26, MemoryDrive.Faults.NONE);
    RepairReport report = repairer(others).onto(List.of(spare), List.of("d" + (number + 1)), false);
    assertTrue(report.remade().getFirst().whole(), "seed " + seed);
    assertEquals(sealed.get(number), content(spare), "seed " + seed);
    return spare;
  }

  @Test
  void aRemakeThatFailsAtAnyOperationGoesOnAfterwards() throws IOException {
    List<MemoryDrive> others = drives.subList(1, 5);
    AtomicLong operations = new AtomicLong();
    MemoryDrive counted =
        new MemoryDrive("s", 1 << 26, (drive, operation) -> operations.incrementAndGet());
    repairer(others).onto(List.of(counted), List.of(), false);
    assertEquals(sealed.getFirst(), content(counted));
    long all = operations.get();
    for (long failing = 1; failing <= all; failing++) {
      AtomicLong count = new AtomicLong();
      long at = failing;
      boolean[] broken = {true};
      MemoryDrive spare =
          new MemoryDrive(
              "s",
              1 << 26,
              (drive, operation) -> {
                if (broken[0] && count.incrementAndGet() >= at) {
                  throw new IOException("The power is cut at operation " + at);
                }
              });
      try {
        repairer(others).onto(List.of(spare), List.of(), false);
      } catch (IOException e) {
        broken[0] = false;
      }
      broken[0] = false;
      repairer(others).onto(List.of(spare), List.of(), false);
      assertEquals(sealed.getFirst(), content(spare), "operation %d, seed %d".formatted(at, seed));
    }
  }
}
