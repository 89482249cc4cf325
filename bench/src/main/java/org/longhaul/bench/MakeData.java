package org.longhaul.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Makes training sets to measure with, the same each time: `MakeData KIND FOLDER AMOUNT`.
///
/// - `media`: MiB of incompressible files from 120 kB to 19 MB
/// - `tables`: MiB of CSV files of 2 MiB, which zstd brings to about a third
/// - `small`: incompressible files of 4 KiB
/// - `tiny`: files of some bytes, each with its own number
/// - `empty`: files with nothing in them
public final class MakeData {
  private static final int[] MEDIA_BYTES = {
    120_000,
    350_000,
    900_000,
    2_400_000,
    5_600_000,
    11_000_000,
    19_000_000,
    750_000,
    1_300_000,
    4_100_000
  };
  private static final int TABLE_BYTES = 1 << 21;
  private static final int SMALL_BYTES = 1 << 12;
  private static final long FILES_A_FOLDER = 1000;
  private static final String[] PLACES = {
    "Hamburg", "Rotterdam", "Singapore", "Santos", "Busan", "Durban"
  };
  private static final String[] STATES = {"loaded", "in transit", "at customs", "delivered"};

  private MakeData() {}

  /// The content of one file.
  @FunctionalInterface
  private interface Content {
    byte[] of(long number, int sizeBytes);
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("MakeData media|tables|small|tiny|empty FOLDER AMOUNT");
    }
    Path folder = Path.of(args[1]);
    long amount = Long.parseLong(args[2]);
    switch (args[0]) {
      case "media" -> sized(folder, amount << 20, MEDIA_BYTES, "bin", MakeData::noise);
      case "tables" -> sized(folder, amount << 20, new int[] {TABLE_BYTES}, "csv", MakeData::table);
      case "small" -> counted(folder, amount, (n, _) -> noise(n, SMALL_BYTES));
      case "tiny" ->
          counted(folder, amount, (n, _) -> Long.toString(n).getBytes(StandardCharsets.US_ASCII));
      case "empty" -> counted(folder, amount, (_, _) -> new byte[0]);
      default -> throw new IllegalArgumentException("There is no kind of data '" + args[0] + "'.");
    }
  }

  /// Files of the sizes given, in turn, until they come to `total` bytes.
  private static void sized(Path folder, long total, int[] sizes, String suffix, Content content)
      throws IOException {
    List<Integer> files = new ArrayList<>();
    for (long left = total; left > 0; left -= files.getLast()) {
      files.add((int) Math.min(left, sizes[files.size() % sizes.length]));
    }
    folders(folder, files.size(), 100);
    LongStream.range(0, files.size())
        .parallel()
        .forEach(n -> {
          Path file = folder.resolve(n / 100 + "/" + n + "." + suffix);
          write(file, content.of(n, files.get((int) n)));
        });
  }

  private static void counted(Path folder, long files, Content content) throws IOException {
    folders(folder, files, FILES_A_FOLDER);
    LongStream.range(0, files)
        .parallel()
        .forEach(n -> {
          Path file = folder.resolve(n / FILES_A_FOLDER + "/sample-" + n + ".txt");
          write(file, content.of(n, 0));
        });
  }

  private static void folders(Path folder, long files, long filesEach) throws IOException {
    for (long first = 0; first < files; first += filesEach) {
      Files.createDirectories(folder.resolve(Long.toString(first / filesEach)));
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] noise(long number, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    new SplittableRandom(number).nextBytes(bytes);
    return bytes;
  }

  private static byte[] table(long number, int sizeBytes) {
    SplittableRandom random = new SplittableRandom(number);
    StringBuilder rows = new StringBuilder(sizeBytes + 200);
    rows.append("consignment,day,from,to,state,weight_kg,temperature_c\n");
    for (long row = 0; rows.length() < sizeBytes; row++) {
      rows.append("LH-").append(number).append('-').append(row);
      rows.append(",2026-").append(10 + random.nextInt(3)).append('-').append(10 + row / 900 % 20);
      rows.append(',').append(PLACES[random.nextInt(PLACES.length)]);
      rows.append(',').append(PLACES[random.nextInt(PLACES.length)]);
      rows.append(',').append(STATES[random.nextInt(STATES.length)]);
      rows.append(',').append(random.nextInt(40_000));
      rows.append(',').append(random.nextInt(-20, 40)).append('.').append(random.nextInt(10));
      rows.append('\n');
    }
    return Arrays.copyOf(rows.toString().getBytes(StandardCharsets.US_ASCII), sizeBytes);
  }
}
