package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.longhaul.drive.FolderDrive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `longhaul scrub`.
@Command(
    name = "scrub",
    mixinStandardHelpOptions = true,
    description = {
      "Reads drives from end to end as verify does, but what is on the medium, not what the kernel"
          + " still remembers of it.",
      "So a fresh copy is known to be really there before the original is let go."
    },
    footer = {
      "",
      "Examples:",
      "  longhaul scrub /mnt/d*",
      "  longhaul scrub /mnt/d1 -i identity.txt"
    })
final class ScrubCommand implements Callable<Integer> {
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
      List<FolderDrive> media = new ArrayList<>();
      for (Path folder : drives) {
        media.add(new FolderDrive(folder, true));
      }
      ExitCode code = new Proving(reading, withoutKeys, "scrubbed").run(screen, List.copyOf(media));
      List<String> remembered =
          media.stream().filter(FolderDrive::readThroughCache).map(FolderDrive::name).toList();
      if (!remembered.isEmpty()) {
        screen.say(
            "cache",
            "%s: the file system gives no way past the kernel's cache, so some of this may have come from"
                    .formatted(String.join(", ", remembered))
                + " memory. Unmount and mount again, and scrub once more, to be sure.");
      }
      screen.event("cache", Map.of("readThroughCache", remembered));
      return code.number();
    }
  }
}
