package org.longhaul.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longhaul.shipment.Geometry;

/// Whatever is lost up to the number of parity drives comes back, whichever drives they are.
class ErasureCodeTest {
  private static final int LENGTH = 192;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private byte[][] shards(ErasureCode code) {
    Geometry geometry = code.geometry();
    byte[][] shards = new byte[geometry.drives()][LENGTH];
    for (int i = 0; i < geometry.data(); i++) {
      random.nextBytes(shards[i]);
    }
    byte[][] data = java.util.Arrays.copyOf(shards, geometry.data());
    byte[][] parity = java.util.Arrays.copyOfRange(shards, geometry.data(), geometry.drives());
    code.encode(data, parity, 0, LENGTH);
    return shards;
  }

  private void assertComesBack(ErasureCode code, byte[][] whole, boolean[] present) {
    byte[][] shards = new byte[whole.length][];
    boolean[] wanted = new boolean[whole.length];
    for (int i = 0; i < whole.length; i++) {
      shards[i] = present[i] ? whole[i] : new byte[LENGTH];
      wanted[i] = !present[i];
    }
    code.reconstruct(shards, present, wanted, 0, LENGTH);
    for (int i = 0; i < whole.length; i++) {
      assertArrayEquals(
          whole[i], shards[i], "drive " + i + " of " + code.geometry() + ", seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8+4", "10+4", "3+1", "1+1", "5+0", "1+3", "2+2"})
  void everyPatternOfLosses(String written) {
    ErasureCode code = ErasureCode.of(Geometry.parse(written));
    byte[][] whole = shards(code);
    int drives = code.geometry().drives();
    int patterns = 0;
    for (int lost = 0; lost < 1 << drives; lost++) {
      if (Integer.bitCount(lost) <= code.geometry().parity()) {
        boolean[] present = new boolean[drives];
        for (int i = 0; i < drives; i++) {
          present[i] = (lost >> i & 1) == 0;
        }
        assertComesBack(code, whole, present);
        patterns++;
      }
    }
    assertTrue(patterns > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40+20", "45+15", "54+6", "200+55", "254+1", "1+254", "128+127", "17+5"})
  void randomPatternsOfAsManyLossesAsCanBe(String written) {
    ErasureCode code = ErasureCode.of(Geometry.parse(written));
    byte[][] whole = shards(code);
    for (int round = 0; round < 8; round++) {
      boolean[] present = new boolean[code.geometry().drives()];
      java.util.Arrays.fill(present, true);
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < present.length; i++) {
        order.add(i);
      }
      java.util.Collections.shuffle(order, random);
      order.subList(0, code.geometry().parity()).forEach(drive -> present[drive] = false);
      assertComesBack(code, whole, present);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3+1", "8+4", "40+20", "45+15", "54+6", "200+55", "5+3"})
  void theFastCodeGivesTheBytesOfTheReference(String written) {
    Geometry geometry = Geometry.parse(written);
    int length = 64 * (1 + random.nextInt(200));
    byte[][] data = new byte[geometry.data()][length];
    for (byte[] each : data) {
      random.nextBytes(each);
    }
    data[random.nextInt(data.length)] = null;
    byte[][] fast = new byte[geometry.parity()][length];
    byte[][] reference = new byte[geometry.parity()][length];
    ErasureCode.of(geometry).encode(data, fast, 0, length);
    int middle = 64 * random.nextInt(length / 64);
    ErasureCode.scalar(geometry).encode(data, reference, 0, middle);
    ErasureCode.scalar(geometry).encode(data, reference, middle, length - middle);
    for (int i = 0; i < fast.length; i++) {
      assertArrayEquals(reference[i], fast[i], "parity " + i + ", seed " + seed);
    }
  }

  @Test
  void oneParityDriveIsPlainXor() {
    ErasureCode code = ErasureCode.of(new Geometry(3, 1));
    byte[][] shards = shards(code);
    byte[] xor = new byte[LENGTH];
    for (int at = 0; at < LENGTH; at++) {
      xor[at] = (byte) (shards[0][at] ^ shards[1][at] ^ shards[2][at]);
    }
    assertArrayEquals(xor, shards[3]);
  }

  @Test
  void oneLossTooManyIsRefused() {
    ErasureCode code = ErasureCode.of(new Geometry(4, 2));
    byte[][] shards = shards(code);
    boolean[] present = {true, false, true, false, true, false};
    boolean[] wanted = {false, true, false, true, false, true};
    assertThrows(
        IllegalArgumentException.class, () -> code.reconstruct(shards, present, wanted, 0, LENGTH));
  }

  @Test
  void rangesAreMultiplesOf64() {
    ErasureCode code = ErasureCode.of(new Geometry(2, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> code.encode(new byte[2][100], new byte[1][100], 0, 100));
  }
}
