package org.longhaul.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.Keyring;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `longhaul key`.
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    subcommands = {
      KeyCommand.New.class,
      KeyCommand.Show.class,
      KeyCommand.Trust.class,
      KeyRecipients.Add.class,
      KeyRecipients.Remove.class,
      KeyPaper.Paper.class,
      KeyPaper.Restore.class
    },
    description = "Your keys: the one that opens what is packed for you, and the one that signs.",
    footer = {
      "",
      "Examples:",
      "  longhaul key new",
      "  longhaul key show",
      "  longhaul key trust lab SHA256:...",
      "  longhaul key add /mnt/d* -r age1pq1...",
      "  longhaul key remove /mnt/d* -r age1pq1...",
      "  longhaul key paper safe.html"
    })
final class KeyCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Say which: longhaul key new, show, trust, add, remove, paper or restore.");
  }

  /// `longhaul key new`.
  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a new identity: new legs are sealed for it, older ones of yours still open.",
        "It is a post-quantum pair (age1pq1...) unless --classical is given."
      },
      footer = {"", "Example:", "  longhaul key new"})
  static final class New implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Option(
        names = "--classical",
        description = "A pair of the age1... kind, for tools that know no other.")
    boolean classical;

    @Option(
        names = "--ml-dsa",
        description = {
          "Sign with ML-DSA-65 beside Ed25519 from now on, against forgers with quantum computers.",
          "Your fingerprint changes: tell it to those who unpack what you send."
        })
    boolean mlDsa;

    @Override
    public Integer call() throws IOException {
      Keyring keyring = Common.keyring();
      SecureRandom random = new SecureRandom();
      Identity identity = classical ? Identity.freshClassical(random) : Identity.fresh(random);
      keyring.add(identity, "created: " + Instant.now().truncatedTo(ChronoUnit.SECONDS));
      if (mlDsa) {
        keyring.signWithMlDsaToo();
      }
      return show(common, keyring);
    }
  }

  /// `longhaul key show`.
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows what to tell others: your public key and your fingerprint.",
      footer = {"", "Example:", "  longhaul key show"})
  static final class Show implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Override
    public Integer call() throws IOException {
      Keyring keyring = Common.keyring();
      if (keyring.identities().isEmpty()) {
        throw new KeyProblem("You have no keys on this host yet. Make them: longhaul key new");
      }
      return show(common, keyring);
    }
  }

  /// `longhaul key trust`.
  @Command(
      name = "trust",
      mixinStandardHelpOptions = true,
      description = "Trusts a sender from now on: legs that it signed are unpacked.",
      footer = {"", "Example:", "  longhaul key trust lab SHA256:..."})
  static final class Trust implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Parameters(paramLabel = "NAME", description = "What you call the sender; one word.")
    String name = "";

    @Parameters(
        paramLabel = "FINGERPRINT",
        description = "As the sender told it by another way than the drives.")
    String fingerprint = "";

    @Override
    public Integer call() throws IOException {
      Keyring keyring = Common.keyring();
      keyring.trust(name, fingerprint);
      try (Screen screen = new Screen(common.json)) {
        screen.say("trusted", "%s (%s)".formatted(name, fingerprint));
        screen.event("trusted", Map.of("name", name, "fingerprint", fingerprint));
      }
      return ExitCode.DONE.number();
    }
  }

  static int show(Common common, Keyring keyring) throws IOException {
    List<Identity> identities = keyring.identities();
    try (Screen screen = new Screen(common.json)) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("recipients", identities.stream().map(each -> each.recipient().written()).toList());
      facts.put("fingerprint", keyring.signingKey().verifyingKey().fingerprint());
      facts.put("identityFile", keyring.identityFile().toString());
      facts.put("signingFile", keyring.signingFile().toString());
      facts.put("signingKey", keyring.signingKey().verifyingKey().pem());
      screen.say("recipient", identities.getFirst().recipient().written());
      screen.say("", "Whoever packs for you gives this: longhaul pack ... -r RECIPIENT");
      screen.say("signs as", keyring.signingKey().verifyingKey().fingerprint());
      screen.say(
          "", "Whoever unpacks what you send says this: longhaul unpack ... --from FINGERPRINT");
      screen.say("secret", keyring.identityFile() + ", " + keyring.signingFile());
      screen.say("", "Keep a copy where it is safe: without it nothing can be unpacked.");
      screen.event("keys", facts);
    }
    return ExitCode.DONE.number();
  }
}
