package org.longhaul.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.drive.Drive;
import org.longhaul.drive.MalformedException;
import org.longhaul.freight.DriveProblem;
import org.longhaul.freight.Leg;
import org.longhaul.freight.Progress;
import org.longhaul.freight.UnpackOrder;
import org.longhaul.freight.Unpacker;
import org.longhaul.freight.Verifier;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.LegKeys;
import org.longhaul.testkit.vectors.SealedLies;
import org.longhaul.tree.AttributePolicy;

/// Whole legs whose insides were changed before they were sealed and signed: what lies behind seals
/// is reached, as by a hostile sender. Nothing stands outside of the target afterwards, and no
/// unfinished file in it.
class LegFuzzTest {
  @TempDir Path folder = Path.of("");

  @Test
  void entries() {
    run("entries of a leg", SealedLies.ENTRIES);
  }

  @Test
  void infos() {
    run("info of a leg", SealedLies.INFO);
  }

  @Test
  void indexes() {
    run("index of a leg", SealedLies.INDEX);
  }

  @Test
  void blocks() {
    run("blocks of a leg", SealedLies.BLOCKS);
  }

  @Test
  void statements() {
    run("statement of a leg", SealedLies.STATEMENT);
  }

  private void run(String name, SealedLies lies) {
    Fuzz.of(name, MalformedException.class, DriveProblem.class, KeyProblem.class)
        .run(document -> unpack(lies.drives(document)), lies.sample());
  }

  private void unpack(List<? extends Drive> drives) throws IOException {
    Leg leg = Leg.gather(drives);
    LegKeys keys = leg.keys(List.of(SealedLies.IDENTITY));
    Path target = folder.resolve("in");
    try {
      UnpackOrder order =
          new UnpackOrder(
              target,
              path -> true,
              new AttributePolicy(false, false, false),
              false,
              folder.resolve("lost"));
      Unpacker.unpack(leg, keys, order, Progress.SILENT);
      Verifier.verify(leg, keys, Progress.SILENT);
    } finally {
      List<String> names = names();
      assertTrue(names.stream().allMatch(name -> name.equals("in") || name.equals("lost")));
      remove(target);
      Files.deleteIfExists(folder.resolve("lost"));
    }
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      paths.forEach(path -> names.add(folder.relativize(path).toString()));
    }
    return names;
  }

  private static void remove(Path target) throws IOException {
    if (Files.exists(target)) {
      try (Stream<Path> paths = Files.walk(target)) {
        for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
          assertTrue(!path.toString().contains(".longhaul-part-"), path.toString());
          Files.delete(path);
        }
      }
    }
  }
}
