package org.longhaul.freight;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Root;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.Recipient;
import org.longhaul.sealing.SigningKey;
import org.longhaul.sealing.WrappedKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.LegId;
import org.longhaul.tree.SourceTree;

/// A leg that is packed in runs, some drives at a time, and kept in the folder of its trip until it
/// is sealed. Every run goes by the same plan, so that runs on several hosts make drives that fit
/// together; and every run compares what it reads with what others read before.
public final class TripLeg implements AutoCloseable {
  private static final String RUNS = "runs";
  private static final String SECRET = "secret.age";

  private final Path folder;
  private final Root.Trip trip;
  private final TripPlan planned;
  private final List<TripRun> runs = new ArrayList<>();

  private TripLeg(Path folder, Root.Trip trip, TripPlan planned) throws IOException {
    this.folder = folder;
    this.trip = trip;
    this.planned = planned;
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> each = Files.newDirectoryStream(folder.resolve(RUNS))) {
      each.forEach(folders::add);
    }
    folders.sort(null);
    for (Path run : folders) {
      TripRun read = TripRun.read(run);
      if (read != null) {
        runs.add(read);
      }
    }
  }

  /// What a new leg of a trip is to be.
  ///
  /// @param sources the paths of the source, for people
  /// @param own the packing host's own key, so that later runs can go on
  public record Order(
      SourceTree source,
      List<String> sources,
      PackOrder.Filter filter,
      Geometry geometry,
      List<Recipient> recipients,
      Recipient own,
      SigningKey sender,
      boolean digests,
      Clock clock,
      SecureRandom random) {}

  /// Begins the next leg of a trip: surveys the source and keeps the plan. Makes the trip's folder
  /// if there is none.
  public static TripLeg begin(Path tripFolder, Order order, Progress progress) throws IOException {
    Root.Trip trip = TripFolder.next(tripFolder, order.random());
    Path folder = TripFolder.leg(tripFolder, trip);
    Files.createDirectories(folder.resolve(RUNS));
    LegId leg = new LegId(order.random().nextLong(), order.random().nextLong());
    LegKeys keys = LegKeys.fresh(leg, order.random());
    TripFolder.write(
        folder.resolve(LegFiles.KEY),
        WrappedKey.wrap(keys.secret(), order.recipients(), order.random()));
    TripFolder.write(
        folder.resolve(SECRET),
        WrappedKey.wrap(keys.secret(), List.of(order.own()), order.random()));
    Warming warming = new Warming(order.geometry(), 0);
    Survey survey =
        Survey.of(order.source(), order.filter(), TripPlan.surveySpool(folder), warming, progress);
    PackPlan plan =
        PackPlan.of(
            survey,
            order.source(),
            order.geometry(),
            leg,
            order.digests(),
            order.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
            progress);
    TripPlan planned =
        new TripPlan(plan, order.sender().verifyingKey().fingerprint(), order.sources());
    planned.write(folder);
    return new TripLeg(folder, trip, planned);
  }

  /// The newest leg of a trip; null when there is none, or its survey was interrupted.
  public static @Nullable TripLeg open(Path tripFolder) throws IOException {
    Root.Trip trip = TripFolder.current(tripFolder);
    if (trip == null) {
      return null;
    }
    Path folder = TripFolder.leg(tripFolder, trip);
    return TripPlan.isIn(folder) ? new TripLeg(folder, trip, TripPlan.read(folder)) : null;
  }

  public Root.Trip trip() {
    return trip;
  }

  public Geometry geometry() {
    return planned.plan().geometry();
  }

  /// Where the source was when it was surveyed.
  public List<String> sources() {
    return planned.sources();
  }

  /// What people call the drives, by number.
  public List<String> names() {
    return DriveSeal.usualNames(geometry().drives());
  }

  /// Whether the leg is signed, so that nothing can be added.
  public boolean sealed() {
    return Files.exists(folder.resolve(Root.FILE));
  }

  /// What the leg holds.
  public PackReport report() {
    return PackReport.of(planned.plan(), planned.plan().room().mostDriveBytes());
  }

  /// The drives that are written, by number, and where each stood when it was.
  public NavigableMap<Integer, String> written() {
    NavigableMap<Integer, String> all = new TreeMap<>();
    runs.forEach(run -> run.drives().forEach((number, drive) -> all.put(number, drive.where())));
    return all;
  }

  /// The case of each drive that is written and travels in one.
  public Map<Integer, String> cases() {
    Map<Integer, String> all = new HashMap<>();
    runs.forEach(run ->
        run.drives()
            .forEach((number, drive) -> {
              if (drive.caseName() != null) {
                all.put(number, drive.caseName());
              }
            }));
    return all;
  }

  /// Refuses drives that are too small, not empty or not writable, before the first byte is
  /// written.
  public void check(NavigableMap<Integer, PackOrder.NamedDrive> onto) throws IOException {
    NavigableMap<Integer, Drive> drives = drives(onto);
    List<Drive> strange = new ArrayList<>();
    for (Drive drive : drives.values()) {
      if (!TripSeal.unfinished(planned.plan().leg(), drive)) {
        strange.add(drive);
      }
    }
    Packer.checkEmpty(strange);
    planned.plan().room().check(drives);
  }

  private static NavigableMap<Integer, Drive> drives(
      NavigableMap<Integer, PackOrder.NamedDrive> onto) {
    NavigableMap<Integer, Drive> drives = new TreeMap<>();
    onto.forEach((number, named) -> drives.put(number, named.drive()));
    return drives;
  }

  /// Writes some drives.
  ///
  /// @param identities that open the trip's working key
  /// @throws SourceChanged when the source is not what it was
  public void pack(
      SourceTree source,
      NavigableMap<Integer, PackOrder.NamedDrive> onto,
      List<? extends Identity> identities,
      SigningKey sender,
      SecureRandom random,
      Progress progress)
      throws IOException {
    PackPlan plan = planned.plan();
    NavigableMap<Integer, Drive> drives = drives(onto);
    check(onto);
    for (Drive drive : drives.values()) {
      TripSeal.clearUnfinished(planned.plan().leg(), drive);
    }
    Packer.checkWritable(drives.values());
    DriveSeal seal = seal(keys(identities), sender, Clock.systemUTC(), random);
    NavigableSet<Integer> regions = PackRun.regions(plan.geometry(), drives.navigableKeySet());
    if (!runs.isEmpty()) {
      progress.phase("comparing", plan.survey().files(), Progress.Unit.FILES);
      SourceCheck.require(plan, source, regions, progress);
    }
    Path folderOfRun = newRun(random);
    DriveSeal.forEach(
        drives, (number, drive) -> seal.begin(number, drive, of(onto, number).caseName()));
    Map<Integer, PayloadTags> tags = new TreeMap<>();
    try {
      for (int region : regions) {
        tags.put(
            region,
            new PayloadTags(
                region,
                seal.keys(),
                plan.format().payloadBytes(),
                TripRun.tags(folderOfRun, region),
                tagsBefore(region)));
      }
      PackRun.Done done =
          new PackRun(
                  plan,
                  source,
                  drives,
                  names(),
                  seal.keys(),
                  random,
                  region -> Spool.create(TripRun.outcomes(folderOfRun, region)),
                  (region, number, payload) -> of(tags, region).take(number, payload),
                  progress)
              .run();
      runs.add(record(folderOfRun, onto, done, tags));
    } finally {
      for (PayloadTags each : tags.values()) {
        each.close();
      }
    }
  }

  static <V> V of(Map<Integer, V> map, int key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("Nothing is known of number %d.".formatted(key));
    }
    return value;
  }

  private Path newRun(SecureRandom random) throws IOException {
    String name = "%04d-%08x".formatted(runs.size() + 1, random.nextInt());
    return Files.createDirectory(folder.resolve(RUNS).resolve(name));
  }

  private @Nullable Path tagsBefore(int region) {
    for (TripRun run : runs) {
      if (run.regions().containsKey(region)) {
        return TripRun.tags(run.folder(), region);
      }
    }
    return null;
  }

  private TripRun record(
      Path folderOfRun,
      NavigableMap<Integer, PackOrder.NamedDrive> onto,
      PackRun.Done done,
      Map<Integer, PayloadTags> tags)
      throws IOException {
    NavigableMap<Integer, TripRun.Written> written = new TreeMap<>();
    done.drives()
        .forEach((number, drive) -> {
          PackOrder.NamedDrive named = of(onto, number);
          written.put(number, new TripRun.Written(drive, named.caseName(), named.drive().name()));
        });
    NavigableMap<Integer, TripRun.Read> read = new TreeMap<>();
    long payload = planned.plan().format().payloadBytes();
    for (Map.Entry<Integer, PackRun.Region> each : done.regions().entrySet()) {
      PackRun.Region region = each.getValue();
      long segments = (region.storedBytes() + payload - 1) / payload;
      byte[] digest = of(tags, each.getKey()).finish(segments);
      read.put(each.getKey(), new TripRun.Read(region.plainBytes(), region.storedBytes(), digest));
      region.outcomes().force();
      region.outcomes().close();
    }
    TripRun run = new TripRun(folderOfRun, written, read);
    run.write(done.spanning());
    return run;
  }

  /// Signs the leg, and then finishes the drives that are here. Drives that are not are finished
  /// when they are: the leg is signed once only.
  ///
  /// @param here the leg's drives that are here, by number
  /// @throws DriveProblem when a drive is not written yet
  public void seal(
      NavigableMap<Integer, Drive> here,
      List<? extends Identity> identities,
      SigningKey sender,
      Clock clock,
      SecureRandom random,
      Progress progress)
      throws IOException {
    DriveSeal seal = seal(keys(identities), sender, clock, random);
    TripSeal tripSeal = new TripSeal(folder, planned.plan(), runs, seal);
    if (!sealed()) {
      tripSeal.sign(progress);
    }
    tripSeal.finish(here, progress);
  }

  private DriveSeal seal(LegKeys keys, SigningKey sender, Clock clock, SecureRandom random)
      throws IOException {
    if (!sender.verifyingKey().fingerprint().equals(planned.sender())) {
      throw new KeyProblem(
          "This leg was begun to be signed by %s; you sign as %s. Nothing was written."
              .formatted(planned.sender(), sender.verifyingKey().fingerprint()));
    }
    byte[] wrapped = Files.readAllBytes(folder.resolve(LegFiles.KEY));
    return new DriveSeal(planned.plan(), names(), trip, keys, wrapped, sender, clock, random);
  }

  private LegKeys keys(List<? extends Identity> identities) throws IOException {
    byte[] wrapped = Files.readAllBytes(folder.resolve(SECRET));
    return new LegKeys(planned.plan().leg(), WrappedKey.open(wrapped, identities).secret());
  }

  /// The drives that carry the signature, by number.
  public NavigableSet<Integer> finished() {
    NavigableSet<Integer> finished = new TreeSet<>();
    for (int i = 0; i < geometry().drives(); i++) {
      if (Files.exists(TripSeal.mark(folder, i))) {
        finished.add(i);
      }
    }
    return finished;
  }

  /// The number of a drive of this leg; null when it is none.
  public @Nullable Integer numberOf(Drive drive) throws IOException {
    return TripSeal.numberOf(planned.plan().leg(), drive);
  }

  /// The numbers of regions of which two runs have read different content; empty when all fits.
  static NavigableSet<Integer> differing(List<TripRun> runs) {
    Map<Integer, byte[]> first = new HashMap<>();
    NavigableSet<Integer> differing = new TreeSet<>();
    for (TripRun run : runs) {
      run.regions()
          .forEach((number, region) -> {
            byte[] before = first.putIfAbsent(number, region.tagsSha256());
            if (before != null && !MessageDigest.isEqual(before, region.tagsSha256())) {
              differing.add(number);
            }
          });
    }
    return differing;
  }

  @Override
  public void close() throws IOException {
    planned.plan().close();
  }
}
