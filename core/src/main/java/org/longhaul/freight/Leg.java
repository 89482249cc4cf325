package org.longhaul.freight;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Label;
import org.longhaul.drive.MalformedException;
import org.longhaul.drive.Root;
import org.longhaul.drive.Segments;
import org.longhaul.drive.SmallFile;
import org.longhaul.sealing.Envelope;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.VerifyingKey;
import org.longhaul.sealing.WrappedKey;

/// A leg as far as its drives are here: what was signed, and which drive is which.
public final class Leg {
  private final Root root;
  private final VerifyingKey sender;
  private final List<@Nullable Drive> drives;
  private final List<Finding> findings;

  private Leg(
      Root root, VerifyingKey sender, List<@Nullable Drive> drives, List<Finding> findings) {
    this.root = root;
    this.sender = sender;
    this.drives = drives;
    this.findings = findings;
  }

  /// Looks at drives, in any order, and finds the leg that most of them make. Drives that do not
  /// belong, are double, unfinished or damaged are left out and told of.
  ///
  /// @throws DriveProblem when there is no usable drive at all
  public static Leg gather(List<? extends Drive> given) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Map<String, List<Candidate>> byLeg = new LinkedHashMap<>();
    for (Drive drive : given) {
      candidate(drive, findings)
          .ifPresent(candidate ->
              byLeg.computeIfAbsent(candidate.legKey(), key -> new ArrayList<>()).add(candidate));
    }
    List<Candidate> most =
        byLeg.values().stream()
            .max(Comparator.comparingInt(List::size))
            .orElseThrow(() -> noneUsable(findings));
    Root root = most.getFirst().root();
    List<@Nullable Drive> drives = new ArrayList<>();
    for (int i = 0; i < root.geometry().drives(); i++) {
      drives.add(null);
    }
    String chosen = most.getFirst().legKey();
    byLeg.values().stream()
        .flatMap(List::stream)
        .filter(other -> !other.legKey().equals(chosen))
        .forEach(other -> findings.add(other.ofAnotherLeg(root)));
    for (Candidate candidate : most) {
      place(candidate, root, drives, findings);
    }
    if (drives.stream().allMatch(Objects::isNull)) {
      throw noneUsable(findings);
    }
    return new Leg(root, most.getFirst().sender(), drives, List.copyOf(findings));
  }

  private static DriveProblem noneUsable(List<Finding> findings) {
    return new DriveProblem(
        "There is no drive here that can be read. "
            + String.join(" ", findings.stream().map(Finding::sentence).toList()));
  }

  private static void place(
      Candidate candidate, Root root, List<@Nullable Drive> drives, List<Finding> findings) {
    int number = candidate.label().number();
    Drive before = drives.get(number);
    if (before != null) {
      findings.add(
          new Finding(
              candidate.drive().name(),
              Finding.Kind.TWICE,
              "%s is drive %s, which %s is too. The second was left out."
                  .formatted(
                      candidate.drive().name(), candidate.label().driveName(), before.name())));
      return;
    }
    byte[] signed = root.drives().get(number).labelSha256();
    if (!MessageDigest.isEqual(Sha256.of(candidate.labelBytes()), signed)) {
      findings.add(
          new Finding(
              candidate.drive().name(),
              Finding.Kind.CHANGED,
              "%s: its label is not the one that was signed. It was left out; keep it for evidence."
                  .formatted(candidate.drive().name())));
      return;
    }
    drives.set(number, candidate.drive());
  }

  private record Candidate(
      Drive drive,
      Label label,
      byte[] labelBytes,
      Root root,
      String rootSha256,
      VerifyingKey sender) {
    /// Drives with the same one were signed together.
    String legKey() {
      return "%s %s %s".formatted(root.leg(), rootSha256, sender.fingerprint());
    }

    Finding ofAnotherLeg(Root wanted) {
      String sentence =
          root.leg().equals(wanted.leg())
              ? "%s is of leg %s too, but of another sealing of it. It was left out."
              : "%s is of another leg, %s. It was left out.";
      return new Finding(
          drive.name(), Finding.Kind.OTHER_LEG, sentence.formatted(drive.name(), root.leg()));
    }
  }

  private static Optional<Candidate> candidate(Drive drive, List<Finding> findings) {
    try {
      byte[] labelBytes = SmallFile.read(drive, Label.FILE);
      Label label = Label.parse("The label of " + drive.name(), labelBytes);
      if (label.state() == Label.State.UNFINISHED) {
        findings.add(
            new Finding(
                drive.name(),
                Finding.Kind.UNFINISHED,
                "%s was not written to its end: packing was interrupted. It was left out."
                    .formatted(drive.name())));
        return Optional.empty();
      }
      Envelope envelope =
          Envelope.open("The signed root of " + drive.name(), SmallFile.read(drive, Root.FILE));
      if (!envelope.payloadType().equals(Root.PAYLOAD_TYPE)) {
        throw new MalformedException(
            "The signed root of %s is a signature of something else.".formatted(drive.name()));
      }
      Root root = Root.parse("The signed root of " + drive.name(), envelope.payload());
      if (!root.fits(label)) {
        throw new MalformedException(
            "The label of %s does not fit its signed root.".formatted(drive.name()));
      }
      return Optional.of(
          new Candidate(
              drive,
              label,
              labelBytes,
              root,
              HexFormat.of().formatHex(Sha256.of(envelope.payload())),
              envelope.sender()));
    } catch (NoSuchFileException e) {
      findings.add(
          new Finding(
              drive.name(),
              Finding.Kind.FOREIGN_FOLDER,
              "%s is not a drive of a leg: it has no %s."
                  .formatted(
                      drive.name(),
                      String.valueOf(e.getFile()).endsWith(Root.FILE) ? Root.FILE : Label.FILE)));
    } catch (MalformedException | KeyProblem e) {
      findings.add(
          new Finding(drive.name(), Finding.Kind.DAMAGED_LABEL, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      findings.add(
          new Finding(
              drive.name(),
              Finding.Kind.DAMAGED_LABEL,
              "%s cannot be read: %s.".formatted(drive.name(), e.getMessage())));
    }
    return Optional.empty();
  }

  /// The same leg with one drive more, which was left out for its label or its root.
  Leg with(int number, Drive drive) {
    List<@Nullable Drive> more = new ArrayList<>(drives);
    more.set(number, drive);
    return new Leg(root, sender, more, findings);
  }

  public Root root() {
    return root;
  }

  public VerifyingKey sender() {
    return sender;
  }

  /// The drives by number; null for those that are not here.
  public List<@Nullable Drive> drives() {
    return drives;
  }

  public List<Finding> findings() {
    return findings;
  }

  /// The numbers of the drives that are not here.
  public List<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < drives.size(); i++) {
      if (drives.get(i) == null) {
        missing.add(i);
      }
    }
    return missing;
  }

  /// Refuses a sender that is not among those.
  ///
  /// @param trusted fingerprints
  public void requireSender(Iterable<String> trusted) throws SenderRefused {
    for (String fingerprint : trusted) {
      if (fingerprint.equals(sender.fingerprint())) {
        return;
      }
    }
    throw new SenderRefused(sender.fingerprint());
  }

  /// The drives that are here.
  public List<Drive> present() {
    List<Drive> present = new ArrayList<>();
    for (Drive drive : drives) {
      if (drive != null) {
        present.add(drive);
      }
    }
    return present;
  }

  /// How many stripes the files on the drives that are here can hold, by their lengths; what the
  /// sender signed may be far more.
  public long stripesHere() throws IOException {
    long most = 0;
    for (int i = 0; i < drives.size(); i++) {
      Drive drive = drives.get(i);
      if (drive != null) {
        long signed = root.drives().get(i).segments();
        most = Math.max(most, Segments.held(drive, root.segmentBytes(), signed));
      }
    }
    return most;
  }

  /// The leg's keys, unwrapped with whichever identity fits.
  public LegKeys keys(List<? extends Identity> identities) throws IOException {
    return new LegKeys(root.leg(), wrappedKey(identities).secret());
  }

  /// The leg's secret and its recipients, unwrapped with whichever identity fits.
  public WrappedKey wrappedKey(List<? extends Identity> identities) throws IOException {
    IOException last = null;
    for (Drive drive : present()) {
      try {
        WrappedKey opened =
            WrappedKey.open(KeyFiles.read(drive, root, sender).wrapped(), identities);
        if (new LegKeys(root.leg(), opened.secret()).match(root.keyCommitment())) {
          return opened;
        }
        last =
            new KeyProblem(
                "The wrapped key on %s is not that of this leg: it was put there by somebody else."
                    .formatted(drive.name()));
      } catch (KeyProblem | MalformedException e) {
        last = e;
      } catch (IOException e) {
        last =
            new MalformedException(
                "The wrapped key on %s cannot be read: %s.".formatted(drive.name(), reason(e)));
      }
    }
    throw last == null ? new KeyProblem("There is no drive here to take a key from.") : last;
  }

  private static String reason(IOException why) {
    return why instanceof NoSuchFileException
        ? "it is not there"
        : String.valueOf(why.getMessage());
  }

  /// Opens the catalogue. What is damaged on one drive is read from another.
  public Catalogue catalogue(LegKeys keys) throws IOException {
    return Catalogue.open(present(), root, keys);
  }
}
