package org.longhaul.testkit.vectors;

import java.util.function.Consumer;
import org.longhaul.drive.Root;

/// Catalogues that were damaged or swapped without a key.
final class CatalogueFileFaults {
  private static final String FILE = Root.CATALOGUE;

  private final Bench bench;

  private CatalogueFileFaults(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    CatalogueFileFaults faults = new CatalogueFileFaults(bench);
    faults.one();
    faults.several();
    KeylessVectors.notFiles(
        bench, "bare", FILE, Run.unpack(5, "not an ordinary file"), Run.inspect(5, "CHANGED"));
  }

  private void fault(String name, String fault, Consumer<Drives> change) {
    bench.add(
        "keyless/catalogue-" + name,
        fault,
        "bare",
        change,
        Run.unpack(5, "atalogue"),
        Run.other("ls", 5),
        Run.inspect(5, "CHANGED"));
  }

  private void one() {
    fault("magic", "The magic is another.", all -> all.flip("d1", FILE, 0));
    fault("leg", "The head says another leg.", all -> all.flip("d1", FILE, 10));
    fault("salt", "The salt is another.", all -> all.flip("d1", FILE, 30));
    fault("reserved", "A reserved byte is not zero.", all -> all.flip("d1", FILE, 50));
    fault("info-length", "The first length is another.", all -> all.flip("d1", FILE, 67));
    fault(
        "info-length-huge", "The first length is beyond the end.", all -> all.flip("d1", FILE, 64));
    fault("info", "A bit of the info was flipped.", all -> all.flip("d1", FILE, 70));
    fault("part", "A bit of a part was flipped.", all -> all.flip("d1", FILE, 160));
    fault("index", "A bit of the index was flipped.", all -> all.flip("d1", FILE, -20));
    fault("index-place", "The index is said to be elsewhere.", all -> all.flip("d1", FILE, -9));
    fault(
        "index-far",
        "The index is said to be far behind the end.",
        all -> all.flip("d1", FILE, -15));
    fault(
        "index-negative",
        "The index is said to be before the start.",
        all -> all.change("d1", FILE, CatalogueFileFaults::negative));
    fault(
        "index-number",
        "The index is said to have another number.",
        all -> all.flip("d1", FILE, -1));
    fault("cut", "The catalogue is cut.", all -> all.cut("d1", FILE, 200));
    fault("cut-head", "The catalogue is cut in its head.", all -> all.cut("d1", FILE, 40));
    fault("empty", "The catalogue is empty.", all -> all.cut("d1", FILE, 0));
    fault("missing", "There is no catalogue.", all -> all.remove("d1", FILE));
    fault(
        "appended", "Something follows the catalogue.", all -> all.append("d1", FILE, new byte[1]));
    fault(
        "of-another-leg",
        "The catalogue is that of another leg.",
        all -> all.put("d1", FILE, bench.leg("solo").bytes("d1", FILE)));
    fault(
        "endless",
        "The catalogue has no end.",
        all -> all.put("d1", FILE, new Node.Grown(all.bytes("d1", FILE), 1L << 42)));
  }

  private static byte[] negative(byte[] bytes) {
    bytes[bytes.length - 16] = (byte) 0x80;
    return bytes;
  }

  private void several() {
    bench.add(
        "keyless/catalogue-on-one-drive",
        "One of three catalogues is damaged; the others serve.",
        "trio",
        drives -> drives.flip("d1", FILE, 70),
        Run.unpack(0).gives(bench.listing("trio")),
        Run.verify(5, "CHANGED"));
    bench.add(
        "keyless/catalogue-on-all-drives-elsewhere",
        "All three are damaged, each at another place: part, index, end. Together they are whole.",
        "trio",
        drives -> drives.flip("d1", FILE, 220).flip("d2", FILE, -30).cut("d3", FILE, 90),
        Run.unpack(0).gives(bench.listing("trio")),
        Run.verify(5, "CHANGED"));
  }
}
