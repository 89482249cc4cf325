package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.FolderDrive;
import org.longhaul.drive.Label;
import org.longhaul.drive.MalformedException;
import org.longhaul.drive.Root;
import org.longhaul.drive.SmallFile;
import org.longhaul.freight.DriveProblem;
import org.longhaul.sealing.Envelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `longhaul info`.
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Tells what a drive is, from its label. Needs no keys.",
    footer = {"", "Example:", "  longhaul info /mnt/d1"})
final class InfoCommand implements Callable<Integer> {
  @Mixin Common common = new Common();

  @Parameters(paramLabel = "DRIVE", description = "The drive.")
  Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    try (Screen screen = new Screen(common.json);
        Drive drive = new FolderDrive(folder)) {
      Label label = label(drive);
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("leg", label.leg().toString());
      facts.put("name", label.driveName());
      facts.put("number", label.number());
      facts.put("geometry", label.geometry().toString());
      facts.put("holds", label.number() < label.geometry().data() ? "data" : "parity");
      facts.put("case", label.caseName() == null ? "" : label.caseName());
      facts.put("segmentBytes", label.segmentBytes());
      facts.put("begun", label.begun());
      facts.put("state", label.state() == Label.State.SEALED ? "sealed" : "unfinished");
      screen.say("leg", label.leg().toString());
      screen.say(
          "drive",
          "%s, number %d of %d (%s), holds %s%s"
              .formatted(
                  label.driveName(),
                  label.number() + 1,
                  label.geometry().drives(),
                  label.geometry(),
                  facts.get("holds"),
                  label.caseName() == null ? "" : ", in case " + label.caseName()));
      screen.say("begun", label.begun());
      if (label.state() == Label.State.SEALED) {
        Envelope envelope =
            Envelope.open("The signed root of " + drive.name(), SmallFile.read(drive, Root.FILE));
        Root root = Root.parse("The signed root of " + drive.name(), envelope.payload());
        if (!root.fits(label)) {
          throw new MalformedException(
              "The label of %s does not fit its signed root.".formatted(drive.name()));
        }
        facts.put("sealed", root.sealed());
        facts.put("sender", envelope.sender().fingerprint());
        facts.put("segments", root.drives().get(label.number()).segments());
        screen.say("sealed", root.sealed());
        screen.say("signed by", envelope.sender().fingerprint());
        screen.say(
            "holds",
            "%s of %s"
                .formatted(
                    Units.count(
                        root.drives().get(label.number()).segments(), "segment", "segments"),
                    Units.bytes(label.segmentBytes())));
      } else {
        screen.say("state", "unfinished: it was being written when packing stopped");
      }
      screen.event("drive", facts);
    }
    return ExitCode.DONE.number();
  }

  private static Label label(Drive drive) throws IOException {
    try {
      return Label.parse("The label of " + drive.name(), SmallFile.read(drive, Label.FILE));
    } catch (NoSuchFileException e) {
      throw new DriveProblem(
          "%s is not a drive of a leg: it has no %s.".formatted(drive.name(), Label.FILE));
    }
  }
}
