package org.longhaul.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// A drive that is a folder of this host: a mount point, or a folder that stands in for one.
public final class FolderDrive implements Drive {
  /// What file systems and desktops put on a fresh volume by themselves.
  private static final Set<String> NOT_OURS =
      Set.of(
          "lost+found",
          "System Volume Information",
          "$RECYCLE.BIN",
          ".Trashes",
          ".fseventsd",
          ".Spotlight-V100");

  /// Requests are passed to the kernel in pieces of this size, so that the JVM's hidden copy of a
  /// heap buffer stays in the processor's cache and the memory it pins stays small.
  private static final int REQUEST_BYTES = 1 << 20;

  private final Path folder;

  public FolderDrive(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(
          folder.toString(), null, "There is no such folder, so it cannot be a drive.");
    }
    this.folder = folder;
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> Objects.requireNonNull(entry.getFileName()).toString())
          .filter(name -> !NOT_OURS.contains(name))
          .sorted()
          .toList();
    }
  }

  @Override
  public DriveFile create(String name) throws IOException {
    return open(
        name,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public DriveFile open(String name) throws IOException {
    Path file = at(name);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(), null, "This is not an ordinary file, so it was not opened.");
    }
    return open(name, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private DriveFile open(String name, OpenOption... options) throws IOException {
    return new ChannelFile(FileChannel.open(at(name), options));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        at(from), at(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(at(name));
  }

  @Override
  public void forceFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public String identity() throws IOException {
    return folder.toRealPath().toString();
  }

  @Override
  public String volume() throws IOException {
    return Files.getAttribute(folder, "unix:dev").toString();
  }

  @Override
  public void close() {}

  private Path at(String name) {
    if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("Not a plain file name: '%s'.".formatted(name));
    }
    return folder.resolve(name);
  }

  private record ChannelFile(FileChannel channel) implements DriveFile {
    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int request = Math.min(REQUEST_BYTES, length - done);
        int got = channel.read(ByteBuffer.wrap(into, offset + done, request), position + done);
        if (got < 0) {
          break;
        }
        done += got;
      }
      return done;
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int request = Math.min(REQUEST_BYTES, length - done);
        done += channel.write(ByteBuffer.wrap(from, offset + done, request), position + done);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public long sizeBytes() throws IOException {
      return channel.size();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
