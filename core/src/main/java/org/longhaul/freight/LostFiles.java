package org.longhaul.freight;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longhaul.shipment.TreePath;

/// The files that could not be given back: counted, the first few remembered, all written to a list
/// that `pack --files-from` reads. The list is made only when there is something to say.
final class LostFiles implements AutoCloseable {
  private static final int REMEMBERED = 10;

  private final Path list;
  private final List<String> first = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private long count;
  private long bytes;
  private @Nullable Writer writer;

  LostFiles(Path list) {
    this.list = list;
  }

  void add(TreePath path, long sizeBytes) throws IOException {
    Writer open = writer;
    if (open == null) {
      open = Files.newBufferedWriter(list);
      writer = open;
    }
    open.write(path.display() + "\n");
    if (first.size() < REMEMBERED) {
      first.add(path.display());
    }
    count++;
    bytes += sizeBytes;
  }

  void refused(TreePath path, IOException why) {
    if (refusals.size() < REMEMBERED) {
      refusals.add(path.display() + ": " + why.getMessage());
    }
  }

  long count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  List<String> first() {
    return List.copyOf(first);
  }

  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /// Where the whole list is; null when nothing was lost.
  @Nullable Path list() {
    return count == 0 ? null : list;
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
