package org.longhaul.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of the user of this host, in a folder that only they can read.
///
/// `identity.txt` opens what is sealed for them, `signing.pem` signs what they send, and
/// `trusted-senders` names the senders whose legs they unpack, one a line: a name, a space, a
/// fingerprint. `newest-legs` remembers the newest leg that was seen of each trip.
public final class Keyring {
  private static final String IDENTITY = "identity.txt";
  private static final String SIGNING = "signing.pem";
  private static final String TRUSTED = "trusted-senders";
  private static final String NEWEST = "newest-legs";

  private final Path folder;
  private final SecureRandom random;

  public Keyring(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  /// The user's folder: `$LONGHAUL_CONFIG`, or `longhaul` in `$XDG_CONFIG_HOME` or `~/.config`.
  public static Path usualFolder(Map<String, String> environment) {
    String own = environment.getOrDefault("LONGHAUL_CONFIG", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path config =
        xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(xdg);
    return config.resolve("longhaul");
  }

  public Path folder() {
    return folder;
  }

  public Path identityFile() {
    return folder.resolve(IDENTITY);
  }

  public Path signingFile() {
    return folder.resolve(SIGNING);
  }

  /// The user's identities; empty when there are none yet.
  public List<Identity> identities() throws IOException {
    Optional<byte[]> content = read(IDENTITY);
    return content.isEmpty()
        ? List.of()
        : Identity.parseFile(identityFile().toString(), content.get());
  }

  /// The user's first identity, drawn now if there is none.
  public Identity identity() throws IOException {
    List<Identity> known = identities();
    if (!known.isEmpty()) {
      return known.getFirst();
    }
    Identity fresh = Identity.fresh(random);
    add(fresh, "");
    return fresh;
  }

  /// Adds an identity before those that are there: new legs are sealed for it, old ones still open.
  public void add(Identity identity, String comment) throws IOException {
    String before = new String(read(IDENTITY).orElse(new byte[0]), StandardCharsets.UTF_8);
    String entry =
        (comment.isEmpty() ? "" : "# " + comment + "\n")
            + "# public key: "
            + identity.recipient().written()
            + "\n"
            + identity.written()
            + "\n";
    write(IDENTITY, entry + before);
  }

  /// The key that the user signs with, drawn now if there is none.
  public SigningKey signingKey() throws IOException {
    Optional<SigningKey> known = knownSigningKey();
    if (known.isPresent()) {
      return known.get();
    }
    SigningKey fresh = SigningKey.fresh(random);
    write(SIGNING, fresh.pem());
    return fresh;
  }

  /// The key that the user signs with, if there is one.
  public Optional<SigningKey> knownSigningKey() throws IOException {
    Optional<byte[]> content = read(SIGNING);
    return content.isEmpty()
        ? Optional.empty()
        : Optional.of(
            SigningKey.parse(
                signingFile().toString(), new String(content.get(), StandardCharsets.US_ASCII)));
  }

  /// The senders whose legs are unpacked: names by fingerprint. The user's own key is among them.
  public Map<String, String> trustedSenders() throws IOException {
    Map<String, String> senders = new LinkedHashMap<>();
    Optional<SigningKey> own = knownSigningKey();
    if (own.isPresent()) {
      senders.put(own.get().verifyingKey().fingerprint(), "you");
    }
    String content = new String(read(TRUSTED).orElse(new byte[0]), StandardCharsets.UTF_8);
    int number = 0;
    for (String line : content.lines().toList()) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      String[] words = text.split("\\s+", -1);
      if (words.length != 2 || !isFingerprint(words[1])) {
        throw new KeyProblem(
            "%s, line %d: a line has a name and a fingerprint (SHA256: and 64 hexadecimal digits)."
                .formatted(folder.resolve(TRUSTED), number));
      }
      senders.put(words[1], words[0]);
    }
    return senders;
  }

  /// Adds ML-DSA-65 to the key that the user signs with. The fingerprint changes.
  public void signWithMlDsaToo() throws IOException {
    write(SIGNING, signingKey().withMlDsa(random).pem());
  }

  /// The newest leg that was seen here of a sender's trip, if any was.
  public Optional<Newest> newest(String fingerprint, String trip) throws IOException {
    return newest().stream()
        .filter(each -> each.fingerprint().equals(fingerprint) && each.trip().equals(trip))
        .findFirst();
  }

  /// Remembers a leg as the newest of its trip.
  public void remember(Newest leg) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Newest each : newest()) {
      if (!each.fingerprint().equals(leg.fingerprint()) || !each.trip().equals(leg.trip())) {
        text.append(each.written());
      }
    }
    write(NEWEST, text.append(leg.written()).toString());
  }

  private List<Newest> newest() throws IOException {
    String content = new String(read(NEWEST).orElse(new byte[0]), StandardCharsets.UTF_8);
    List<Newest> all = new ArrayList<>();
    int number = 0;
    for (String line : content.lines().toList()) {
      number++;
      String[] words = line.split(" ", -1);
      if (words.length != 4 || !words[2].matches("[0-9]{1,10}")) {
        throw new KeyProblem(
            "%s, line %d is damaged: a line has a fingerprint, a trip, a generation and a leg. Remove the line; what it remembered is then forgotten."
                .formatted(folder.resolve(NEWEST), number));
      }
      all.add(new Newest(words[0], words[1], Long.parseLong(words[2]), words[3]));
    }
    return all;
  }

  /// The newest leg that was seen of a trip.
  ///
  /// @param fingerprint of its sender
  /// @param trip the trip's id
  /// @param generation its place among the legs of that trip
  /// @param leg its id
  public record Newest(String fingerprint, String trip, long generation, String leg) {
    private String written() {
      return "%s %s %d %s\n".formatted(fingerprint, trip, generation, leg);
    }
  }

  /// Trusts a sender from now on.
  public void trust(String name, String fingerprint) throws IOException {
    if (name.isBlank()
        || name.contains(" ")
        || name.startsWith("#")
        || !isFingerprint(fingerprint)) {
      throw new KeyProblem(
          "A sender is trusted by a name of one word and a fingerprint (SHA256: and 64 hexadecimal"
              + " digits).");
    }
    String before = new String(read(TRUSTED).orElse(new byte[0]), StandardCharsets.UTF_8);
    write(TRUSTED, before + name + " " + fingerprint + "\n");
  }

  /// Whether a text is written as fingerprints are.
  public static boolean isFingerprint(String text) {
    return text.matches("SHA256:[0-9a-f]{64}");
  }

  private Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Writes aside, forces, renames: afterwards there is the old file or the new one.
  private void write(String name, String content) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path aside =
        Files.createTempFile(
            folder,
            name,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(aside, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(
        aside,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
