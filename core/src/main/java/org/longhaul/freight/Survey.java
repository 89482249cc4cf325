package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.Entry;
import org.longhaul.shipment.Kind;
import org.longhaul.shipment.Status;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;
import org.longhaul.tree.SourceTree;

/// The walk of the source, done once and kept: what there is, in the order of the leg. No data is
/// read, but for files that may be doubles ([Doubles]).
///
/// Memory: a few bytes for each hard link whose other names have not come yet.
final class Survey implements AutoCloseable {
  private final Spool spool;
  private final List<String> problems = new ArrayList<>();
  private long entries;
  private long files;
  private long fileBytes;
  private long entryBytes;
  private long leftOut;

  private Survey(Spool spool) {
    this.spool = spool;
  }

  /// What is counted of a survey, beside its records.
  record Counts(long entries, long files, long fileBytes, long entryBytes, long leftOut) {}

  Counts counts() {
    return new Counts(entries, files, fileBytes, entryBytes, leftOut);
  }

  /// A survey that was kept.
  static Survey kept(Spool spool, Counts counts, List<String> problems) {
    Survey survey = new Survey(spool);
    survey.entries = counts.entries();
    survey.files = counts.files();
    survey.fileBytes = counts.fileBytes();
    survey.entryBytes = counts.entryBytes();
    survey.leftOut = counts.leftOut();
    survey.problems.addAll(problems);
    return survey;
  }

  /// Makes its records durable.
  void force() throws IOException {
    spool.force();
  }

  static Survey of(
      SourceTree source, PackOrder.Filter filter, Spool spool, Warming warming, Progress progress)
      throws IOException {
    Survey survey = new Survey(spool);
    try {
      progress.phase("survey", 0, Progress.Unit.FILES);
      source.walk(survey.new Notes(filter, warming, progress));
      survey.spool.flush();
      return survey;
    } catch (IOException | RuntimeException e) {
      survey.close();
      throw e;
    }
  }

  private final class Notes implements SourceTree.Visitor {
    private final PackOrder.Filter filter;
    private final Warming warming;
    private final Progress progress;
    private final ByteSink sink = new ByteSink();
    private final Map<FileId, FirstName> linked = new HashMap<>();

    Notes(PackOrder.Filter filter, Warming warming, Progress progress) {
      this.filter = filter;
      this.warming = warming;
      this.progress = progress;
    }

    @Override
    public boolean entry(TreePath path, Status status, byte @Nullable [] link, List<Xattr> xattrs)
        throws IOException {
      if (!path.isTop() && !filter.takes(path, status.kind())) {
        return false;
      }
      progress.checkStopped();
      progress.advance(1);
      Entry.Reason reason =
          switch (status.kind()) {
            case FIFO -> Entry.Reason.FIFO;
            case SOCKET -> Entry.Reason.SOCKET;
            case DEVICE -> Entry.Reason.DEVICE;
            case FILE, FOLDER, LINK -> null;
          };
      Entry.Original original = reason == null ? firstName(path, status) : null;
      if (status.kind() == Kind.FILE && original == null) {
        files++;
        fileBytes += status.sizeBytes();
        warming.expect(fileBytes);
      }
      note(new Surveyed(path, status, link, xattrs, original, reason));
      return true;
    }

    @Override
    public void unreadable(TreePath path, IOException why) throws IOException {
      problem(why.getMessage() + ". It was left out.");
      Status nothing = new Status(Kind.FILE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
      if (path.isTop()) {
        throw why;
      }
      note(new Surveyed(path, nothing, null, List.of(), null, Entry.Reason.UNREADABLE));
    }

    private void note(Surveyed surveyed) throws IOException {
      sink.clear();
      surveyed.write(sink);
      entryBytes += sink.length();
      leftOut += surveyed.leftOut() == null ? 0 : 1;
      spool.add(sink);
      entries++;
    }

    private Entry.@Nullable Original firstName(TreePath path, Status status) {
      if (status.kind() != Kind.FILE || status.links() < 2) {
        return null;
      }
      FileId id = new FileId(status.device(), status.inode());
      FirstName first = linked.get(id);
      if (first == null) {
        linked.put(id, new FirstName(new Entry.Original(path, entries), status.links() - 1));
        return null;
      }
      if (first.otherNames() == 1) {
        linked.remove(id);
      } else {
        linked.put(id, new FirstName(first.original(), first.otherNames() - 1));
      }
      return first.original();
    }
  }

  private record FileId(long device, long inode) {}

  private record FirstName(Entry.Original original, long otherNames) {}

  /// Takes what was noted, one by one.
  @FunctionalInterface
  interface Visitor {
    void entry(long ordinal, long position, Surveyed surveyed) throws IOException;
  }

  /// Gives everything in order.
  void each(Visitor visitor) throws IOException {
    Cursor cursor = from(0, 0);
    while (cursor.hasNext()) {
      long ordinal = cursor.ordinal();
      long position = cursor.position();
      visitor.entry(ordinal, position, cursor.next());
    }
  }

  /// A cursor before the entry with that ordinal, whose record stands at that position.
  Cursor from(long ordinal, long position) {
    return new Cursor(ordinal, spool.from(position));
  }

  /// A place in the survey that moves forward.
  static final class Cursor {
    private final Spool.Reader reader;
    private long ordinal;

    private Cursor(long ordinal, Spool.Reader reader) {
      this.ordinal = ordinal;
      this.reader = reader;
    }

    boolean hasNext() {
      return reader.hasNext();
    }

    long ordinal() {
      return ordinal;
    }

    long position() {
      return reader.position();
    }

    Surveyed next() throws IOException {
      ordinal++;
      return Surveyed.read(reader.next());
    }
  }

  synchronized void problem(String sentence) {
    problems.add(sentence);
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  long entries() {
    return entries;
  }

  long files() {
    return files;
  }

  long fileBytes() {
    return fileBytes;
  }

  long leftOut() {
    return leftOut;
  }

  /// More than the catalogue can come to, in bytes.
  long mostCatalogueBytes() {
    return entryBytes + 64 * files + 4096;
  }

  long endPosition() {
    return spool.end();
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
