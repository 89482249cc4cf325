package org.longhaul.testkit.vectors;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.Sha256;
import org.longhaul.coding.ErasureCode;
import org.longhaul.drive.Label;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Note;
import org.longhaul.drive.Root;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.sealing.Envelope;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.Recipient;
import org.longhaul.sealing.SegmentCipher;
import org.longhaul.sealing.SegmentKey;
import org.longhaul.sealing.SigningKey;
import org.longhaul.sealing.WrappedKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.LegId;

/// A leg in its parts, put together by FORMAT.md and not by the packer, so that each part can be
/// made wrong first. The same name gives the same secret, salts and wrapped key: legs that differ
/// in little differ in few bytes. For that, salts are used twice, which only a test may do.
final class LegParts {
  static final String SEALED = "2026-11-24T12:00:00Z";

  final String name;
  final Tree tree;
  LegId leg;
  Geometry geometry;
  int segmentBytes = SegmentFormat.MIN_BYTES;
  byte[] secret;
  SigningKey sender = TestKeys.SENDER;
  List<Recipient> recipients = List.of(TestKeys.RECIPIENT.recipient());
  Root.@Nullable Trip trip;
  boolean digests = true;
  boolean cases;

  /// From which segment on a data drive was written in a second run; 0 for never.
  long secondWritingFrom;

  UnaryOperator<Root> root = signed -> signed;
  UnaryOperator<String> payload = signed -> signed;
  UnaryOperator<byte[]> key = wrapped -> wrapped;
  String payloadType = Root.PAYLOAD_TYPE;
  java.util.function.BiFunction<Integer, byte[], byte[]> streams = (region, stream) -> stream;

  LegParts(String name, Geometry geometry) {
    this.name = name;
    this.geometry = geometry;
    this.tree = new Tree(geometry.data());
    SeededRandom random = new SeededRandom(name);
    this.leg = new LegId(random.nextLong(), random.nextLong());
    this.secret = random.bytes(LegKeys.SECRET_BYTES);
  }

  LegKeys keys() {
    return new LegKeys(leg, secret);
  }

  byte[] wrapped() {
    return key.apply(wrapped(secret, recipients, name + " key"));
  }

  static byte[] wrapped(byte[] secret, List<Recipient> recipients, String seed) {
    try {
      return WrappedKey.wrap(secret, recipients, new SeededRandom(seed));
    } catch (KeyProblem e) {
      throw new IllegalStateException(e);
    }
  }

  private record Written(
      Root.DriveEntry entry, List<byte[]> segments, byte @Nullable [] digests, Label label) {}

  /// Puts everything together.
  Drives press() {
    CatalogueParts.Sealed catalogue =
        tree.catalogue().seal(leg, keys(), new SeededRandom(name + " catalogue").bytes(16));
    List<List<byte[]>> payloads = payloads();
    List<Written> drives = new ArrayList<>();
    for (int i = 0; i < geometry.drives(); i++) {
      drives.add(written(i, payloads.get(i)));
    }
    byte[] wrapped = wrapped();
    Root signed =
        root.apply(
            new Root(
                leg,
                geometry,
                segmentBytes,
                trip,
                SEALED,
                keys().commitment(),
                Sha256.of(wrapped),
                Sha256.of(catalogue.file()),
                catalogue.file().length,
                catalogue.indexSha256(),
                drives.stream().map(Written::entry).toList()));
    byte[] message = Bytes.of(payload.apply(new String(signed.written(), UTF)));
    byte[] envelope = Envelope.sign(message, payloadType, sender);
    Drives all = new Drives();
    for (Written drive : drives) {
      String at = drive.label().driveName();
      all.put(at, Label.FILE, drive.label().written());
      all.put(at, Note.FILE, note(drive.label()));
      all.put(at, LegFiles.KEY, wrapped);
      if (!drive.segments().isEmpty()) {
        all.put(at, "segments-0000.lhs", Bytes.join(drive.segments().toArray(byte[][]::new)));
      }
      if (drive.digests() != null) {
        all.put(at, LegFiles.DIGESTS, drive.digests());
      }
      all.put(at, Root.CATALOGUE, catalogue.file());
      all.put(at, Root.FILE, envelope);
    }
    return all;
  }

