package org.longhaul.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C, and what a system says before it shuts down: work is asked to stop and given time to
/// leave a clean state.
final class Interruption {
  private static final long GRACE_SECONDS = 20;

  private static volatile boolean requested;
  private static final CountDownLatch ended = new CountDownLatch(1);

  private Interruption() {}

  /// From now on an interruption stops the work first.
  static void watch() {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  requested = true;
                  try {
                    boolean _ = ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  static boolean requested() {
    return requested;
  }

  /// The work has ended, whether asked to or not.
  static void workEnded() {
    ended.countDown();
  }
}
