package org.longhaul.testkit.vectors;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What a sender can make whom the reader trusts, and who means harm: every seal and signature
/// holds.
final class SenderVectors {
  private SenderVectors() {}

  static void addTo(Bench bench) {
    PathLies.addTo(bench);
    EntryLies.addTo(bench);
    CatalogueLies.addTo(bench);
    FrameLies.addTo(bench);
    BlockLies.addTo(bench);
    RegionLies.addTo(bench);
    RootLies.addTo(bench);
    KeyLies.addTo(bench);
  }

  /// A leg without segments whose catalogue is refused as a whole.
  static void refused(Bench bench, String name, String fault, String says, Consumer<Tree> names) {
    LegParts parts = new LegParts("bare", Legs.bare().geometry);
    names.accept(parts.tree);
    bench.add(
        "sender/" + name,
        fault,
        "bare",
        parts.press(),
        Run.unpack(5, says),
        Run.other("ls", 5, says));
  }

  /// A leg without segments of which something is made.
  static void made(Bench bench, String name, String fault, Consumer<Tree> names, Run run) {
    LegParts parts = new LegParts("bare", Legs.bare().geometry);
    names.accept(parts.tree);
    bench.add("sender/" + name, fault, "bare", parts.press(), run, Run.other("ls", 0));
  }

  /// A listing with these empty files and folders; folders end in a slash.
  static SortedMap<String, String> names(String... paths) {
    SortedMap<String, String> names = new TreeMap<>();
    for (String path : paths) {
      if (path.endsWith("/")) {
        names.put(
            path.substring(0, path.length() - 1), Listing.folder(Entries.Attributes.usual(0755)));
      } else if (path.contains(" -> ")) {
        String[] both = path.split(" -> ", 2);
        names.put(both[0], Listing.link(Bytes.of(both[1])));
      } else {
        names.put(path, Listing.file(Entries.Attributes.usual(0644), new byte[0]));
      }
    }
    return names;
  }
}
