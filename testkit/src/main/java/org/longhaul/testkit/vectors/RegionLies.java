package org.longhaul.testkit.vectors;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Root;

/// Regions whose lengths, beginnings and heads do not fit each other.
final class RegionLies {
  private final Bench bench;

  private RegionLies(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    RegionLies lies = new RegionLies(bench);
    lies.heads();
    lies.beginnings();
    lies.segments();
  }

  private void trio(
      String name, String fault, Consumer<List<CatalogueParts.Region>> change, Run run) {
    LegParts parts = Legs.trio();
    change.accept(parts.tree.catalogue().regions);
    bench.add("sender/region-" + name, fault, "trio", parts.press(), run, Run.other("ls", 0));
  }

  private void head(String name, String fault, long bytes, long entry, long offset) {
    trio(
        "head-" + name,
        fault,
        regions -> {
          CatalogueParts.Region its = regions.get(1);
          regions.set(
              1,
              new CatalogueParts.Region(
                  its.plainBytes(), its.storedBytes(), its.firstEntry(), bytes, entry, offset));
        },
        Run.unpack(4).givesBut(bench.listing("trio"), "big"));
  }

  private void heads() {
    head("none", "A file goes on in the next region, which does not say so.", 0, 0, 0);
    head("short", "The head of a region has fewer bytes than its file needs.", 20_000, 2, 90_000);
    head("long", "The head of a region has more bytes than its file.", 30_001, 2, 90_000);
    head("endless", "The head of a region has 2^60 bytes.", 1L << 60, 2, 90_000);
    head("gap", "There is a gap before the head of a region.", 29_999, 2, 90_001);
    head(
        "overlap",
        "The head of a region begins before the piece ahead of it ends.",
        30_001,
        2,
        89_999);
    head("far", "The head of a region belongs far behind its file's end.", 30_000, 2, 1L << 60);
    head("folder", "The head of a region belongs to a folder.", 30_000, 0, 90_000);
    head(
        "past-all", "The head of a region belongs to an entry behind the last.", 30_000, 7, 90_000);
    trio(
        "head-of-later",
        "The head of a region belongs to a file that begins in it.",
        regions -> {
          CatalogueParts.Region its = regions.get(1);
          regions.set(
              1,
              new CatalogueParts.Region(
                  its.plainBytes(), its.storedBytes(), its.firstEntry(), 2000, 3, 1000));
        },
        Run.unpack(4).givesBut(bench.listing("trio"), "big"));
    trio(
        "head-first",
        "The first region says that it begins within a file.",
        regions -> {
          CatalogueParts.Region its = regions.get(0);
          regions.set(
              0,
              new CatalogueParts.Region(
                  its.plainBytes(), its.storedBytes(), its.firstEntry(), 100, 1, 100));
        },
        Run.unpack(0).gives(bench.listing("trio")));
  }

  private void beginnings() {
    LegParts late = Legs.solo();
    List<CatalogueParts.Region> regions = late.tree.catalogue().regions;
    CatalogueParts.Region its = regions.get(0);
    regions.set(0, new CatalogueParts.Region(its.plainBytes(), its.storedBytes(), 10, 0, 0, 0));
    bench.add(
        "sender/region-begins-late",
        "The first region says that it begins behind all files: a reader that believes it would say"
            + " nothing of them.",
        "solo",
        late.press(),
        Run.unpack(0).gives(bench.listing("solo")));
    LegParts back = Legs.trio();
    CatalogueParts.Region second = back.tree.catalogue().regions.get(1);
    CatalogueParts.Region first = back.tree.catalogue().regions.get(0);
    back.tree
        .catalogue()
        .regions
        .set(
            0,
            new CatalogueParts.Region(
                first.plainBytes(), first.storedBytes(), second.firstEntry() + 1, 0, 0, 0));
    bench.add(
        "sender/region-begins-backwards",
        "A region begins with an earlier entry than the one before it.",
        "trio",
        back.press(),
        Run.unpack(5, "regions"));
    trio(
        "begins-early",
        "A region says that it begins with files of the one before.",
        list -> {
          CatalogueParts.Region now = list.get(1);
          list.set(
              1,
              new CatalogueParts.Region(
                  now.plainBytes(), now.storedBytes(), 1, now.headBytes(), 2, now.headOffset()));
        },
        Run.unpack(4).givesBut(bench.listing("trio"), "alpha", "big"));
  }

