package org.longhaul.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.export.CsvTable;
import org.longhaul.export.Exported;
import org.longhaul.export.NewFile;
import org.longhaul.export.ParquetTable;
import org.longhaul.export.Rows;
import org.longhaul.export.Sha256Sums;
import org.longhaul.freight.Leg;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `longhaul manifest`.
@Command(
    name = "manifest",
    mixinStandardHelpOptions = true,
    description = "Writes what a leg holds in a form that other programs read.",
    footer = {
      "",
      "Examples:",
      "  longhaul manifest /mnt/d1 > manifest-sha256.txt",
      "  (cd DATA.copy && sha256sum -c --quiet ../manifest-sha256.txt)",
      "  longhaul manifest /mnt/d1 --csv --out files.csv",
      "  longhaul manifest /mnt/d1 --parquet --out files.parquet"
    })
final class ManifestCommand implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin Common.Reading reading = new Common.Reading();

  @ArgGroup(heading = "%nThe form (default --sha256):%n")
  Form form = new Form();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file to write to. Default: standard output.")
  @Nullable Path out;

  @Parameters(arity = "1..*", paramLabel = "DRIVE", description = "Any one drive of the leg.")
  List<Path> drives = new ArrayList<>();

  /// What is written; one of these.
  static final class Form {
    @Option(
        names = "--sha256",
        description = "The digests of all files as sha256sum -c reads them.")
    boolean sha256;

    @Option(names = "--csv", description = "A table of all names, as CSV (RFC 4180).")
    boolean csv;

    @Option(names = "--parquet", description = "The same table as a Parquet file; needs --out.")
    boolean parquet;
  }

  @Override
  public Integer call() throws IOException {
    if (out == null && (common.json || form.parquet)) {
      throw new IllegalArgumentException(
          "With %s, say which file to write to: --out FILE."
              .formatted(form.parquet ? "--parquet" : "--json"));
    }
    Leg leg = Leg.gather(Common.drives(drives));
    String _ = reading.checkSender(leg);
    try (Screen screen = new Screen(common.json);
        Catalogue catalogue = leg.catalogue(leg.keys(reading.identities()))) {
      Rows rows = new Rows(catalogue, leg.root(), screen);
      if (out == null) {
        write(rows, new FileOutputStream(FileDescriptor.out));
        return ExitCode.DONE.number();
      }
      Exported exported = NewFile.write(out, to -> write(rows, to));
      return ExportReport.tell(screen, exported, out).number();
    }
  }

  private Exported write(Rows rows, OutputStream to) throws IOException {
    if (form.csv) {
      return CsvTable.write(rows, to);
    }
    return form.parquet ? ParquetTable.write(rows, to) : Sha256Sums.write(rows, to);
  }
}
