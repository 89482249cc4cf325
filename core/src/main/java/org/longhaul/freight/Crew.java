package org.longhaul.freight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The threads of one pipeline: they fail together and end together.
///
/// Threads wait for each other only by [#await], on this object's monitor, so that a failure of one
/// wakes all.
final class Crew implements AutoCloseable {
  /// What one thread does.
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  /// Something to wait for; looked at with the monitor held.
  @FunctionalInterface
  interface Condition {
    boolean holds();
  }

  private final List<Thread> threads = new ArrayList<>();
  private @Nullable Throwable failure;

  /// Starts a thread.
  void start(String name, Task task) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .unstarted(() -> {
              try {
                task.run();
              } catch (Throwable e) {
                fail(e);
              }
            });
    threads.add(thread);
    thread.start();
  }

  /// Waits until the condition holds.
  ///
  /// @throws IOException when another thread of the crew has failed
  synchronized void await(Condition condition) throws IOException {
    while (true) {
      check();
      if (condition.holds()) {
        return;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        throw new StoppedException();
      }
    }
  }

  /// Changes what others may wait for.
  synchronized void change(Runnable change) {
    change.run();
    notifyAll();
  }

  /// Ends the whole crew with this failure, unless it has one already.
  synchronized void fail(Throwable why) {
    if (failure == null) {
      failure = why;
    }
    notifyAll();
  }

  /// Throws if a thread of the crew has failed.
  synchronized void check() throws IOException {
    switch (failure) {
      case null -> {}
      case StoppedException stopped -> throw new StoppedException();
      case IOException io -> throw io;
      case UncheckedIOException io -> throw new IOException(io.getMessage(), io);
      case RuntimeException e -> throw new IllegalStateException("A worker failed.", e);
      case Throwable e -> throw new IllegalStateException("A worker failed: " + e, e);
    }
  }

  /// Waits for all threads, and throws the failure if there was one.
  void join() throws IOException {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        fail(new StoppedException());
      }
    }
    check();
  }

  /// Ends what still runs and waits for it: no thread touches a drive after this.
  @Override
  public void close() {
    fail(new StoppedException());
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
