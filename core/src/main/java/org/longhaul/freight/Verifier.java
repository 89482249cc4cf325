package org.longhaul.freight;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;
import org.longhaul.drive.Label;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Note;
import org.longhaul.drive.Root;
import org.longhaul.drive.SegmentDigests;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.drive.SegmentState;
import org.longhaul.drive.Segments;
import org.longhaul.drive.SmallFile;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;

/// Reads drives from end to end and says whether they are what was sealed. With keys, by the seal
/// of each segment, which nobody without the keys can make fit. Without keys, by the digests that
/// the sender signed, where they are listed; where they are not, by checksums, which find accidents
/// only. All drives are read at once.
public final class Verifier {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Leg leg;
  private final @Nullable LegKeys keys;
  private final Progress progress;
  private final Root root;
  private final SegmentFormat format;
  private final DamageReport damage = new DamageReport();
  private final List<Finding> findings = new ArrayList<>();
  private final long stripesHere;
  private final AtomicIntegerArray lossesByStripe;
  private final DriveRates rates;

  private Verifier(Leg leg, @Nullable LegKeys keys, Progress progress) throws IOException {
    this.leg = leg;
    this.keys = keys;
    this.progress = progress;
    this.root = leg.root();
    this.format = new SegmentFormat(root.leg(), root.segmentBytes());
    this.rates = new DriveRates(root.drives().stream().map(Root.DriveEntry::name).toList());
    this.stripesHere = leg.stripesHere();
    this.lossesByStripe = new AtomicIntegerArray(Math.toIntExact(stripesHere));
  }

  /// What verifying found.
  ///
  /// @param bytes how much was read
  /// @param stripesAtRisk how many stripes have lost more segments than can be replaced
  /// @param worstLosses the most segments that one stripe has lost, of drives that are not here too
  /// @param proof what segments were checked by
  public record Report(
      List<Finding> findings,
      DamageReport damage,
      long bytes,
      long stripesAtRisk,
      int worstLosses,
      Proof proof) {
    /// Whether every drive that is here is as it was sealed.
    public boolean sound() {
      return findings.isEmpty();
    }
  }

  /// What segments are checked by.
  public enum Proof {
    /// Their seals, with keys.
    SEALS,
    /// Their digests, which the sender signed.
    DIGESTS,
    /// Their checksums: accidents only.
    CHECKSUMS
  }

  /// Verifies all drives of the leg that are here.
  ///
  /// @param keys the leg's keys, or null to check without
  public static Report verify(Leg leg, @Nullable LegKeys keys, Progress progress)
      throws IOException {
    return new Verifier(leg, keys, progress).run();
  }

  private Report run() throws IOException {
    long bytes = 0;
    for (int i = 0; i < leg.drives().size(); i++) {
      if (leg.drives().get(i) != null) {
        bytes += root.drives().get(i).segments() * root.segmentBytes() + root.catalogueBytes();
      }
    }
    findings.addAll(leg.findings());
    progress.phase("verifying", bytes, Progress.Unit.BYTES);
    progress.drives(rates);
    try (Crew crew = new Crew()) {
      for (int i = 0; i < leg.drives().size(); i++) {
        int number = i;
        Drive drive = leg.drives().get(i);
        crew.start(
            "drive " + number,
            () -> {
              if (drive == null) {
                long absent = Math.min(root.drives().get(number).segments(), stripesHere);
                for (int n = 0; n < absent; n++) {
                  lossesByStripe.incrementAndGet(n);
                }
              } else {
                segments(number, drive);
                digestsFile(number, drive);
                catalogue(drive);
                smallFiles(number, drive);
              }
            });
      }
      crew.join();
    }
    tellDamage();
    long atRisk = 0;
    int worst = 0;
    if (root.stripes() > stripesHere) {
      // What no drive here can have: every drive that should have such a stripe has lost it.
      worst = lossesBeyond(stripesHere);
      atRisk = stripesAtRiskBeyond();
    }
    for (int n = 0; n < lossesByStripe.length(); n++) {
      worst = Math.max(worst, lossesByStripe.get(n));
      atRisk += lossesByStripe.get(n) > root.geometry().parity() ? 1 : 0;
    }
    return new Report(List.copyOf(findings), damage, bytes, atRisk, worst, proof());
  }

