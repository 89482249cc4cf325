package org.longhaul.freight;

import java.util.ArrayList;
import java.util.List;

/// How the content of a source is cut into regions of about equal size, one for each data drive.
///
/// The cuts follow from the sizes and the order of the survey alone. A cut that falls into a file
/// of less than a hundredth of a region is moved to the file's start, so that small files lie on
/// one drive; only large files are cut.
final class RegionPlan {
  /// A region.
  ///
  /// @param ordinal of the entry that it begins with
  /// @param position of that entry's record in the survey's spool
  /// @param fileOffset where in that entry's content the region begins, in bytes
  /// @param bytes plain content in it
  /// @param files how many files have content in it
  record Cut(long ordinal, long position, long fileOffset, long bytes, long files) {}

  private final int regions;
  private final long regionBytes;
  private final List<Cut> cuts = new ArrayList<>();
  private Cut open = new Cut(0, 0, 0, 0, 0);
  private long openAt;
  private long openFiles;
  private long taken;

  /// @param totalBytes of content that will be stored, before compression
  RegionPlan(int regions, long totalBytes) {
    this.regions = regions;
    this.regionBytes = Math.max(1, (totalBytes + regions - 1) / regions);
  }

  /// Adds the next file that is stored.
  void file(long ordinal, long position, long bytes) {
    long start = taken;
    long end = start + bytes;
    boolean small = bytes < regionBytes / 100;
    taken = end;
    openFiles++;
    while (cuts.size() < regions - 1 && end >= nextCut()) {
      long cut = nextCut();
      long at = !small ? cut : cut - start >= end - cut ? end : start;
      if (at == start) {
        openFiles--;
      }
      close(at);
      open = new Cut(ordinal, position, at - start, 0, 0);
      openFiles = at < end ? 1 : 0;
      if (at == end) {
        return;
      }
    }
  }

  /// The regions, once all files were added.
  ///
  /// @param ordinal the number of all entries
  /// @param position the end of the survey's spool
  List<Cut> finish(long ordinal, long position) {
    while (cuts.size() < regions) {
      close(taken);
      open = new Cut(ordinal, position, 0, 0, 0);
      openFiles = 0;
    }
    return List.copyOf(cuts);
  }

  private long nextCut() {
    return regionBytes * (cuts.size() + 1);
  }

  private void close(long at) {
    cuts.add(new Cut(open.ordinal(), open.position(), open.fileOffset(), at - openAt, openFiles));
    openAt = at;
  }
}
