package org.longhaul.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.catalogue.Entry;
import org.longhaul.freight.Leg;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `longhaul manifest`.
@Command(
    name = "manifest",
    mixinStandardHelpOptions = true,
    description = "Writes the digests of all files as sha256sum -c reads them.",
    footer = {
      "",
      "Example:",
      "  longhaul manifest /mnt/d1 > manifest-sha256.txt",
      "  (cd DATA.copy && sha256sum -c --quiet ../manifest-sha256.txt)"
    })
final class ManifestCommand implements Callable<Integer> {
  @Mixin Common.Reading reading = new Common.Reading();

  @Parameters(arity = "1..*", paramLabel = "DRIVE", description = "Any one drive of the leg.")
  List<Path> drives = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Leg leg = Leg.gather(Common.drives(drives));
    String _ = reading.checkSender(leg);
    try (Catalogue catalogue = leg.catalogue(leg.keys(reading.identities()))) {
      write(catalogue, System.out);
    }
    return ExitCode.DONE.number();
  }

  static void write(Catalogue catalogue, OutputStream to) throws IOException {
    OutputStream out = new BufferedOutputStream(to, 1 << 16);
    Catalogue.Cursor cursor = catalogue.from(0);
    while (cursor.hasNext()) {
      if (cursor.next() instanceof Entry.File file) {
        out.write(line(file));
      }
    }
    out.flush();
  }

  /// A line; names with a backslash or a line break in them are written as coreutils does.
  private static byte[] line(Entry.File file) {
    String name = new String(file.path().bytes(), StandardCharsets.ISO_8859_1);
    String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    String line =
        (escaped.equals(name) ? "" : "\\")
            + HexFormat.of().formatHex(file.sha256())
            + "  "
            + escaped
            + "\n";
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }
}
