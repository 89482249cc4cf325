package org.longhaul.freight;

/// Who is told how far long work has come. Called from many threads; must return at once.
public interface Progress {
  /// Tells nobody.
  Progress SILENT =
      new Progress() {
        @Override
        public void phase(String name, long total, Unit unit) {}

        @Override
        public void advance(long amount) {}

        @Override
        public boolean stopped() {
          return false;
        }
      };

  /// What is counted.
  enum Unit {
    BYTES,
    FILES
  }

  /// A phase begins, and the one before it has ended.
  ///
  /// @param name one word for a person, such as `packing`
  /// @param total how much there is to do; 0 when that is not known
  void phase(String name, long total, Unit unit);

  /// The phase's drives can be asked how fast they are.
  default void drives(DriveRates rates) {}

  /// So much more has been done.
  void advance(long amount);

  /// Whether the person at the keyboard wants the work to stop, cleanly and soon.
  boolean stopped();

  /// Throws if the work is to stop.
  default void checkStopped() throws StoppedException {
    if (stopped()) {
      throw new StoppedException();
    }
  }
}
