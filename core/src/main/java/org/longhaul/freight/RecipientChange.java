package org.longhaul.freight;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Access;
import org.longhaul.drive.Drive;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Root;
import org.longhaul.drive.SmallFile;
import org.longhaul.sealing.Envelope;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.Recipient;
import org.longhaul.sealing.SigningKey;
import org.longhaul.sealing.WrappedKey;

/// Wraps the secret of a sealed leg for other recipients than before, on the drives that are here.
/// The data is not touched, so that whoever could read it and kept the old wrapped key still can.
///
/// @param leg the leg
/// @param before its key, opened
/// @param recipients whom it is wrapped for from now on
public record RecipientChange(Leg leg, WrappedKey before, List<Recipient> recipients) {
  /// The change that adds recipients.
  public static RecipientChange adding(
      Leg leg, List<? extends Identity> identities, List<Recipient> added) throws IOException {
    WrappedKey before = leg.wrappedKey(identities);
    List<Recipient> recipients = known(before);
    for (Recipient recipient : added) {
      if (before.recipients().contains(recipient.written())) {
        throw new KeyProblem(
            "%s can open this leg already. Nothing was changed.".formatted(recipient.display()));
      }
      recipients.add(recipient);
    }
    return new RecipientChange(leg, before, recipients);
  }

  /// The change that removes recipients.
  public static RecipientChange removing(
      Leg leg, List<? extends Identity> identities, List<Recipient> removed) throws IOException {
    WrappedKey before = leg.wrappedKey(identities);
    List<Recipient> recipients = known(before);
    for (Recipient recipient : removed) {
      if (!recipients.removeIf(known -> known.written().equals(recipient.written()))) {
        throw new KeyProblem(
            "%s is not a recipient of this leg. Nothing was changed."
                .formatted(recipient.display()));
      }
    }
    if (recipients.isEmpty()) {
      throw new KeyProblem(
          "Nobody could open the leg any more: one recipient must stay. Nothing was changed.");
    }
    return new RecipientChange(leg, before, recipients);
  }

  private static List<Recipient> known(WrappedKey key) throws KeyProblem {
    List<Recipient> recipients = new ArrayList<>();
    for (String written : key.recipients()) {
      if (!Recipient.isPublicKey(written)) {
        throw new KeyProblem(
            "This leg is sealed with a passphrase, and a passphrase stands alone: recipients cannot"
                + " be added or removed. Nothing was changed.");
      }
      recipients.add(Recipient.parse(written));
    }
    return recipients;
  }

  /// Makes the change on every drive that is here.
  ///
  /// @return the number of the revision
  /// @throws KeyProblem when the key is not that of the leg's sender
  public long apply(SigningKey sender, Clock clock, SecureRandom random) throws IOException {
    SigningKey signing = sender.as(leg.sender());
    byte[] wrapped = WrappedKey.wrap(before.secret(), recipients, random);
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    long revision = 1;
    for (Drive drive : leg.present()) {
      revision = Math.max(revision, KeyFiles.read(drive, leg.root(), leg.sender()).revision() + 1);
    }
    for (Drive drive : leg.present()) {
      byte[] replaced = Sha256.of(SmallFile.read(drive, LegFiles.KEY));
      Access access = new Access(leg.root().leg(), revision, Sha256.of(wrapped), replaced, now);
      try {
        SmallFile.write(
            drive, LegFiles.ACCESS, Envelope.sign(access.written(), Root.PAYLOAD_TYPE, signing));
        SmallFile.write(drive, LegFiles.KEY, wrapped);
      } catch (IOException e) {
        throw new DriveProblem(
            "The key on %s could not be changed: %s. It is as it was, or as it should be; type the command again to go on."
                .formatted(drive.name(), e.getMessage()));
      }
    }
    return revision;
  }
}
