package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `longhaul verify`.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Reads drives from end to end and says whether they are what was written.",
      "With keys also whether they are what the sender sealed: an accident and a change made on"
          + " purpose are told apart."
    },
    footer = {
      "",
      "Examples:",
      "  longhaul verify /mnt/d1 /mnt/d2",
      "  longhaul verify /mnt/d* -i identity.txt",
      "  longhaul verify /mnt/d* --without-keys"
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin Common.Reading reading = new Common.Reading();

  @Parameters(arity = "1..*", paramLabel = "DRIVE", description = "The drives to read.")
  List<Path> drives = new ArrayList<>();

  @Option(
      names = "--without-keys",
      description = "Check checksums and signatures only, even where your keys are at hand.")
  boolean withoutKeys;

  @Override
  public Integer call() throws IOException {
    try (Screen screen = new Screen(common.json)) {
      return new Proving(reading, withoutKeys, "verified")
          .run(screen, Common.drives(drives))
          .number();
    }
  }
}
