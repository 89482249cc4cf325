package org.longhaul.export;

import java.io.IOException;
import java.util.List;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.catalogue.Entry;
import org.longhaul.drive.Root;
import org.longhaul.freight.Progress;

/// All names of a leg, in the catalogue's order.
public final class Rows {
  private final Catalogue catalogue;
  private final Root root;
  private final Progress progress;
  private final Originals originals;
  private final Whereabouts whereabouts;

  /// @param root the signed root that the catalogue was opened with
  public Rows(Catalogue catalogue, Root root, Progress progress) {
    this.catalogue = catalogue;
    this.root = root;
    this.progress = progress;
    this.originals = new Originals(catalogue);
    this.whereabouts = new Whereabouts(catalogue.info(), root);
  }

  /// Takes rows one by one.
  @FunctionalInterface
  interface Taker {
    void row(Row row) throws IOException;
  }

  Root root() {
    return root;
  }

  Progress progress() {
    return progress;
  }

  long fileBytes() {
    return catalogue.info().fileBytes();
  }

  /// Gives all rows, and tells how many names have been passed.
  void counted(Taker taker) throws IOException {
    progress.phase("listing", catalogue.info().entries(), Progress.Unit.FILES);
    each(row -> {
      taker.row(row);
      progress.advance(1);
    });
  }

  void each(Taker taker) throws IOException {
    Catalogue.Cursor cursor = catalogue.from(0);
    while (cursor.hasNext()) {
      progress.checkStopped();
      long ordinal = cursor.ordinal();
      taker.row(row(cursor.next(), ordinal));
    }
  }

  private Row row(Entry entry, long ordinal) throws IOException {
    return switch (entry) {
      case Entry.Folder it ->
          new Row(it.path(), Row.Kind.FOLDER, it.attributes(), null, null, null, List.of(), null);
      case Entry.File it ->
          new Row(
              it.path(),
              Row.Kind.FILE,
              it.attributes(),
              it.sizeBytes(),
              it.sha256(),
              null,
              whereabouts.of(it, ordinal),
              null);
      case Entry.Link it ->
          new Row(
              it.path(), Row.Kind.LINK, it.attributes(), null, null, it.target(), List.of(), null);
      case Entry.HardLink it -> {
        Entry.File file = originals.file(it.original());
        yield new Row(
            it.path(),
            Row.Kind.HARD_LINK,
            file.attributes(),
            file.sizeBytes(),
            file.sha256(),
            it.original().path().bytes(),
            whereabouts.of(file, it.original().ordinal()),
            null);
      }
      case Entry.LeftOut it ->
          new Row(it.path(), Row.Kind.LEFT_OUT, null, null, null, null, List.of(), it.reason());
    };
  }
}
