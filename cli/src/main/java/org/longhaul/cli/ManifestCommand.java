package org.longhaul.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.export.Bag;
import org.longhaul.export.CsvTable;
import org.longhaul.export.Exported;
import org.longhaul.export.MediaHashList;
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
      "  longhaul manifest /mnt/d1 --parquet --out files.parquet",
      "  longhaul manifest /mnt/d1 --bagit --out BAG",
      "  longhaul unpack /mnt/d* --into BAG/data",
      "  longhaul unpack /mnt/d* --into COPY",
      "  longhaul manifest /mnt/d1 --mhl --out COPY"
    })
final class ManifestCommand implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin Common.Reading reading = new Common.Reading();

  @ArgGroup(heading = "%nThe form (default --sha256):%n")
  Form form = new Form();

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description = {
        "A new file to write to. Default: standard output.",
        "With --bagit: the folder that is the bag; its payload is what is unpacked into PATH/data.",
        "With --mhl: the unpacked tree, which gets a folder ascmhl."
      })
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

    @Option(
        names = "--bagit",
        description =
            "The tag files of a bag (BagIt 1.0, RFC 8493); needs --out. Line breaks and %% in names"
                + " are written as %%0D, %%0A and %%25. BagIt has no place for symbolic links, empty"
                + " folders and names that are not UTF-8: those are told of.")
    boolean bagit;

    @Option(
        names = "--mhl",
        description =
            "An ASC MHL v2.0 history of an unpacked tree; needs --out. The standard knows no SHA-256,"
                + " so every file is read, held against its SHA-256, and listed with its C4.")
    boolean mhl;

    /// The option that was given, of those that write to a path only.
    Optional<String> needingPath() {
      return parquet
          ? Optional.of("--parquet")
          : bagit ? Optional.of("--bagit") : mhl ? Optional.of("--mhl") : Optional.empty();
    }
  }

  @Override
  public Integer call() throws IOException {
    Optional<String> needing = form.needingPath().or(() -> json());
    if (out == null && needing.isPresent()) {
      throw new IllegalArgumentException(
          "With %s, say where to write: --out PATH.".formatted(needing.get()));
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
      Exported exported = write(rows, out);
      return ExportReport.tell(screen, exported, out).number();
    }
  }

  private Optional<String> json() {
    return common.json ? Optional.of("--json") : Optional.empty();
  }

  private Exported write(Rows rows, Path path) throws IOException {
    if (form.bagit) {
      return Bag.write(rows, path);
    }
    return form.mhl
        ? MediaHashList.write(rows, path, Version.number())
        : NewFile.write(path, to -> write(rows, to));
  }

  private Exported write(Rows rows, OutputStream to) throws IOException {
    if (form.csv) {
      return CsvTable.write(rows, to);
    }
    return form.parquet ? ParquetTable.write(rows, to) : Sha256Sums.write(rows, to);
  }
}
