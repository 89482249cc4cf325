package org.longhaul.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.longhaul.freight.Leg;
import org.longhaul.freight.PackOrder;
import org.longhaul.freight.PackReport;
import org.longhaul.freight.Packer;
import org.longhaul.freight.Progress;
import org.longhaul.freight.UnpackOrder;
import org.longhaul.freight.UnpackReport;
import org.longhaul.freight.Unpacker;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.SigningKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.Status;
import org.longhaul.shipment.TreePath;
import org.longhaul.tree.AttributePolicy;
import org.longhaul.tree.SourceFile;
import org.longhaul.tree.SourceTree;

/// A file that changes while it is packed is named and left out; every other comes back as it was.
class ChangingSourceTest {
  private final Identity identity = Identity.freshClassical(new SecureRandom());
  private final SigningKey sender = SigningKey.fresh(new SecureRandom());
  @TempDir Path folder = Path.of("");
  private Path data = Path.of("");

  /// How somebody changes a file.
  @FunctionalInterface
  interface Change {
    void on(Path file) throws IOException;
  }

  static Stream<Arguments> changes() {
    List<Arguments> all = new ArrayList<>();
    // Of these, one is packed whole with others, one alone, and one lies in several regions.
    for (String file : List.of("small", "medium", "vast")) {
      for (boolean whileRead : new boolean[] {false, true}) {
        all.add(
            change(
                file,
                whileRead,
                "grows",
                path -> Files.write(path, new byte[10], StandardOpenOption.APPEND)));
        all.add(change(file, whileRead, "is cut", path -> Files.write(path, new byte[1])));
        all.add(
            change(
                file,
                whileRead,
                "is written in place",
                path -> {
                  byte[] content = Files.readAllBytes(path);
                  content[content.length - 1] ^= 1;
                  Files.write(path, content);
                }));
        all.add(
            change(
                file,
                whileRead,
                "is replaced with equal size and time",
                path -> {
                  var time = Files.getLastModifiedTime(path);
                  Path other = path.resolveSibling("other");
                  Files.write(other, new byte[(int) Files.size(path)]);
                  Files.setLastModifiedTime(other, time);
                  Files.move(other, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }));
      }
      all.add(change(file, false, "is deleted", Files::delete));
      all.add(
          change(
              file,
              false,
              "becomes a link",
              path -> {
                Files.delete(path);
                Files.createSymbolicLink(path, Path.of("/etc/passwd"));
              }));
    }
    return all.stream();
  }

  private static Arguments change(String file, boolean whileRead, String how, Change change) {
    return Arguments.of(file, whileRead, how, change);
  }

  @BeforeEach
  void aSource() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    Random random = new Random(1);
    write("first", 30_000, random);
    write("medium", 300_000, random);
    write("small", 1_000, random);
    write("tiny", 10, random);
    write("vast", 4_000_000, random);
    write("zlast", 30_000, random);
  }

  private void write(String name, int bytes, Random random) throws IOException {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    Files.write(data.resolve(name), content);
  }

  @ParameterizedTest(name = "{0} {2}, while read: {1}")
  @MethodSource("changes")
  void theChangeIsFoundAndNamed(String file, boolean whileRead, String how, Change change)
      throws IOException {
    List<MemoryDrive> drives = new ArrayList<>();
    List<PackOrder.NamedDrive> named = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      MemoryDrive drive = new MemoryDrive("d" + i, 1 << 26, MemoryDrive.Faults.NONE);
      drives.add(drive);
      named.add(new PackOrder.NamedDrive(drive, drive.name(), null));
    }
    PackReport report;
    try (SourceTree source = new Changing(SourceTree.at(data), data, file, whileRead, change);
        Packer packer =
            Packer.survey(
                new PackOrder(
                    source,
                    (path, kind) -> true,
                    new Geometry(3, 1),
                    named,
                    List.of(identity.recipient()),
                    sender,
                    null,
                    true,
                    folder,
                    Clock.systemUTC(),
                    new SecureRandom()),
                Progress.SILENT)) {
      report = packer.pack();
    }
    assertFalse(report.problems().isEmpty(), file + " " + how + " and nobody noticed");
    Leg leg = Leg.gather(drives);
    Path copy = folder.resolve("copy");
    UnpackReport unpacked =
        Unpacker.unpack(
            leg,
            leg.keys(List.of(identity)),
            new UnpackOrder(
                copy, path -> true, AttributePolicy.usual(), false, folder.resolve("lost.txt")),
            Progress.SILENT);
    assertEquals(0, unpacked.lostFiles());
    assertEquals(1, unpacked.leftOut());
    assertFalse(Files.exists(copy.resolve(file)));
    for (String other : List.of("first", "small", "medium", "tiny", "vast", "zlast")) {
      if (!other.equals(file)) {
        assertArrayEquals(
            Files.readAllBytes(data.resolve(other)),
            Files.readAllBytes(copy.resolve(other)),
            other);
      }
    }
    assertTrue(report.leftOut() >= 1);
  }

  /// A tree in which somebody changes one file, once: when it is opened, or when it has been read
  /// in part.
  private static final class Changing implements SourceTree {
    private final SourceTree real;
    private final Path folder;
    private final TreePath victim;
    private final boolean whileRead;
    private final Change change;
    private final AtomicBoolean changed = new AtomicBoolean();

    Changing(SourceTree real, Path folder, String victim, boolean whileRead, Change change) {
      this.real = real;
      this.folder = folder;
      this.victim = TreePath.of(victim);
      this.whileRead = whileRead;
      this.change = change;
    }

    private void change() throws IOException {
      if (changed.compareAndSet(false, true)) {
        change.on(folder.resolve(victim.display()));
      }
    }

    @Override
    public void walk(Visitor visitor) throws IOException {
      real.walk(visitor);
    }

    @Override
    public SourceFile open(TreePath path) throws IOException {
      if (!path.equals(victim)) {
        return real.open(path);
      }
      if (!whileRead) {
        change();
      }
      SourceFile file = real.open(path);
      return new SourceFile() {
        @Override
        public Status status() throws IOException {
          return file.status();
        }

        @Override
        public int readAt(long position, byte[] into, int offset, int length) throws IOException {
          int got = file.readAt(position, into, offset, length);
          if (whileRead) {
            change();
          }
          return got;
        }

        @Override
        public void close() {
          file.close();
        }
      };
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
