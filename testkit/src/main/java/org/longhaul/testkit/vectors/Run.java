package org.longhaul.testkit.vectors;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One command on the drives of a vector, and what must come of it.
///
/// @param command such as `unpack`
/// @param options further words of it
/// @param key the file in `keys` that it reads with; empty for none
/// @param status the exit status, as README.md lists them
/// @param says fragments of what it says
/// @param kinds classes of findings that `verify` must tell, each at least once
/// @param gives what the target must hold afterwards, and nothing else: lines of [Listing] by path;
///   empty when there must be no target, or nothing in it
public record Run(
    String command,
    List<String> options,
    String key,
    int status,
    List<String> says,
    List<String> kinds,
    SortedMap<String, String> gives) {
  static Run unpack(int status, String... says) {
    return new Run(
        "unpack", List.of(), "identity.txt", status, List.of(says), List.of(), new TreeMap<>());
  }

  static Run other(String command, int status, String... says) {
    return unpack(status, says).command(command);
  }

  /// Verifies with keys.
  static Run verify(int status, String... kinds) {
    return new Run(
        "verify", List.of(), "identity.txt", status, List.of(), List.of(kinds), new TreeMap<>());
  }

  /// Verifies without keys.
  static Run inspect(int status, String... kinds) {
    return verify(status, kinds).key("").options("--without-keys");
  }

  private Run command(String other) {
    return new Run(other, options, key, status, says, kinds, gives);
  }

  Run key(String file) {
    return new Run(command, options, file, status, says, kinds, gives);
  }

  Run options(String... words) {
    return new Run(command, List.of(words), key, status, says, kinds, gives);
  }

  Run saying(String... words) {
    return new Run(command, options, key, status, List.of(words), kinds, gives);
  }

  Run gives(SortedMap<String, String> listing) {
    return new Run(command, options, key, status, says, kinds, listing);
  }

  /// Gives all of a listing but some paths.
  Run givesBut(SortedMap<String, String> listing, String... missing) {
    SortedMap<String, String> rest = new TreeMap<>(listing);
    for (String path : missing) {
      if (rest.remove(path) == null) {
        throw new IllegalArgumentException("There is no " + path);
      }
    }
    return gives(rest);
  }
}
