package org.longhaul.freight;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Entry;
import org.longhaul.shipment.Kind;

/// Brings together what the survey found and what became of it: the entries of the catalogue, in
/// order.
///
/// Memory: what doubles and hard links refer to.
final class CatalogueBuilder {
  private static final byte[] NO_DIGEST = new byte[32];

  private final Survey survey;
  private final Doubles doubles;
  private final Map<Long, SpanningSource> spanning;
  private final List<Spool> outcomes;
  private final Set<Long> wantedAgain = new HashSet<>();
  private final Map<Long, Outcome> kept = new HashMap<>();
  private final Set<Long> missing = new HashSet<>();
  private int spool;
  private Spool.@Nullable Reader reader;

  CatalogueBuilder(
      Survey survey, Doubles doubles, Map<Long, SpanningSource> spanning, List<Spool> outcomes) {
    this.survey = survey;
    this.doubles = doubles;
    this.spanning = spanning;
    this.outcomes = outcomes;
  }

  /// Takes the entries one by one.
  @FunctionalInterface
  interface Taker {
    void take(Entry entry) throws IOException;
  }

  void each(Taker taker) throws IOException {
    doubles.eachOriginal(wantedAgain::add);
    survey.each((ordinal, position, surveyed) -> taker.take(entry(ordinal, surveyed)));
  }

  private Entry entry(long ordinal, Surveyed surveyed) throws IOException {
    if (surveyed.leftOut() != null) {
      return new Entry.LeftOut(surveyed.path(), surveyed.leftOut());
    }
    if (surveyed.hardLink() != null) {
      return missing.contains(surveyed.hardLink().ordinal())
          ? leftOut(ordinal, surveyed, Entry.Reason.CHANGED)
          : new Entry.HardLink(surveyed.path(), surveyed.hardLink());
    }
    byte[] link = surveyed.link();
    if (link != null) {
      return new Entry.Link(surveyed.path(), surveyed.attributes(), link);
    }
    if (surveyed.status().kind() == Kind.FOLDER) {
      return new Entry.Folder(surveyed.path(), surveyed.attributes());
    }
    return file(ordinal, surveyed);
  }

  private Entry file(long ordinal, Surveyed surveyed) throws IOException {
    long size = surveyed.status().sizeBytes();
    boolean sparse = surveyed.status().sparse();
    if (size == 0) {
      return new Entry.File(
          surveyed.path(), surveyed.attributes(), 0, sparse, NO_DIGEST, null, null);
    }
    Entry.Original original = doubles.originalOf(ordinal);
    Outcome outcome;
    if (original != null) {
      outcome = ofDouble(ordinal, original);
    } else {
      outcome = next(ordinal);
      original = outcome.original();
      if (wantedAgain.contains(ordinal)) {
        kept.put(ordinal, outcome);
      }
    }
    if (outcome.problem() != null) {
      return leftOut(ordinal, surveyed, outcome.problem());
    }
    return new Entry.File(
        surveyed.path(),
        surveyed.attributes(),
        size,
        sparse,
        outcome.digest(),
        outcome.place(),
        original);
  }

  private Entry leftOut(long ordinal, Surveyed surveyed, Entry.Reason reason) {
    missing.add(ordinal);
    return new Entry.LeftOut(surveyed.path(), reason);
  }

  /// A double is what its original was when both were compared, or it is not in the leg.
  private Outcome ofDouble(long ordinal, Entry.Original original) {
    Outcome first = kept.get(original.ordinal());
    byte[] compared = doubles.digestOf(ordinal);
    if (first != null
        && first.problem() == null
        && java.util.Arrays.equals(compared, first.digest())) {
      return first;
    }
    survey.problem(
        "The source changed: the content of entry %s is stored with %s, which is not what it was."
            .formatted(ordinal, original.path().display()));
    return new Outcome(ordinal, Entry.Reason.CHANGED, NO_DIGEST, new Entry.Place(0, 0, 0), null);
  }

  private Outcome next(long ordinal) throws IOException {
    Spool.Reader open = reader;
    while (open == null || !open.hasNext()) {
      open = outcomes.get(spool++).from(0);
    }
    reader = open;
    Outcome outcome = Outcome.read(open.next());
    if (outcome.ordinal() != ordinal) {
      throw new IllegalStateException(
          "Entry %d was packed as %d.".formatted(ordinal, outcome.ordinal()));
    }
    SpanningSource spans = spanning.get(ordinal);
    if (spans == null || outcome.problem() != null) {
      return outcome;
    }
    byte[] digest = spans.provenDigest();
    if (digest == null) {
      survey.problem("A large file changed while it was packed, and was left out.");
      return new Outcome(ordinal, Entry.Reason.CHANGED, NO_DIGEST, outcome.place(), null);
    }
    return new Outcome(ordinal, null, digest, outcome.place(), null);
  }
}