  private void segments(int number, Drive drive) throws IOException {
    byte[] record = new byte[format.sizeBytes()];
    byte[] payload = new byte[format.payloadBytes()];
    SegmentCipher cipher = new SegmentCipher();
    DriveKeys key = keys == null ? null : new DriveKeys(root, number, keys);
    Root.DriveEntry entry = root.drives().get(number);
    BitSet unlisted = new BitSet();
    long count = Math.min(entry.segments(), stripesHere);
    if (entry.segments() > count) {
      damage.found(number, count, SegmentState.UNREADABLE, entry.segments() - count);
    }
    try (Segments segments = new Segments(drive, format.sizeBytes());
        SegmentDigests.Reader digests = key == null ? digests(number, drive) : null) {
      for (long n = 0; n < count; n++) {
        progress.checkStopped();
        SegmentState state = SegmentState.UNREADABLE;
        long start = System.nanoTime();
        boolean got = segments.read(n, record);
        rates.moved(number, record.length, System.nanoTime() - start);
        if (got) {
          state =
              key == null
                  ? format.inspect(record, number, n, entry.salt(n))
                  : format.open(cipher, key.of(n), number, n, record, payload);
        }
        if (digests != null
            && !digests.next(state == SegmentState.UNREADABLE ? null : record)
            && state == SegmentState.SOUND) {
          unlisted.set((int) n);
        }
        if (state != SegmentState.SOUND) {
          damage.found(number, n, state);
          lossesByStripe.incrementAndGet((int) n);
        }
        progress.advance(format.sizeBytes());
      }
      byte[] signed = entry.digestsSha256();
      if (digests != null && signed != null && digests.proven(signed)) {
        // Only a list that the sender signed can tell on a segment.
        unlisted.stream()
            .forEach(n -> {
              damage.found(number, n, SegmentState.FORGED);
              lossesByStripe.incrementAndGet(n);
            });
      }
    }
  }

  private int lossesBeyond(long stripe) {
    return (int) root.drives().stream().filter(drive -> drive.segments() > stripe).count();
  }

  private long stripesAtRiskBeyond() {
    long[] ends = root.drives().stream().mapToLong(Root.DriveEntry::segments).sorted().toArray();
    // The stripes that more than `parity` drives should have end with the last of the others.
    int last = ends.length - 1 - root.geometry().parity();
    return Math.max(0, ends[last] - stripesHere);
  }

  private void digestsFile(int number, Drive drive) {
    byte[] signed = root.drives().get(number).digestsSha256();
    if (signed != null && !SegmentDigests.isSigned(drive, format, number, signed)) {
      changed(drive, LegFiles.DIGESTS);
    }
  }

  private Proof proof() {
    if (keys != null) {
      return Proof.SEALS;
    }
    return root.drives().stream().allMatch(drive -> drive.digestsSha256() != null)
        ? Proof.DIGESTS
        : Proof.CHECKSUMS;
  }

  private SegmentDigests.@Nullable Reader digests(int number, Drive drive) {
    if (root.drives().get(number).digestsSha256() == null) {
      return null;
    }
    try {
      return new SegmentDigests.Reader(drive, format, number);
    } catch (IOException e) {
      // That the list is not there is told when it is looked at as a file.
      return null;
    }
  }

  /// Looks at the note and the wrapped key, and for what the sender has not put there.
  private void smallFiles(int number, Drive drive) {
    try {
      byte[] note = SmallFile.read(drive, Note.FILE);
      if (!MessageDigest.isEqual(Sha256.of(note), root.drives().get(number).noteSha256())) {
        changed(drive, Note.FILE);
      }
    } catch (IOException e) {
      changed(drive, Note.FILE);
    }
    try {
      KeyFiles.read(drive, root, leg.sender());
    } catch (IOException e) {
      changed(drive, LegFiles.KEY);
    }
    try {
      List<String> extra = drive.list().stream().filter(name -> !isOurs(name, number)).toList();
      if (!extra.isEmpty()) {
        found(
            drive,
            Finding.Kind.EXTRA_FILES,
            "%s: %s that the sender did not put there, the first is '%s'. Longhaul reads none of them; do not open them."
                .formatted(
                    drive.name(),
                    extra.size() == 1 ? "a file" : extra.size() + " files",
                    Label.printable(extra.getFirst())));
      }
      for (String name : drive.list()) {
        segmentsFile(drive, name, root.drives().get(number).segments());
      }
    } catch (IOException e) {
      found(drive, Finding.Kind.DAMAGED_LABEL, drive.name() + " cannot be listed.");
    }
  }

