package org.longhaul.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.longhaul.shipment.Geometry;

/// Every implementation gives the bytes of the reference, and these never change.
class ImplementationsTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private static List<ErasureCode> implementations(Geometry geometry) {
    List<ErasureCode> all = new ArrayList<>();
    all.add(ErasureCode.of(geometry));
    for (Kernels kernels : Kernels.values()) {
      if (kernels == Kernels.SCALAR || Kernels.FASTEST == Kernels.VECTOR) {
        all.add(kernels.code(geometry));
        all.add(kernels.matrix(geometry));
        if (TransformCode.fits(geometry)) {
          all.add(kernels.transform(geometry));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1+0", "5+0", "1+1", "3+1", "254+1", "2+2", "10+2", "2+3", "3+3", "5+3", "1+4", "10+4",
        "12+4", "8+5", "54+6", "9+8", "45+15", "40+16", "33+17", "40+20", "9+32", "65+33", "70+60",
        "128+64", "191+64", "100+65", "128+127", "127+128", "200+55", "1+200", "1+254"
      })
  void encodeAndRemake(String written) {
    Geometry geometry = Geometry.parse(written);
    int k = geometry.data();
    int length = ErasureCode.GRAIN_BYTES * (1 + random.nextInt(24));
    int from = ErasureCode.GRAIN_BYTES * random.nextInt(3) + random.nextInt(64);
    byte[][] whole = new byte[geometry.drives()][from + length + 7];
    for (byte[] each : whole) {
      random.nextBytes(each);
    }
    byte[][] given = whole.clone();
    for (int i = 0; i < k; i++) {
      if (random.nextInt(6) == 0) {
        given[i] = null;
        Arrays.fill(whole[i], from, from + length, (byte) 0);
      }
    }
    byte[][] data = Arrays.copyOf(given, k);
    byte[][] parity = Arrays.copyOfRange(whole, k, geometry.drives());
    ErasureCode.scalar(geometry).encode(data, parity, from, length);
    for (ErasureCode code : implementations(geometry)) {
      byte[][] other = new byte[parity.length][from + length + 7];
      code.encode(data, other, from, length);
      for (int i = 0; i < other.length; i++) {
        assertSame(parity[i], other[i], from, length, "parity " + i + " of " + name(code));
      }
      for (int round = 0; round < 6; round++) {
        remake(code, whole, given, from, length);
      }
    }
  }

  /// Loses up to as many as can be, data or parity rather or both alike, and wants most of them.
  private void remake(ErasureCode code, byte[][] whole, byte[][] given, int from, int length) {
    Geometry geometry = code.geometry();
    int drives = geometry.drives();
    int parity = geometry.parity();
    int lost = random.nextBoolean() ? parity : random.nextInt(parity + 1);
    int first = random.nextInt(3) == 0 ? geometry.data() - 1 : 0;
    int range = random.nextBoolean() ? drives - first : Math.min(drives - first, 2 * lost + 1);
    boolean[] present = new boolean[drives];
    boolean[] wanted = new boolean[drives];
    Arrays.fill(present, true);
    for (int i = 0; i < lost; i++) {
      present[first + random.nextInt(range)] = false;
    }
    byte[][] shards = given.clone();
    for (int i = 0; i < drives; i++) {
      if (!present[i]) {
        wanted[i] = random.nextInt(5) != 0;
        shards[i] = wanted[i] ? new byte[from + length + 7] : null;
      }
    }
    code.reconstruct(shards, present, wanted, from, length);
    for (int i = 0; i < drives; i++) {
      if (wanted[i]) {
        assertSame(whole[i], shards[i], from, length, "drive " + i + " of " + name(code));
        assertUntouched(shards[i], from, length);
      }
    }
  }

  private void assertSame(byte[] expected, byte[] actual, int from, int length, String what) {
    assertArrayEquals(
        Arrays.copyOfRange(expected, from, from + length),
        Arrays.copyOfRange(actual, from, from + length),
        () -> what + ", seed " + seed);
  }

  private void assertUntouched(byte[] row, int from, int length) {
    for (int i = 0; i < row.length; i++) {
      if (i < from || i >= from + length) {
        assertEquals(0, row[i], "outside the range, seed " + seed);
      }
    }
  }

  private static String name(ErasureCode code) {
    return code.getClass().getSimpleName() + " " + code.geometry();
  }

  /// What is on drives already must stay readable: the parity of bytes that count up, drive after
  /// drive, each starting one higher.
  @ParameterizedTest
  @CsvSource({
    "3+1, 2741c22029732fd408938103995265c7877c252fdf1ccdb47e14a03175f42a31",
    "2+2, fde86fd3d7b58aec29d323ae3c5db32ffd182d3479d1f8f8ca95c850afcfcc00",
    "10+4, c3c9d7fcced2a6a83f3d3c2a4798b1bcd10570bb934ff2e1815c1d030a0d055c",
    "54+6, db78ebb74f74667f0322b2a4b2ccbc690f21134e3ca0cc97d1d845fee70cec7a",
    "45+15, 33495b90d7291dc941d0bb5a8f8d3006d3639513a517d9933d42a4fee9e23ac3",
    "40+20, ba19d45b9fc4139f61a565cc17c3d0cad5837f7253a20e5b678181c3f59afc48",
    "200+55, cb32ab965ae530294724894a61e36af996e283f65ec3726f2275a5d0b019c0a8",
    "1+254, fc3d5b6acd50c55f2c3d4e2ade438d2f1ba8393b4688ba191af5275d6baca5e6"
  })
  void parityStaysWhatItIs(String written, String digest) throws NoSuchAlgorithmException {
    Geometry geometry = Geometry.parse(written);
    byte[][] data = new byte[geometry.data()][256];
    for (int i = 0; i < data.length; i++) {
      for (int at = 0; at < 256; at++) {
        data[i][at] = (byte) (at + i);
      }
    }
    for (ErasureCode code : implementations(geometry)) {
      byte[][] parity = new byte[geometry.parity()][256];
      code.encode(data, parity, 0, 256);
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (byte[] each : parity) {
        sha256.update(each);
      }
      assertEquals(digest, HexFormat.of().formatHex(sha256.digest()), name(code));
    }
  }

  @Test
  void nothingIsDoneOnAnEmptyRange() {
    for (ErasureCode code : implementations(new Geometry(10, 4))) {
      code.encode(new byte[10][64], new byte[4][64], 64, 0);
    }
  }
}
