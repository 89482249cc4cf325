package org.longhaul.drive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.longhaul.sealing.Envelope;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;
import org.longhaul.sealing.SegmentKey;
import org.longhaul.shipment.LegId;
import org.longhaul.testkit.Fuzz;
import org.longhaul.testkit.MemoryDrive;

/// Parsers of what lies on a drive under documents that are nearly right.
class DriveFuzzTest {
  private static final Path LEGS = Path.of("vectors", "legs");

  private static byte[] payload(String drive) throws IOException {
    return Envelope.open("It", Files.readAllBytes(LEGS.resolve(drive).resolve(Root.FILE)))
        .payload();
  }

  @Test
  void labels() throws IOException {
    Fuzz.of("Label", MalformedException.class)
        .run(
            document -> {
              Label label = Label.parse("It", document);
              assertEquals(label, Label.parse("It", label.written()));
            },
            Files.readAllBytes(LEGS.resolve("trio/d1").resolve(Label.FILE)),
            Files.readAllBytes(LEGS.resolve("solo/d1").resolve(Label.FILE)));
  }

  @Test
  void roots() throws IOException {
    Fuzz.of("Root", MalformedException.class)
        .run(
            document -> {
              byte[] written = Root.parse("It", document).written();
              assertArrayEquals(written, Root.parse("It", written).written());
            },
            payload("trio/d1"),
            payload("bare/d1"));
  }

  @Test
  void wordsForChangedKeys() {
    Access access = new Access(new LegId(1, 2), 3, new byte[32], new byte[32], "2026-11-24");
    Fuzz.of("Access", MalformedException.class)
        .run(
            document -> {
              byte[] written = Access.parse("It", document).written();
              assertArrayEquals(written, Access.parse("It", written).written());
            },
            access.written());
  }

  /// Whatever is changed in a segment, it is not sound any more.
  @Test
  void segments() {
    SegmentFormat format = new SegmentFormat(new LegId(1, 2), SegmentFormat.MIN_BYTES);
    LegKeys keys = LegKeys.fresh(format.leg(), new SecureRandom());
    SegmentKey key = keys.segmentKey(3, new byte[SegmentKey.SALT_BYTES]);
    SegmentCipher cipher = new SegmentCipher();
    byte[] payload = new byte[format.payloadBytes()];
    byte[] sealed = new byte[format.sizeBytes()];
    format.seal(cipher, key, 3, 4, payload, sealed);
    Fuzz.of("SegmentFormat")
        .run(
            document -> {
              byte[] record = java.util.Arrays.copyOf(document, sealed.length);
              SegmentState state = format.open(cipher, key, 3, 4, record, payload);
              if (!java.util.Arrays.equals(record, sealed)) {
                assertNotEquals(SegmentState.SOUND, state);
              }
            },
            sealed);
  }

  @Test
  void digests() throws IOException {
    SegmentFormat format = new SegmentFormat(new LegId(1, 2), SegmentFormat.MIN_BYTES);
    byte[] good = Files.readAllBytes(LEGS.resolve("trio/d1").resolve(LegFiles.DIGESTS));
    Fuzz.of("SegmentDigests", IOException.class)
        .run(
            document -> {
              Drive drive = new MemoryDrive("d1", 1 << 20, MemoryDrive.Faults.NONE);
              SmallFile.write(drive, LegFiles.DIGESTS, document);
              try (SegmentDigests.Reader reader = new SegmentDigests.Reader(drive, format, 0)) {
                for (int i = new Random(document.length).nextInt(5); i > 0; i--) {
                  boolean _ = reader.next(new byte[1]);
                }
                assertEquals(false, reader.proven(new byte[32]));
              }
              assertEquals(false, SegmentDigests.isSigned(drive, format, 0, new byte[32]));
            },
            good);
  }

  @Test
  void envelopesOfDrives() throws IOException {
    Fuzz.of("root.json", KeyProblem.class, MalformedException.class)
        .run(
            document -> Root.parse("It", Envelope.open("It", document).payload()),
            Files.readAllBytes(LEGS.resolve("ml-dsa/d1").resolve(Root.FILE)));
  }
}
