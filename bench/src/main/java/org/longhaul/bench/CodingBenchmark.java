package org.longhaul.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.longhaul.coding.ErasureCode;
import org.longhaul.shipment.Geometry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Erasure coding on one core. The score is stripes a second; a stripe has `SHARD_BYTES` for each
/// data drive, so GB/s of data in are score times data drives times `SHARD_BYTES` / 1e9.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"--add-modules", "jdk.incubator.vector"})
public class CodingBenchmark {
  /// Bytes of each drive in a stripe.
  static final int SHARD_BYTES = 1 << 18;

  @Param({"3+1", "10+4", "40+20", "45+15", "54+6", "200+55"})
  public String geometry = "10+4";

  /// How many data drives are lost; as many as can be if that is fewer.
  @Param("255")
  public int lost = 255;

  private ErasureCode code = ErasureCode.of(new Geometry(1, 0));
  private byte[][] data = new byte[0][];
  private byte[][] parity = new byte[0][];
  private byte[][] shards = new byte[0][];
  private boolean[] present = new boolean[0];
  private boolean[] wanted = new boolean[0];

  @Setup
  public void stripe() {
    Geometry parsed = Geometry.parse(geometry);
    code = ErasureCode.of(parsed);
    data = new byte[parsed.data()][SHARD_BYTES];
    parity = new byte[parsed.parity()][SHARD_BYTES];
    Random random = new Random(1);
    for (byte[] each : data) {
      random.nextBytes(each);
    }
    code.encode(data, parity, 0, SHARD_BYTES);
    shards = new byte[parsed.drives()][];
    present = new boolean[parsed.drives()];
    wanted = new boolean[parsed.drives()];
    for (int i = 0; i < parsed.drives(); i++) {
      boolean gone = i < Math.min(lost, Math.min(parsed.data(), parsed.parity()));
      present[i] = !gone;
      wanted[i] = gone;
      shards[i] =
          gone ? new byte[SHARD_BYTES] : i < parsed.data() ? data[i] : parity[i - parsed.data()];
    }
  }

  @Benchmark
  public byte[][] encode() {
    code.encode(data, parity, 0, SHARD_BYTES);
    return parity;
  }

  /// The first data drives lost; as many as can be is the dearest pattern.
  @Benchmark
  public byte[][] reconstruct() {
    code.reconstruct(shards, present, wanted, 0, SHARD_BYTES);
    return shards;
  }
}
