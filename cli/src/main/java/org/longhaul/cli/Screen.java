package org.longhaul.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.longhaul.freight.DriveRates;
import org.longhaul.freight.Progress;

/// What the person at the keyboard sees, or the program that called reads: facts in lines with a
/// word before them, or JSON objects, one a line.
///
/// Results go to standard output; progress and errors to standard error. The progress line is
/// redrawn on a terminal; elsewhere there is a line now and then.
final class Screen implements Progress, AutoCloseable {
  private static final int LABEL_COLUMNS = 11;
  private static final int BAR_COLUMNS = 26;
  private static final long REDRAW_MILLIS = 200;
  private static final long PLAIN_MILLIS = 10_000;
  private static final long EVENT_MILLIS = 1_000;

  private final boolean json;
  private final boolean terminal;
  private final PrintStream out;
  private final PrintStream err;
  private final LongAdder done = new LongAdder();
  private final Thread painter;
  private volatile boolean closed;
  private volatile @Nullable Phase phase;
  private volatile @Nullable DriveRates rates;
  private boolean lineOpen;

  private record Phase(String name, long total, Unit unit, long startNanos) {}

  Screen(boolean json) {
    this.json = json;
    this.out = System.out;
    this.err = System.err;
    this.terminal = !json && isTerminal();
    this.painter = Thread.ofPlatform().daemon().name("progress").unstarted(this::paint);
    painter.start();
  }

  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
  }

  /// Says a fact.
  synchronized void say(String label, String text) {
    if (!json) {
      clearLine();
      out.println(pad(label) + text);
    }
  }

  /// Says something without a word before it.
  synchronized void say(String text) {
    if (!json) {
      clearLine();
      out.println(text);
    }
  }

  /// Tells a program of a result.
  synchronized void event(String name, Map<String, ?> facts) {
    if (json) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("event", name);
      event.putAll(facts);
      try {
        out.println(JSON.std.asString(event));
      } catch (IOException e) {
        throw new IllegalStateException("A map of plain values could not be written as JSON.", e);
      }
    }
  }

  /// Says what went wrong.
  synchronized void error(ExitCode code, String message) {
    if (json) {
      event("error", Map.of("exitCode", code.number(), "message", message));
    } else {
      clearLine();
      err.println("longhaul: " + message);
    }
  }

  @Override
  public void phase(String name, long total, Unit unit) {
    done.reset();
    rates = null;
    phase = new Phase(name, total, unit, System.nanoTime());
  }

  @Override
  public void drives(DriveRates moving) {
    rates = moving;
  }

  @Override
  public void advance(long amount) {
    done.add(amount);
  }

  @Override
  public boolean stopped() {
    return Interruption.requested();
  }

  /// How long the current phase has taken.
  Duration elapsed() {
    Phase now = phase;
    return now == null
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, System.nanoTime() - now.startNanos()));
  }

  private void paint() {
    long pause = json ? EVENT_MILLIS : terminal ? REDRAW_MILLIS : PLAIN_MILLIS;
    while (!closed) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
      draw();
    }
  }

  private synchronized void draw() {
    Phase now = phase;
    if (now == null || closed) {
      return;
    }
    long count = done.sum();
    double seconds = (System.nanoTime() - now.startNanos()) / 1e9;
    double rate = count / Math.max(seconds, 0.001);
    if (json) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("phase", now.name());
      facts.put("done", count);
      facts.put("total", now.total());
      facts.put("unit", now.unit() == Unit.BYTES ? "bytes" : "files");
      facts.put("perSecond", Math.round(rate));
      slowest()
          .ifPresent(drive -> {
            facts.put("slowestDrive", drive.name());
            facts.put("slowestPerSecond", Math.round(drive.bytesPerSecond()));
            facts.put("othersPerSecond", Math.round(drive.others()));
            facts.put("boundBy", drive.bounds() ? "drives" : "host");
          });
      event("progress", facts);
      return;
    }
    String line = line(now, count, rate) + slowest().map(Screen::words).orElse("");
    if (terminal) {
      err.print("\r" + line + "\u001b[K");
      err.flush();
      lineOpen = true;
    } else {
      err.println(line);
    }
  }

  private static String line(Phase now, long count, double rate) {
    StringBuilder line = new StringBuilder(pad(now.name()));
    if (now.total() > 0) {
      double part = Math.min(1, (double) count / now.total());
      int full = (int) (part * BAR_COLUMNS);
      line.append("█".repeat(full)).append("·".repeat(BAR_COLUMNS - full)).append("  ");
    }
    line.append(amount(now.unit(), count));
    if (now.total() > 0) {
      line.append(" of ").append(amount(now.unit(), now.total()));
    }
    line.append("   ");
    line.append(
        now.unit() == Unit.BYTES ? Units.rate(rate) : Units.count(Math.round(rate)) + " files/s");
    if (now.total() > count && count > 0) {
      Duration left = Duration.ofMillis((long) ((now.total() - count) / rate * 1000));
      line.append("   ").append(Units.time(left)).append(" left");
    }
    return line.toString();
  }

  private Optional<DriveRates.Slowest> slowest() {
    DriveRates moving = rates;
    return moving == null ? Optional.empty() : moving.slowest();
  }

  private static String words(DriveRates.Slowest drive) {
    return drive.bounds()
        ? "   slowest drive: %s (%s, others about %s)"
            .formatted(drive.name(), Units.rate(drive.bytesPerSecond()), Units.rate(drive.others()))
        : "   bound by: this host";
  }

  private static String amount(Unit unit, long amount) {
    return unit == Unit.BYTES ? Units.bytes(amount) : Units.count(amount);
  }

  private static String pad(String label) {
    return label + " ".repeat(Math.max(1, LABEL_COLUMNS - label.length()));
  }

  private void clearLine() {
    if (lineOpen) {
      err.print("\r\u001b[K");
      err.flush();
      lineOpen = false;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    clearLine();
    painter.interrupt();
    out.flush();
  }
}
