package org.longhaul.cli;

/// What the exit status of `longhaul` means.
enum ExitCode {
  DONE(0, "done"),
  ERROR(1, "an error of this host, or of Longhaul"),
  USAGE(2, "wrong usage"),
  PARTIAL(3, "done, but some files could not be taken or made; they are named"),
  LOST(4, "more drives are lost than the geometry can replace: some files are lost, and named"),
  DAMAGE(5, "verify or scrub found damage or changes"),
  REFUSED(6, "a key does not fit, or a sender is not trusted"),
  DRIVES(7, "the drives or the target cannot take it: too small, not empty, not writable"),
  INTERRUPTED(130, "interrupted; what was begun says that it is unfinished");

  private final int number;
  private final String words;

  ExitCode(int number, String words) {
    this.number = number;
    this.words = words;
  }

  int number() {
    return number;
  }

  String words() {
    return words;
  }
}
