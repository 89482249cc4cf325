package org.longhaul.freight;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.ByteSource;
import org.longhaul.catalogue.Entry;
import org.longhaul.shipment.TreePath;

/// What became of one file with content when its region was packed.
///
/// @param problem why it is not in the leg; null when it is
/// @param digest SHA-256 of its content; for a file in several regions it is found elsewhere, and
///   zeros here
/// @param original the earlier file of the region that is stored for it, if any
record Outcome(
    long ordinal,
    Entry.@Nullable Reason problem,
    byte[] digest,
    Entry.Place place,
    Entry.@Nullable Original original) {
  private static final int DIGEST_BYTES = 32;

  void write(ByteSink sink) {
    sink.number(ordinal).octet(problem == null ? 0 : problem.ordinal() + 1).raw(digest);
    sink.number(place.region()).number(place.offset()).number(place.inBlock());
    sink.octet(original == null ? 0 : 1);
    if (original != null) {
      sink.number(original.ordinal()).bytes(original.path().bytes());
    }
  }

  static Outcome read(ByteSource source) throws IOException {
    long ordinal = source.number();
    int reason = source.octet();
    byte[] digest = source.raw(DIGEST_BYTES);
    Entry.Place place =
        new Entry.Place((int) source.number(), source.number(), (int) source.number());
    Entry.Original original = null;
    if (source.octet() == 1) {
      long first = source.number();
      original = new Entry.Original(TreePath.of(source.bytes(1 << 16)), first);
    }
    Entry.Reason problem = reason == 0 ? null : Entry.Reason.values()[reason - 1];
    return new Outcome(ordinal, problem, digest, place, original);
  }
}