  private static final java.nio.charset.Charset UTF = java.nio.charset.StandardCharsets.UTF_8;

  private byte[] note(Label label) {
    return Note.of(label, sender.verifyingKey().fingerprint());
  }

  Label label(int number, Label.State state) {
    return new Label(
        leg,
        geometry,
        number,
        "d" + (number + 1),
        cases ? "case " + (number + 1) : null,
        segmentBytes,
        state,
        "2026-11-24T11:00:00Z");
  }

  /// What each drive's segments carry, parity too.
  private List<List<byte[]>> payloads() {
    int bytes = segmentBytes - 128;
    List<List<byte[]>> payloads = new ArrayList<>();
    int stripes = 0;
    for (int i = 0; i < geometry.data(); i++) {
      byte[] stream = streams.apply(i, tree.region(i).stream());
      List<byte[]> its = new ArrayList<>();
      for (int at = 0; at < stream.length; at += bytes) {
        its.add(
            Arrays.copyOf(
                Arrays.copyOfRange(stream, at, Math.min(stream.length, at + bytes)), bytes));
      }
      stripes = Math.max(stripes, its.size());
      payloads.add(its);
    }
    for (int i = 0; i < geometry.parity(); i++) {
      payloads.add(new ArrayList<>());
    }
    for (int n = 0; n < stripes; n++) {
      byte[][] data = new byte[geometry.data()][];
      byte[][] parity = new byte[geometry.parity()][bytes];
      for (int i = 0; i < geometry.data(); i++) {
        data[i] = n < payloads.get(i).size() ? payloads.get(i).get(n) : new byte[bytes];
      }
      ErasureCode.scalar(geometry).encode(data, parity, 0, bytes);
      for (int i = 0; i < geometry.parity(); i++) {
        payloads.get(geometry.data() + i).add(parity[i]);
      }
    }
    return payloads;
  }

  private Written written(int number, List<byte[]> payloads) {
    SeededRandom random = new SeededRandom(name + " drive " + number);
    SegmentFormat format = new SegmentFormat(leg, segmentBytes);
    List<Root.Writing> writings = new ArrayList<>();
    writings.add(new Root.Writing(0, random.bytes(SegmentKey.SALT_BYTES)));
    if (secondWritingFrom > 0 && payloads.size() > secondWritingFrom) {
      writings.add(new Root.Writing(secondWritingFrom, random.bytes(SegmentKey.SALT_BYTES)));
    }
    List<byte[]> segments = new ArrayList<>();
    ByteSink list = new ByteSink();
    list.raw(
        ByteBuffer.allocate(64)
            .put(Bytes.of("LHDIGv01"))
            .put(leg.bytes())
            .putInt(number)
            .putInt(segmentBytes)
            .array());
    for (int n = 0; n < payloads.size(); n++) {
      byte[] salt = writings.get(writings.size() > 1 && n >= secondWritingFrom ? 1 : 0).salt();
      byte[] record = new byte[segmentBytes];
      format.seal(
          new SegmentCipher(), keys().segmentKey(number, salt), number, n, payloads.get(n), record);
      segments.add(record);
      list.raw(Sha256.of(record));
    }
    Label label = label(number, Label.State.SEALED);
    Root.DriveEntry entry =
        new Root.DriveEntry(
            label.driveName(),
            label.caseName(),
            segments.size(),
            Sha256.of(label.written()),
            Sha256.of(note(label)),
            digests ? Sha256.of(list.copy()) : null,
            List.copyOf(writings));
    return new Written(entry, segments, digests ? list.copy() : null, label);
  }
}
