package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.catalogue.CatalogueInfo;
import org.longhaul.catalogue.CatalogueInfo.Region;
import org.longhaul.catalogue.Entry;
import org.longhaul.drive.Root;
import org.longhaul.sealing.LegKeys;
import org.longhaul.shipment.TreePath;
import org.longhaul.tree.TargetTree;
import org.longhaul.tree.TreeException;

/// Unpacks a leg: folders first, then content region by region, then doubles and hard links, then
/// symbolic links, and at last the attributes of folders.
///
/// Memory: what [StripeReader] takes, a bit for each entry, and some bytes for each double whose
/// original is not wanted itself.
public final class Unpacker {
  private final Leg leg;
  private final LegKeys keys;
  private final Catalogue catalogue;
  private final UnpackOrder order;
  private final Progress progress;
  private final TargetTree target;
  private final LostFiles lost;
  private final Restorer restorer;
  private final DamageReport damage = new DamageReport();
  private long leftOut;
  private boolean partial;

  private Unpacker(
      Leg leg,
      LegKeys keys,
      Catalogue catalogue,
      UnpackOrder order,
      Progress progress,
      TargetTree target,
      LostFiles lost) {
    this.leg = leg;
    this.keys = keys;
    this.catalogue = catalogue;
    this.order = order;
    this.progress = progress;
    this.target = target;
    this.lost = lost;
    this.restorer = new Restorer(target, lost);
  }

  /// Unpacks what the order wants.
  ///
  /// @throws TreeException when the target is full or not empty
  public static UnpackReport unpack(Leg leg, LegKeys keys, UnpackOrder order, Progress progress)
      throws IOException {
    try (Catalogue catalogue = leg.catalogue(keys);
        TargetTree target = TargetTree.at(order.into(), order.attributes(), order.mayReplace());
        LostFiles lost = new LostFiles(order.lostList())) {
      if (!order.mayReplace() && !target.isEmpty()) {
        throw new TargetNotEmpty(order.into());
      }
      Unpacker unpacker = new Unpacker(leg, keys, catalogue, order, progress, target, lost);
      return unpacker.run();
    }
  }

  private UnpackReport run() throws IOException {
    int gone = (int) leg.missing().stream().filter(i -> i < leg.root().geometry().data()).count();
    if (gone > 0) {
      new Warming(leg.root().geometry(), gone).expect(catalogue.info().fileBytes());
    }
    long bytes = foldersAndSizes();
    progress.phase("unpacking", bytes, Progress.Unit.BYTES);
    content(ContentPass.over(catalogue, this::wanted));
    copies();
    links();
    folderAttributes();
    return new UnpackReport(
        restorer.files(),
        restorer.bytes(),
        lost.count(),
        lost.bytes(),
        lost.first(),
        lost.list(),
        restorer.refusedFiles(),
        lost.refusals(),
        leftOut,
        target.refused(),
        damage.repairedSegments(),
        damage);
  }

  private boolean wanted(Entry entry) {
    return order.only().test(entry.path());
  }

  /// Makes all folders and all empty files, and tells how much content is wanted.
  private long foldersAndSizes() throws IOException {
    progress.phase("folders", catalogue.info().entries(), Progress.Unit.FILES);
    long bytes = 0;
    Catalogue.Cursor cursor = catalogue.from(0);
    while (cursor.hasNext()) {
      progress.checkStopped();
      progress.advance(1);
      long ordinal = cursor.ordinal();
      Entry entry = cursor.next();
      if (!wanted(entry)) {
        partial = true;
        continue;
      }
      switch (entry) {
        case Entry.Folder folder -> folder(folder.path());
        case Entry.File file -> {
          parents(file.path());
          bytes += file.original() == null ? file.sizeBytes() : 0;
          if (file.place() == null) {
            empty(ordinal, file);
          }
        }
        case Entry.Link link -> parents(link.path());
        case Entry.HardLink link -> parents(link.path());
        case Entry.LeftOut left -> leftOut++;
      }
    }
    return bytes;
  }

  private void folder(TreePath path) throws IOException {
    parents(path);
    try {
      target.folder(path);
    } catch (TreeException e) {
      refuseUnlessFull(path, e);
    }
  }

  /// Where only some names are wanted, the folders on the way to them are made all the same.
  private void parents(TreePath path) throws IOException {
    if (!partial || path.isTop()) {
      return;
    }
    List<TreePath> missing = new ArrayList<>();
    TreePath parent = path.parent();
    try {
      while (!parent.isTop() && target.status(parent).isEmpty()) {
        missing.add(parent);
        parent = parent.parent();
      }
      for (TreePath folder : missing.reversed()) {
        target.folder(folder);
      }
    } catch (TreeException e) {
      if (e.full()) {
        throw e;
      }
      // Something that is no folder stands on the way: making the name itself will say so.
    }
  }

