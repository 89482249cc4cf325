package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.longhaul.freight.Leg;
import org.longhaul.freight.RecipientChange;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.Recipient;
import org.longhaul.sealing.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `longhaul key add` and `longhaul key remove`: who may open drives that are sealed already.
abstract class KeyRecipients implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin Common.Reading reading = new Common.Reading();

  @Parameters(
      arity = "1..*",
      paramLabel = "DRIVE",
      description = "The drives. Those of the leg that are not here stay as they are.")
  List<Path> drives = new ArrayList<>();

  @Option(
      names = {"-r", "--recipient"},
      required = true,
      paramLabel = "RECIPIENT",
      description = "A public key (age1pq1..., age1... or 'ssh-ed25519 ...'). May be given again.")
  List<String> recipients = new ArrayList<>();

  @Option(names = "--dry-run", description = "Say what would change, but write nothing.")
  boolean dryRun;

  /// `longhaul key add`.
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Lets somebody else open a sealed leg too, without writing its data anew.",
        "It takes a key that opens the leg, and the sender's signing key."
      },
      footer = {"", "Example:", "  longhaul key add /mnt/d* -r age1pq1..."})
  static final class Add extends KeyRecipients {
    @Override
    RecipientChange change(Leg leg, List<Identity> identities, List<Recipient> whom)
        throws IOException {
      return RecipientChange.adding(leg, identities, whom);
    }
  }

  /// `longhaul key remove`.
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = {
        "Takes a recipient's wrapped key off the drives of a sealed leg.",
        "Whoever has opened the leg before, or has a copy of the old key, can still read it: only"
            + " packing anew shuts them out."
      },
      footer = {"", "Example:", "  longhaul key remove /mnt/d* -r age1pq1..."})
  static final class Remove extends KeyRecipients {
    @Override
    RecipientChange change(Leg leg, List<Identity> identities, List<Recipient> whom)
        throws IOException {
      return RecipientChange.removing(leg, identities, whom);
    }
  }

  abstract RecipientChange change(Leg leg, List<Identity> identities, List<Recipient> whom)
      throws IOException;

  @Override
  public Integer call() throws IOException {
    List<Recipient> whom = new ArrayList<>();
    for (String recipient : recipients) {
      whom.add(Recipient.parse(recipient));
    }
    try (Screen screen = new Screen(common.json)) {
      Leg leg = Leg.gather(Common.drives(drives));
      Describe.leg(screen, leg, reading.checkSender(leg));
      SigningKey sender =
          Common.keyring()
              .knownSigningKey()
              .orElseThrow(() ->
                  new KeyProblem(
                      "You have no signing key on this host, and only the sender can change who may"
                          + " open a leg. Nothing was changed."));
      RecipientChange change = change(leg, reading.identities(), whom);
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("leg", leg.root().leg().toString());
      facts.put("recipients", change.recipients().stream().map(Recipient::written).toList());
      facts.put("drives", leg.present().size());
      facts.put("drivesNotHere", leg.missing().size());
      facts.put("dryRun", dryRun);
      if (dryRun) {
        screen.say("dry run", "nothing was written");
      } else {
        facts.put("revision", change.apply(sender, Clock.systemUTC(), new SecureRandom()));
      }
      screen.say(
          "keys",
          "on %s for %s"
              .formatted(
                  Units.count(leg.present().size(), "drive", "drives"),
                  String.join(
                      ", ", change.recipients().stream().map(Recipient::display).toList())));
      if (!leg.missing().isEmpty()) {
        screen.say(
            "",
            "%s not here, with the keys as they were: %s"
                .formatted(
                    leg.missing().size() == 1
                        ? "One drive is"
                        : leg.missing().size() + " drives are",
                    Describe.drives(leg, leg.missing())));
      }
      screen.event("recipients", facts);
    }
    return ExitCode.DONE.number();
  }
}
