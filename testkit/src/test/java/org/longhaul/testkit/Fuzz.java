package org.longhaul.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A fuzzer: changes samples of a format a little, again and again, and shows them to a parser. A
/// parser gives something or throws what it documents, soon and with little memory.
///
/// It runs for a moment in each build. `testkit/fuzz.sh` runs it for long.
public final class Fuzz {
  private static final double SECONDS =
      Double.parseDouble(System.getProperty("longhaul.fuzz.seconds", "0.2"));
  private static final long MOST_ALLOCATED_BYTES = 256L << 20;
  private static final long MOST_MILLIS = 5_000;
  private static final int MOST_BYTES = 1 << 16;

  private static final List<byte[]> WORDS =
      List.of(
          ascii("{"),
          ascii("["),
          ascii("\""),
          ascii("\\u0000"),
          ascii("-1"),
          ascii("1e999"),
          ascii("9223372036854775808"),
          ascii("null"),
          ascii("\n"),
          ascii("-> "),
          ascii("--- "),
          ascii("="),
          ascii("/"),
          ascii(".."),
          ascii("1"),
          new byte[8],
          bytes(0xff, 8),
          new byte[] {0x7f, -1, -1, -1},
          new byte[] {-128, 0, 0, 0},
          bytes(0x80, 12));

  private final String name;
  private final Set<Class<?>> documented;
  private final long seed =
      Long.parseLong(
          System.getProperty("longhaul.fuzz.seed", Long.toString(new Random().nextLong())));
  private final Random random = new Random(seed);

  private Fuzz(String name, Set<Class<?>> documented) {
    this.name = name;
    this.documented = documented;
  }

  /// What is shown a document.
  @FunctionalInterface
  public interface Parser {
    void read(byte[] document) throws Exception;
  }

  /// @param documented what the parser may throw, these classes and those below them
  public static Fuzz of(String name, Class<?>... documented) {
    return new Fuzz(name, Set.of(documented));
  }

  /// Runs for the time of a build, or as long as was asked for.
  public void run(Parser parser, byte[]... samples) {
    for (byte[] sample : samples) {
      show(parser, sample);
    }
    long end = System.nanoTime() + (long) (SECONDS * 1e9);
    long count = 0;
    while (System.nanoTime() < end) {
      byte[] document = samples[random.nextInt(samples.length)];
      for (int i = random.nextInt(4); i >= 0; i--) {
        document = changed(document, samples[random.nextInt(samples.length)]);
      }
      show(parser, document);
      count++;
    }
    if (SECONDS > 1) {
      System.out.printf("%s: %,d documents, seed %d%n", name, count, seed);
    }
  }

  private void show(Parser parser, byte[] document) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    try {
      parser.read(document.clone());
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      if (documented.stream().noneMatch(kind -> kind.isInstance(e))) {
        throw new AssertionError(told("it throws " + e, document), e);
      }
    }
    if (threads.getCurrentThreadAllocatedBytes() - before > MOST_ALLOCATED_BYTES) {
      throw new AssertionError(told("it takes too much memory", document));
    }
    if ((System.nanoTime() - start) / 1_000_000 > MOST_MILLIS) {
      throw new AssertionError(told("it takes too long", document));
    }
  }

  private String told(String what, byte[] document) {
    return "%s: %s. Seed %d, document %s"
        .formatted(name, what, seed, HexFormat.of().formatHex(document));
  }

  private byte[] changed(byte[] document, byte[] other) {
    int at = random.nextInt(document.length + 1);
    int to = Math.min(document.length, at + 1 + random.nextInt(8));
    return switch (random.nextInt(9)) {
      case 0 -> flipped(document);
      case 1 -> Arrays.copyOf(document, at);
      case 2 -> spliced(document, at, at, WORDS.get(random.nextInt(WORDS.size())));
      case 3 -> spliced(document, at, to, WORDS.get(random.nextInt(WORDS.size())));
      case 4 -> spliced(document, at, to, new byte[0]);
      case 5 -> spliced(document, at, at, Arrays.copyOfRange(document, at, to));
      case 6 -> {
        int from = random.nextInt(other.length + 1);
        int end = Math.min(other.length, from + random.nextInt(64));
        yield spliced(document, at, at, Arrays.copyOfRange(other, from, end));
      }
      case 7 -> spliced(document, at, to, bytes(random.nextInt(256), to - at));
      default -> spliced(document, at, at, bytes(random.nextInt(256), 1 + random.nextInt(300)));
    };
  }

  private byte[] flipped(byte[] document) {
    byte[] copy = document.clone();
    if (copy.length > 0) {
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  private static byte[] spliced(byte[] document, int from, int to, byte[] with) {
    if (document.length + with.length > MOST_BYTES) {
      return document;
    }
    byte[] copy = new byte[document.length - (to - from) + with.length];
    System.arraycopy(document, 0, copy, 0, from);
    System.arraycopy(with, 0, copy, from, with.length);
    System.arraycopy(document, to, copy, from + with.length, document.length - to);
    return copy;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(int value, int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
