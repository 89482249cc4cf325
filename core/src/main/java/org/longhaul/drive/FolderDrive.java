package org.longhaul.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /// What the C library calls a request that is not possible here.
  private static final String REFUSED = "Invalid argument";

  /// Reads past the cache; null where this Java cannot.
  private static final @Nullable OpenOption DIRECT = direct();

  private final Path folder;
  private final boolean pastCache;
  private volatile boolean throughCache;

  public FolderDrive(Path folder) throws IOException {
    this(folder, false);
  }

  /// @param pastCache read what is on the medium, not what the kernel remembers of it, where the
  ///   file system can do that
  public FolderDrive(Path folder, boolean pastCache) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(
          folder.toString(), null, "There is no such folder, so it cannot be a drive.");
    }
    this.folder = folder;
    this.pastCache = pastCache;
    this.throughCache = !pastCache;
  }

  /// Whether something has been read through the kernel's cache: it was not asked to do otherwise,
  /// or the file system refused.
  public boolean readThroughCache() {
    return throughCache;
  }

  /// The option is not part of Java's own interface, so it is asked for by name.
  private static @Nullable OpenOption direct() {
    try {
      Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
      for (Object option : options.getEnumConstants()) {
        if (option instanceof OpenOption found && option.toString().equals("DIRECT")) {
          return found;
        }
      }
    } catch (ClassNotFoundException e) {
      return null;
    }
    return null;
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
    refuseUnlessRegular(at(name));
    if (pastCache) {
      return new DirectFile(at(name));
    }
    return open(name, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public DriveFile update(String name) throws IOException {
    refuseUnlessRegular(at(name));
    return open(name, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private static void refuseUnlessRegular(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(), null, "This is not an ordinary file, so it was not opened.");
    }
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
    public void truncate(long sizeBytes) throws IOException {
      channel.truncate(sizeBytes);
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

  /// A file that is read past the kernel's cache, in aligned pieces, as `O_DIRECT` wants it.
  private final class DirectFile implements DriveFile {
    private final Path path;
    private final int block;
    private final ByteBuffer piece;
    private FileChannel channel;
    private boolean direct;

    DirectFile(Path path) throws IOException {
      this.path = path;
      block = (int) Math.max(512, Files.getFileStore(folder).getBlockSize());
      piece = ByteBuffer.allocateDirect(REQUEST_BYTES + block).alignedSlice(block);
      channel = DIRECT == null ? plainly() : directly(DIRECT);
    }

    private FileChannel directly(OpenOption option) throws IOException {
      try {
        FileChannel opened =
            FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS, option);
        direct = true;
        return opened;
      } catch (NoSuchFileException | AccessDeniedException e) {
        throw e;
      } catch (IOException | UnsupportedOperationException e) {
        return plainly();
      }
    }

    private FileChannel plainly() throws IOException {
      throughCache = true;
      return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public synchronized int read(long position, byte[] into, int offset, int length)
        throws IOException {
      int done = 0;
      while (done < length) {
        long at = position + done;
        int before = (int) (at % block);
        long wanted = (long) before + length - done;
        int request = (int) Math.min(REQUEST_BYTES, (wanted + block - 1) / block * block);
        piece.clear().limit(request);
        int got = request(at - before) - before;
        if (got <= 0) {
          break;
        }
        int take = Math.min(got, length - done);
        piece.get(before, into, offset + done, take);
        done += take;
        if (before + got < request) {
          break;
        }
      }
      return done;
    }

    private int request(long position) throws IOException {
      try {
        return channel.read(piece, position);
      } catch (IOException e) {
        // Some file systems take the flag when a file is opened, and refuse when it is read.
        if (!direct || !REFUSED.equals(e.getMessage())) {
          throw e;
        }
        channel.close();
        channel = plainly();
        direct = false;
        return channel.read(piece, position);
      }
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) {
      throw new NonWritableChannelException();
    }

    @Override
    public void truncate(long sizeBytes) {
      throw new NonWritableChannelException();
    }

    @Override
    public void force() {}

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