  private void empty(long ordinal, Entry.File file) throws IOException {
    try (var made = restorer.create(file)) {
      restorer.finish(new ContentPass.Item(ordinal, ordinal, file), made, true);
    } catch (TargetRefused e) {
      restorer.refused(file.path(), e);
    }
  }

  private void content(ContentPass pass) throws IOException {
    List<Region> regions = catalogue.info().regions();
    Map<Long, SpanningFile> spanning = SpanningFile.of(pass, regions, restorer);
    try {
      content(pass, regions, spanning);
      for (SpanningFile file : spanning.values()) {
        file.end();
      }
    } finally {
      spanning.values().forEach(SpanningFile::close);
    }
  }

  private void content(ContentPass pass, List<Region> regions, Map<Long, SpanningFile> spanning)
      throws IOException {
    StripeReader.Wanted segments = needed(pass);
    DriveRates rates =
        new DriveRates(leg.root().drives().stream().map(Root.DriveEntry::name).toList());
    progress.drives(rates);
    try (Crew crew = new Crew()) {
      StripeReader reader =
          new StripeReader(
              leg.root(), keys, leg.drives(), segments, damage, crew, rates, leg.stripesHere());
      reader.start();
      for (int i = 0; i < regions.size(); i++) {
        RegionUnpacker unpacker =
            new RegionUnpacker(
                i,
                regions,
                pass,
                spanning,
                restorer,
                new BlockReader(reader.new Feed(i), regions.get(i).storedBytes()),
                progress);
        crew.start("region " + i, unpacker::run);
      }
      crew.join();
    }
  }

  /// Which segments hold what the pass wants; a few more may be named, never fewer.
  private StripeReader.Wanted needed(ContentPass pass) throws IOException {
    CatalogueInfo info = catalogue.info();
    if (!partial) {
      return (region, number) -> true;
    }
    long payload = leg.root().segmentBytes() - 128L;
    long hereBytes = leg.stripesHere() * payload;
    List<BitSet> needed = new ArrayList<>();
    for (int i = 0; i < info.regions().size(); i++) {
      Region region = info.regions().get(i);
      BitSet segments = new BitSet();
      needed.add(segments);
      if (pass.head(i) != null) {
        long end = Math.min(region.storedBytes(), hereBytes);
        mark(segments, 0, region.headBytes(), end, payload);
      }
      pass.each(
          i,
          item -> {
            Entry.Place place = item.file().place();
            if (place != null) {
              long bytes = place.inBlock() + item.file().sizeBytes();
              long end = Math.min(region.storedBytes(), hereBytes);
              mark(segments, place.offset(), bytes, end, payload);
            }
          });
    }
    return (region, number) -> needed.get(region).get(Math.toIntExact(number));
  }

  private static void mark(
      BitSet segments, long offset, long plainBytes, long endBytes, long payload) {
    long longest =
        BlockFormat.mostStoredBytes(plainBytes, 1)
            + plainBytes / 256
            + BlockFormat.MAX_PLAIN_BYTES
            + plainBytes / 16;
    // Sizes and places from a hostile sender can be so large that their sum is not.
    long end = longest > endBytes - offset ? endBytes : offset + longest;
    if (offset < end) {
      segments.set((int) (offset / payload), (int) ((end - 1) / payload) + 1);
    }
  }

  /// Doubles and hard links: from their originals where those are wanted too, else from the drives.
  private void copies() throws IOException {
    Copies copies = new Copies(catalogue, target, restorer, progress, this::wanted);
    Map<Long, ContentPass.Item> unresolved = copies.firstRound();
    if (!unresolved.isEmpty()) {
      partial = true;
      content(ContentPass.of(unresolved, catalogue.info()));
      copies.secondRound(unresolved);
    }
  }

  private void links() throws IOException {
    Catalogue.Cursor cursor = catalogue.from(0);
    while (cursor.hasNext()) {
      if (cursor.next() instanceof Entry.Link link && wanted(link)) {
        try {
          target.link(link.path(), link.target());
          target.attributes(link.path(), Restorer.attributes(link.attributes()));
        } catch (TreeException e) {
          refuseUnlessFull(link.path(), e);
        }
      }
    }
  }

  private void refuseUnlessFull(TreePath path, TreeException why) throws IOException {
    if (why.full()) {
      throw why;
    }
    restorer.refused(path, why);
  }

  private void folderAttributes() throws IOException {
    catalogue.backwards((ordinal, entry) -> {
      if (entry instanceof Entry.Folder folder && wanted(folder)) {
        try {
          target.attributes(folder.path(), Restorer.attributes(folder.attributes()));
        } catch (TreeException e) {
          restorer.refused(folder.path(), e);
        }
      }
    });
  }

  /// Refuses to unpack into a folder that has something in it.
  public static final class TargetNotEmpty extends IOException {
    private static final long serialVersionUID = 1;

    TargetNotEmpty(java.nio.file.Path folder) {
      super(
          """
          %s is not empty. Nothing was unpacked. Take a new folder, or say --replace to replace what \
          has the same name there.\
          """
              .formatted(folder));
    }
  }
}