  private void stored(String name, String fault, long bytes, Run run) {
    LegParts parts = Legs.solo();
    List<CatalogueParts.Region> regions = parts.tree.catalogue().regions;
    CatalogueParts.Region its = regions.get(0);
    regions.set(0, new CatalogueParts.Region(its.plainBytes(), bytes, its.firstEntry(), 0, 0, 0));
    bench.add("sender/region-" + name, fault, "solo", parts.press(), run);
  }

  private void segments() {
    TreeMap<String, String> rest = new TreeMap<>(bench.listing("solo"));
    List.of("a.txt", "dir/data.bin", "dir/deep/zeros", "dir/twin", "other-name")
        .forEach(rest::remove);
    stored("stored-nothing", "A region has content and no length.", 0, Run.unpack(4).gives(rest));
    stored(
        "stored-short",
        "A region ends before its content.",
        3010,
        Run.unpack(4).givesBut(bench.listing("solo"), "dir/data.bin", "dir/deep/zeros"));
    stored(
        "stored-endless",
        "A region has 2^61 bytes and one segment.",
        1L << 61,
        Run.unpack(0).gives(bench.listing("solo")));
    LegParts far = new LegParts("solo", Legs.solo().geometry);
    far.tree.folder("").file("a", 0, Bytes.of("good\n"));
    SortedMap<String, String> good = new TreeMap<>(far.tree.listing());
    far.tree.entries().file("b", 100, Sha256.of(new byte[100]), new Entries.At(0, 1L << 40, 0));
    CatalogueParts.Region one = far.tree.catalogue().regions.get(0);
    far.tree
        .catalogue()
        .regions
        .set(0, new CatalogueParts.Region(105, 1L << 41, one.firstEntry(), 0, 0, 0));
    bench.add(
        "sender/region-stored-far",
        "Content is said to be in a segment that the root does not have.",
        "solo",
        far.press(),
        Run.unpack(4).gives(good));
    counted("count-endless", "The root says 2^32 segments, of which one is there.", 1L << 32, good);
    counted("count-more", "The root says 2^31 segments, of which one is there.", 1L << 31, good);
    LegParts none = Legs.solo();
    none.root = root -> segments(root, 0);
    bench.add(
        "sender/segments-count-none",
        "The root says that there is no segment, and there is content.",
        "solo",
        none.press(),
        Run.unpack(4).gives(rest),
        Run.verify(5, "EXTRA_FILES"));
    LegParts parity = Legs.trio();
    parity.root = root -> segments(root, 1);
    bench.add(
        "sender/segments-count-fewer",
        "The root says one segment for each drive, and one has two.",
        "trio",
        parity.press(),
        Run.unpack(4).givesBut(bench.listing("trio"), "big"));
  }

  private void counted(String name, String fault, long count, SortedMap<String, String> good) {
    LegParts parts = new LegParts("solo", Legs.solo().geometry);
    parts.tree.folder("").file("a", 0, Bytes.of("good\n"));
    parts.tree.entries().file("b", 100, Sha256.of(new byte[100]), new Entries.At(0, 1L << 40, 0));
    CatalogueParts.Region one = parts.tree.catalogue().regions.get(0);
    parts
        .tree
        .catalogue()
        .regions
        .set(0, new CatalogueParts.Region(105, 1L << 47, one.firstEntry(), 0, 0, 0));
    parts.root = root -> segments(root, count);
    bench.add(
        "sender/segments-" + name,
        fault,
        "solo",
        parts.press(),
        Run.unpack(4, "damaged").gives(good),
        Run.unpack(4, "damaged").options("--only", "b"),
        Run.verify(5, "DAMAGED_SEGMENTS"),
        Run.inspect(5, "DAMAGED_SEGMENTS"));
  }

  private static Root segments(Root root, long count) {
    return RootLies.drives(
        root,
        drive ->
            new Root.DriveEntry(
                drive.name(),
                drive.caseName(),
                count,
                drive.labelSha256(),
                drive.noteSha256(),
                drive.digestsSha256(),
                drive.writings()));
  }
}
