package org.longhaul.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.longhaul.sealing.Envelope;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.SigningKey;
import org.longhaul.sealing.WrappedKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What is done once for a leg: wrapping its secret for a recipient, and signing its root.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SealingBenchmark {
  @Param({"classical", "post-quantum"})
  public String kind = "classical";

  private final SecureRandom random = new SecureRandom();
  private final byte[] secret = new byte[32];
  private final byte[] root = "x".repeat(20_000).getBytes(StandardCharsets.US_ASCII);

  /// The keys of one kind, and what was made with them.
  private record Made(Identity identity, SigningKey sender, byte[] wrapped, byte[] signed) {}

  private @Nullable Made made;

  private Made made() {
    Made known = made;
    if (known == null) {
      known = make();
      made = known;
    }
    return known;
  }

  private Made make() {
    boolean quantum = kind.equals("post-quantum");
    Identity identity = quantum ? Identity.fresh(random) : Identity.freshClassical(random);
    SigningKey plain = SigningKey.fresh(random);
    SigningKey sender = quantum ? plain.withMlDsa(random) : plain;
    try {
      byte[] wrapped = WrappedKey.wrap(secret, List.of(identity.recipient()), random);
      return new Made(identity, sender, wrapped, Envelope.sign(root, "text/plain", sender));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Benchmark
  public byte[] wrap() throws IOException {
    return WrappedKey.wrap(secret, List.of(made().identity().recipient()), random);
  }

  @Benchmark
  public WrappedKey unwrap() throws IOException {
    return WrappedKey.open(made().wrapped(), List.of(made().identity()));
  }

  @Benchmark
  public byte[] sign() {
    return Envelope.sign(root, "text/plain", made().sender());
  }

  @Benchmark
  public Envelope check() throws IOException {
    return Envelope.open("it", made().signed());
  }
}
