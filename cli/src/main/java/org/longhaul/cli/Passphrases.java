package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.Passphrase;

/// Passphrases from files; never from the command line, where others on the host could see them.
final class Passphrases {
  private Passphrases() {}

  static Passphrase read(Path file) throws IOException {
    String line = Files.readString(file).lines().findFirst().orElse("");
    if (line.isBlank()) {
      throw new KeyProblem(file + " has no passphrase in its first line.");
    }
    return new Passphrase(line);
  }
}
