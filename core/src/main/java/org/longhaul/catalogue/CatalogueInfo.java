package org.longhaul.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.longhaul.drive.MalformedException;
import org.longhaul.shipment.Geometry;

/// What the catalogue says of the leg as a whole.
///
/// @param entries how many entries there are
/// @param files how many of them are files, doubles among them, hard links not
/// @param fileBytes the sum of the files' sizes
/// @param regions one for each data drive, in order
public record CatalogueInfo(long entries, long files, long fileBytes, List<Region> regions) {
  /// One region.
  ///
  /// @param plainBytes content in it before compression
  /// @param storedBytes the length of its stream of blocks
  /// @param firstEntry ordinal of the first entry whose content begins in it; of the next region's
  ///   where none does
  /// @param headBytes how many plain bytes at its start belong to a file that began in an earlier
  ///   region
  /// @param headEntry ordinal of that file; 0 where there is none
  /// @param headOffset where in that file those bytes begin; 0 where there is none
  public record Region(
      long plainBytes,
      long storedBytes,
      long firstEntry,
      long headBytes,
      long headEntry,
      long headOffset) {}

  void write(ByteSink sink) {
    sink.number(entries).number(files).number(fileBytes).number(regions.size());
    for (Region region : regions) {
      sink.number(region.plainBytes()).number(region.storedBytes()).number(region.firstEntry());
      sink.number(region.headBytes()).number(region.headEntry()).number(region.headOffset());
    }
  }

  static CatalogueInfo read(ByteSource source) throws MalformedException {
    long most = Long.MAX_VALUE >> 1;
    long entries = source.number(most);
    long files = source.number(entries);
    long fileBytes = source.number(most);
    int count = source.small(Geometry.MAX_DRIVES);
    List<Region> regions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      regions.add(
          new Region(
              source.number(most),
              source.number(most),
              source.number(entries),
              source.number(most),
              source.number(entries),
              source.number(most)));
    }
    for (int i = 1; i < count; i++) {
      if (regions.get(i).firstEntry() < regions.get(i - 1).firstEntry()) {
        throw source.wrong("its regions are not in order");
      }
    }
    if (!source.atEnd()) {
      throw source.wrong("something follows its info");
    }
    return new CatalogueInfo(entries, files, fileBytes, List.copyOf(regions));
  }
}
