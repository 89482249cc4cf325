package org.longhaul.cli;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.Keyring;
import org.longhaul.sealing.PaperKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Your identity on paper, for the safe, and back.
final class KeyPaper {
  private KeyPaper() {}

  /// `longhaul key paper`.
  @Command(
      name = "paper",
      mixinStandardHelpOptions = true,
      description = {
        "Writes a page with your secret key, to be printed and put in a safe: as a QR code, and in"
            + " lines that can be typed, each with a check of its own.",
        "Print it, then delete the file."
      },
      footer = {"", "Example:", "  longhaul key paper safe.html"})
  static final class Paper implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Parameters(paramLabel = "FILE", description = "The page to write, HTML; there is none yet.")
    Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
      Keyring keyring = Common.keyring();
      if (keyring.identities().isEmpty()) {
        throw new KeyProblem("You have no keys on this host yet. Make them: longhaul key new");
      }
      Identity identity = keyring.identities().getFirst();
      byte[] page = page(identity).getBytes(StandardCharsets.UTF_8);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, page, StandardOpenOption.WRITE);
      try (Screen screen = new Screen(common.json)) {
        screen.say("paper", file.toString());
        screen.say("", "Print it, put it where fire and thieves do not get it, delete the file.");
        screen.event("paper", Map.of("file", file.toString()));
      }
      return ExitCode.DONE.number();
    }

    private static String page(Identity identity) {
      return """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Longhaul secret key</title>
      <style>
      body { font: 12pt sans-serif; margin: 2cm; color: #000; background: #fff }
      pre { font: 14pt monospace; line-height: 1.5 }
      svg { width: 7cm; height: 7cm }
      .public { font: 7pt monospace; word-break: break-all }
      </style>
      <h1>Longhaul secret key</h1>
      <p>Whoever has this page can open what was packed for it. Written on %s.</p>
      %s
      <pre>%s</pre>
      <p>To use it again, type these lines in a file, or the one line that the QR code gives, and then:</p>
      <pre>longhaul key restore FILE</pre>
      <p>The last two characters of each line check that line. After the 1 that follows PQ- (or
      KEY-) there is no letter O, I or B, and no digit 1.</p>
      <p>It belongs to the public key</p>
      <p class="public">%s</p>
      </html>
      """
          .formatted(
              LocalDate.now(Clock.systemUTC()),
              qrCode(identity.written()),
              String.join("\n", PaperKey.lines(identity)),
              identity.recipient().written());
    }

    private static String qrCode(String text) {
      try {
        BitMatrix modules =
            new QRCodeWriter()
                .encode(
                    text,
                    BarcodeFormat.QR_CODE,
                    0,
                    0,
                    Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.Q));
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
          for (int x = 0; x < modules.getWidth(); x++) {
            if (modules.get(x, y)) {
              path.append("M%d %dh1v1h-1z".formatted(x, y));
            }
          }
        }
        return "<svg viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\"><path d=\"%s\"/></svg>"
            .formatted(modules.getWidth(), modules.getHeight(), path);
      } catch (WriterException e) {
        throw new IllegalStateException("The key does not fit in a QR code.", e);
      }
    }
  }

  /// `longhaul key restore`.
  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      description = "Takes your secret key back from what was typed or scanned from paper.",
      footer = {"", "Example:", "  longhaul key restore typed.txt"})
  static final class Restore implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Parameters(
        paramLabel = "FILE",
        description = "The lines as they stand on the paper, or the one line of the QR code.")
    Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
      Identity identity = PaperKey.parse(Files.readString(file));
      Keyring keyring = Common.keyring();
      if (keyring.identities().stream()
          .noneMatch(known -> known.written().equals(identity.written()))) {
        keyring.add(identity, "restored from paper");
      }
      return KeyCommand.show(common, keyring);
    }
  }
}
