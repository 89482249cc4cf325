package org.longhaul.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.longhaul.testkit.vectors.Expansion;
import org.longhaul.testkit.vectors.Listing;
import org.longhaul.testkit.vectors.Run;
import org.longhaul.testkit.vectors.Vector;

/// Runs vectors through the real command line in one JVM, which should have a small heap, and says
/// of each whether it came out as published.
///
/// Arguments: the folder of the vectors, a folder to work in, and the names of some vectors or of
/// none for all.
final class VectorRunner {
  private static final long HANGS_MILLIS = 60_000;
  private static final Pattern KIND = Pattern.compile("\"kind\":\"([A-Z_]+)\"");

  /// What no name may bring on a screen: control and format characters.
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cf}&&[^\\n]]");

  private final Path vectors;
  private final Path work;
  private final Path config = Path.of(System.getenv("LONGHAUL_CONFIG"));
  private final boolean telling = System.getenv("VECTORS_TELL") != null;
  private volatile String current = "";
  private volatile long startedMillis;
  private long slowestMillis;
  private String slowest = "";

  private VectorRunner(Path vectors, Path work) {
    this.vectors = vectors;
    this.work = work;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    List<String> some = List.of(arguments).subList(2, arguments.length);
    VectorRunner runner = new VectorRunner(Path.of(arguments[0]), Path.of(arguments[1]));
    int failures = runner.all(some, out);
    System.setOut(out);
    System.exit(failures == 0 ? 0 : 1);
  }

  private int all(List<String> some, PrintStream out) throws IOException {
    watch(out);
    int count = 0;
    int failures = 0;
    for (Vector vector : PublishedVectors.in(vectors)) {
      if (!some.isEmpty() && !some.contains(vector.name())) {
        continue;
      }
      count++;
      List<String> wrong = run(vector, work.resolve(Integer.toString(count)), out);
      failures += wrong.isEmpty() ? 0 : 1;
      wrong.forEach(line -> out.println("WRONG " + vector.name() + ": " + shortened(line)));
    }
    out.println(
        "%d vectors, %d wrong. The slowest run: %s, %d ms. Peak memory: %s"
            .formatted(count, failures, slowest, slowestMillis, peak()));
    return failures;
  }

  private static String shortened(String line) {
    return line.substring(0, Math.min(line.length(), 1500));
  }

  /// A reader that waits for ever is ended, and the vector named.
  private void watch(PrintStream out) {
    startedMillis = System.currentTimeMillis();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (System.currentTimeMillis() - startedMillis < HANGS_MILLIS) {
            try {
              Thread.sleep(500);
            } catch (InterruptedException e) {
              return;
            }
          }
          out.println("WRONG " + current + ": it hangs.");
          Thread.getAllStackTraces()
              .forEach((thread, stack) -> out.println(thread + " " + List.of(stack)));
          Runtime.getRuntime().halt(2);
        });
  }

  private static String peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .findFirst()
        .orElse("not told by this system");
  }

  private List<String> run(Vector vector, Path folder, PrintStream out) throws IOException {
    current = vector.name();
    startedMillis = System.currentTimeMillis();
    PublishedVectors.configure(config, vectors, vector);
    new Expansion(vectors).expand(vector, folder.resolve("drives"));
    Files.createDirectories(folder.resolve("in"));
    for (String canary : List.of("canary", "in/canary", "etc/passwd", "in/outside/canary")) {
      Files.createDirectories(folder.resolve(canary).resolveSibling("x").getParent());
      Files.writeString(folder.resolve(canary), "untouched");
    }
    SortedMap<String, String> before = outside(folder);
    List<String> wrong = new ArrayList<>();
    Path target = folder;
    for (int i = 0; i < vector.runs().size(); i++) {
      Run run = vector.runs().get(i);
      // With --replace it goes on in the target of the run before.
      target = run.options().contains("--replace") ? target : folder.resolve("in/target-" + i);
      wrong.addAll(check(vector, run, folder, target, out));
      Files.deleteIfExists(Path.of(target + ".lost.txt"));
    }
    if (!before.equals(outside(folder))) {
      wrong.add("something outside the target changed: " + outside(folder));
    }
    PublishedVectors.remove(folder);
    return wrong;
  }

  private List<String> check(Vector vector, Run run, Path folder, Path target, PrintStream out)
      throws IOException {
    List<String> words =
        PublishedVectors.command(vectors, folder.resolve("drives"), vector, run, target);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
    PrintStream err = System.err;
    System.setOut(to);
    System.setErr(to);
    long start = System.nanoTime();
    int status = Longhaul.run(words.toArray(String[]::new));
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.setErr(err);
    if (millis > slowestMillis) {
      slowestMillis = millis;
      slowest = vector.name();
    }
    String text = said.toString(StandardCharsets.UTF_8);
    if (telling) {
      out.println(
          "---- %s: %s (%d ms) status %d\n%s"
              .formatted(vector.name(), run.command(), millis, status, text));
    }
    List<String> wrong = new ArrayList<>();
    if (status != run.status()) {
      wrong.add("status %d, not %d: %s".formatted(status, run.status(), text));
    }
    for (String fragment : run.says()) {
      if (!text.contains(fragment)) {
        wrong.add("it does not say '%s': %s".formatted(fragment, text));
      }
    }
    if (UNFIT.matcher(text).find()
        || text.contains("should not happen")
        || text.contains("Exception")) {
      wrong.add("it says what is not fit for a person: " + text);
    }
    SortedSet<String> kinds = new TreeSet<>();
    for (Matcher kind = KIND.matcher(text); kind.find(); ) {
      kinds.add(kind.group(1));
    }
    if (run.command().equals("verify") && !kinds.equals(new TreeSet<>(run.kinds()))) {
      wrong.add("findings of kinds %s, not %s: %s".formatted(kinds, run.kinds(), text));
    }
    SortedMap<String, String> given = Files.exists(target) ? Listing.of(target) : new TreeMap<>();
    if (!run.gives().containsKey(".")) {
      given.remove(".");
    }
    if (!given.equals(run.gives())) {
      wrong.add(
          "the target holds %s: %s"
              .formatted(PublishedVectors.difference(given, run.gives()), text));
    }
    if (Files.exists(Path.of(target + ".lost.txt"))
        != (status == ExitCode.LOST.number() && run.command().equals("unpack"))) {
      wrong.add("a list of lost files, or none, against the exit status");
    }
    return wrong;
  }

  /// Everything in a folder but the targets.
  private static SortedMap<String, String> outside(Path folder) throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    PublishedVectors.walk(folder, (path, line) -> all.put(path, line));
    all.keySet().removeIf(path -> path.startsWith("in/target-"));
    return all;
  }
}
