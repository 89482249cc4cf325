package org.longhaul.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that has its name only when it is whole: it is written beside it first.
public final class NewFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private NewFile() {}

  /// Writes what a file is to hold.
  @FunctionalInterface
  public interface Content<T> {
    T write(OutputStream out) throws IOException;
  }

  /// Writes a new file.
  ///
  /// @throws ExportRefused when there is one of that name, or no folder for it
  public static <T> T write(Path file, Content<T> content) throws IOException {
    refuseOld(file);
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ExportRefused("There is no folder for %s.".formatted(file));
    }
    Path aside = folder.resolve("." + whole.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
      T result = content.write(out);
      out.flush();
      channel.force(true);
      name(aside, whole);
      return result;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /// A link, unlike a renaming, never replaces what came there meanwhile.
  private static void name(Path aside, Path file) throws IOException {
    try {
      Files.createLink(file, aside);
    } catch (FileAlreadyExistsException e) {
      refuseOld(file);
    } catch (UnsupportedOperationException | IOException e) {
      refuseOld(file);
      Files.move(aside, file);
    }
  }

  static void refuseOld(Path file) throws ExportRefused {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ExportRefused(
          "%s is there already; it was left as it is. Name another, or remove it first."
              .formatted(file));
    }
  }
}