  /// Segments are checked one by one; what stands behind the last of them is not one.
  private void segmentsFile(Drive drive, String name, long segments) {
    if (!Segments.isFile(name, segments, format.sizeBytes())) {
      return;
    }
    try (DriveFile file = drive.open(name)) {
      if (file.sizeBytes() > Segments.fileBytes(name, segments, format.sizeBytes())) {
        found(
            drive,
            Finding.Kind.CHANGED,
            "%s: something follows the last segment in %s. Longhaul does not read it."
                .formatted(drive.name(), name));
      }
    } catch (IOException e) {
      // Its segments have been found unreadable.
      return;
    }
  }

  private boolean isOurs(String name, int number) {
    Root.DriveEntry entry = root.drives().get(number);
    if (name.equals(LegFiles.DIGESTS)) {
      return entry.digestsSha256() != null;
    }
    return switch (name) {
      case Label.FILE, Note.FILE, LegFiles.KEY, LegFiles.ACCESS, Root.FILE, Root.CATALOGUE -> true;
      default -> Segments.isFile(name, entry.segments(), format.sizeBytes());
    };
  }

  private void changed(Drive drive, String file) {
    found(
        drive,
        Finding.Kind.CHANGED,
        "%s: %s is not the one that the sender signed.".formatted(drive.name(), file));
  }

  private void catalogue(Drive drive) throws StoppedException {
    MessageDigest digest = Sha256.start();
    byte[] buffer = new byte[BUFFER_BYTES];
    boolean sound = false;
    try (DriveFile file = drive.open(Root.CATALOGUE)) {
      long at = 0;
      int got = file.read(at, buffer, 0, buffer.length);
      while (got > 0 && at <= root.catalogueBytes()) {
        progress.checkStopped();
        digest.update(buffer, 0, got);
        progress.advance(got);
        at += got;
        got = file.read(at, buffer, 0, buffer.length);
      }
      sound = MessageDigest.isEqual(digest.digest(), root.catalogueSha256());
    } catch (StoppedException e) {
      throw e;
    } catch (IOException e) {
      sound = false;
    }
    if (!sound) {
      found(
          drive,
          Finding.Kind.CHANGED,
          "%s: its catalogue is not the one that was signed. Every other drive has the same."
              .formatted(drive.name()));
    }
  }

  private synchronized void found(Drive drive, Finding.Kind kind, String sentence) {
    findings.add(new Finding(drive.name(), kind, sentence));
  }

  private void tellDamage() {
    for (Map.Entry<Integer, DamageReport.OnDrive> entry : damage.drives().entrySet()) {
      Drive drive = leg.drives().get(entry.getKey());
      if (drive != null) {
        tellDamage(drive, entry.getKey(), entry.getValue());
      }
    }
  }

  private void tellDamage(Drive drive, int number, DamageReport.OnDrive damaged) {
    long forged =
        damaged.counts().getOrDefault(SegmentState.FORGED, 0L)
            + damaged.counts().getOrDefault(SegmentState.FOREIGN, 0L);
    long rotten = damaged.segments() - forged;
    String name = root.drives().get(number).name();
    if (rotten > 0) {
      found(
          drive,
          Finding.Kind.DAMAGED_SEGMENTS,
          "%s (%s): %,d of %,d segments cannot be read or are damaged, the first is number %,d."
              .formatted(
                  name,
                  drive.name(),
                  rotten,
                  root.drives().get(number).segments(),
                  damaged.firstSegment()));
    }
    if (forged > 0) {
      found(
          drive,
          Finding.Kind.FORGED_SEGMENTS,
          """
          %s (%s): %,d segments were changed after sealing. Not an accident: the checksum was made to \
          fit, the seal was not. Keep this drive for evidence.\
          """
              .formatted(name, drive.name(), forged));
    }
  }
}
