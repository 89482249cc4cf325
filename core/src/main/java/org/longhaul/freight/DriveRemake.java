package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.longhaul.coding.ErasureCode;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Root;
import org.longhaul.sealing.LegKeys;
import org.longhaul.shipment.Geometry;

/// Remakes lost drives on spares, all of them in one reading of the others.
///
/// Stripes come from a [StripeReader]; parity that is wanted is coded from them; one thread a spare
/// seals and writes. A stripe that the reader cannot give is looked at once more with everything
/// that is here, drives that are being replaced among it.
final class DriveRemake {
  private final Leg leg;
  private final Root root;
  private final Geometry geometry;
  private final LegKeys keys;
  private final List<Spare> spares;
  private final Progress progress;
  private final DamageReport damage = new DamageReport();
  private final byte[][] parity;
  private byte[][] given = new byte[0][];
  private long ready;
  private final long[] sealed;
  private long lost;
  private long firstLost;

  /// @param spares that have begun
  DriveRemake(Leg leg, LegKeys keys, List<Spare> spares, Progress progress) {
    this.leg = leg;
    this.root = leg.root();
    this.geometry = root.geometry();
    this.keys = keys;
    this.spares = spares;
    this.progress = progress;
    this.sealed = new long[spares.size()];
    this.parity = new byte[geometry.drives()][];
    int payload = root.segmentBytes() - 128;
    for (Spare spare : spares) {
      if (spare.number() >= geometry.data()) {
        parity[spare.number()] = new byte[payload];
      }
    }
  }

  /// What was wrong with the drives that were read.
  DamageReport damage() {
    return damage;
  }

  /// How many stripes have lost more than can be remade.
  long lost() {
    return lost;
  }

  long firstLost() {
    return firstLost;
  }

  /// Writes all segments that are not there yet.
  void run() throws IOException {
    long first = spares.stream().mapToLong(Spare::start).min().orElse(0);
    List<@Nullable Drive> sources = new ArrayList<>(leg.drives());
    spares.forEach(spare -> sources.set(spare.number(), null));
    DriveRates rates = new DriveRates(root.drives().stream().map(Root.DriveEntry::name).toList());
    progress.drives(rates);
    try (Crew crew = new Crew()) {
      StripeReader reader =
          new StripeReader(root, keys, sources, this::wanted, damage, crew, rates, root.stripes());
      ready = first;
      Arrays.fill(sealed, first);
      reader.startAt(first);
      for (int i = 0; i < spares.size(); i++) {
        int index = i;
        crew.start("spare " + spares.get(index).drive().name(), () -> write(index, first, crew));
      }
      crew.start("remaking", () -> remake(reader, first, crew));
      crew.join();
    } catch (StoppedException e) {
      spares.forEach(Spare::markIfPossible);
      throw e;
    }
  }

  private boolean inStripe(int drive, long stripe) {
    return stripe < root.drives().get(drive).segments();
  }

  /// Whether a spare takes its segment of a stripe.
  private boolean takes(Spare spare, long stripe) {
    return stripe >= spare.start() && inStripe(spare.number(), stripe);
  }

  private boolean wanted(int region, long stripe) {
    for (Spare spare : spares) {
      if (takes(spare, stripe) && (spare.number() == region || spare.number() >= geometry.data())) {
        return true;
      }
    }
    return false;
  }

  private void remake(StripeReader reader, long first, Crew crew) throws IOException {
    List<StripeReader.Feed> feeds = new ArrayList<>();
    for (int i = 0; i < geometry.data(); i++) {
      feeds.add(reader.new Feed(i));
    }
    ErasureCode code =
        ErasureCode.of(geometry, root.stripes() * geometry.data() * (root.segmentBytes() - 128L));
    Set<Integer> replaced = Set.copyOf(spares.stream().map(Spare::number).toList());
    try (StripeRescue rescue =
        new StripeRescue(
            root, keys, leg.drives(), StripeRescue.noneBad(geometry.drives()), replaced)) {
      for (long n = first; n < root.stripes(); n++) {
        long stripe = n;
        crew.await(() -> Arrays.stream(sealed).allMatch(done -> done >= stripe));
        progress.checkStopped();
        byte[][] payloads = payloads(stripe, feeds, code, rescue);
        crew.change(() -> {
          given = payloads;
          ready = stripe + 1;
        });
      }
    }
    feeds.forEach(StripeReader.Feed::finish);
  }

  /// The payloads of a stripe for all spares; null for a spare that takes none, or whose payload is
  /// lost.
  private byte[][] payloads(
      long stripe, List<StripeReader.Feed> feeds, ErasureCode code, StripeRescue rescue)
      throws IOException {
    byte[][] shards = new byte[geometry.drives()][];
    boolean[] here = new boolean[geometry.drives()];
    boolean incomplete = false;
    for (int i = 0; i < geometry.data(); i++) {
      byte[] payload = feeds.get(i).payload(stripe);
      if (!inStripe(i, stripe)) {
        here[i] = true;
      } else if (wanted(i, stripe)) {
        shards[i] = payload;
        here[i] = payload != null;
        incomplete |= payload == null;
      }
    }
    boolean[] asked = new boolean[geometry.drives()];
    boolean[] coded = new boolean[geometry.drives()];
    boolean anyCoded = false;
    for (Spare spare : spares) {
      asked[spare.number()] = takes(spare, stripe);
      coded[spare.number()] = asked[spare.number()] && spare.number() >= geometry.data();
      anyCoded |= coded[spare.number()];
    }
    if (incomplete) {
      byte[][] rescued = rescue.remake(stripe, asked);
      boolean gone = false;
      for (int i = 0; i < asked.length; i++) {
        gone |= asked[i] && rescued[i] == null;
      }
      if (gone) {
        firstLost = lost == 0 ? stripe : firstLost;
        lost++;
      }
      return rescued;
    }
    if (anyCoded) {
      for (int i = geometry.data(); i < shards.length; i++) {
        shards[i] = coded[i] ? parity[i] : null;
      }
      Slices.parallel(
          root.segmentBytes() - 128,
          Runtime.getRuntime().availableProcessors(),
          (from, length) -> code.reconstruct(shards, here, coded, from, length));
    }
    return shards;
  }

  private void write(int index, long first, Crew crew) throws IOException {
    Spare spare = spares.get(index);
    for (long n = first; n < root.stripes(); n++) {
      long stripe = n;
      crew.await(() -> ready > stripe);
      byte[] payload = given[spare.number()];
      boolean takes = takes(spare, stripe);
      if (takes && payload != null) {
        spare.seal(stripe, payload);
      }
      crew.change(() -> sealed[index] = stripe + 1);
      if (takes && payload != null) {
        spare.write(stripe);
        progress.advance(root.segmentBytes());
      } else if (takes) {
        spare.leaveOut();
      }
    }
  }
}
