package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.FolderDrive;
import org.longhaul.drive.Root;
import org.longhaul.freight.Leg;
import org.longhaul.freight.OlderLeg;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.Keyring;
import picocli.CommandLine.Option;

/// Options that several commands share: whom to believe, and with which key to read.
final class Common {
  @Option(names = "--json", description = "Tell events and results as JSON, one object a line.")
  boolean json;

  /// With which key to read, and whom to believe.
  static final class Reading {
    @Option(
        names = {"-i", "--identity"},
        paramLabel = "IDENTITY_FILE",
        description =
            "A file with your secret key. Default: your own identity (longhaul key show).")
    List<Path> identityFiles = new ArrayList<>();

    @Option(
        names = "--passphrase-file",
        paramLabel = "FILE",
        description = "A file whose first line is the passphrase that the leg was sealed with.")
    @Nullable Path passphraseFile;

    @Option(
        names = "--from",
        paramLabel = "SENDER",
        description =
            "The sender that must have signed: a name of your trusted senders, or a fingerprint."
                + " Default: any trusted sender.")
    @Nullable String from;

    @Option(
        names = "--older",
        description = "Take this leg although a newer one of its trip was seen here before.")
    boolean older;

    List<Identity> identities() throws IOException {
      List<Identity> identities = new ArrayList<>();
      for (Path file : identityFiles) {
        identities.addAll(Identity.parseFile(file.toString(), Files.readAllBytes(file)));
      }
      if (passphraseFile != null) {
        identities.add(Passphrases.read(passphraseFile));
      }
      if (identities.isEmpty()) {
        identities.addAll(keyring().identities());
      }
      if (identities.isEmpty()) {
        throw new KeyProblem(
            "You have no identity on this host. Give the file with the secret key: -i FILE.");
      }
      return identities;
    }

    /// Refuses a leg whose sender is not believed.
    ///
    /// @return what the sender is called here
    String checkSender(Leg leg) throws IOException {
      Map<String, String> trusted = keyring().trustedSenders();
      String wanted = from;
      if (wanted == null) {
        leg.requireSender(trusted.keySet());
      } else if (Keyring.isFingerprint(wanted)) {
        leg.requireSender(Set.of(wanted));
      } else if (trusted.containsValue(wanted)) {
        leg.requireSender(
            trusted.entrySet().stream()
                .filter(sender -> sender.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .toList());
      } else {
        throw new KeyProblem(
            "%s is neither a fingerprint nor one of your trusted senders (%s)."
                .formatted(wanted, String.join(", ", trusted.values())));
      }
      String fingerprint = leg.sender().fingerprint();
      refuseOlder(leg, fingerprint);
      return "%s (%s)"
          .formatted(
              trusted.getOrDefault(fingerprint, "the sender you named"), shortened(fingerprint));
    }

    /// Refuses a leg when a newer one of its trip was seen before, and remembers it when it is the
    /// newest.
    private void refuseOlder(Leg leg, String fingerprint) throws IOException {
      Root.Trip trip = leg.root().trip();
      if (trip == null) {
        return;
      }
      long newest =
          keyring().newest(fingerprint, trip.id()).map(Keyring.Newest::generation).orElse(0L);
      if (trip.generation() < newest && !older) {
        throw new OlderLeg(trip, newest);
      }
      if (trip.generation() > newest) {
        keyring()
            .remember(
                new Keyring.Newest(
                    fingerprint, trip.id(), trip.generation(), leg.root().leg().toString()));
      }
    }
  }

  static Keyring keyring() {
    return new Keyring(Keyring.usualFolder(System.getenv()), new SecureRandom());
  }

  static String shortened(String fingerprint) {
    return fingerprint.substring(0, Math.min(fingerprint.length(), 15)) + "…";
  }

  static List<Drive> drives(List<Path> folders) throws IOException {
    List<Drive> drives = new ArrayList<>();
    for (Path folder : folders) {
      drives.add(new FolderDrive(folder));
    }
    return drives;
  }
}
