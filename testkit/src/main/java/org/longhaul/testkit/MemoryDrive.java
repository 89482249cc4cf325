package org.longhaul.testkit;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;

/// A drive in memory. Every operation asks its [Faults] first, so that a test can make any one
/// fail.
public final class MemoryDrive implements Drive {
  private final String name;
  private final long capacityBytes;
  private final Faults faults;
  private final TreeMap<String, Content> files = new TreeMap<>();

  /// Decides which operations fail.
  @FunctionalInterface
  public interface Faults {
    /// No operation fails.
    Faults NONE = (drive, operation) -> {};

    /// @param operation its name, such as `write`
    /// @throws IOException to make the operation fail; nothing of it is done then
    void before(String drive, String operation) throws IOException;
  }

  private static final class Content {
    private byte[] bytes = new byte[0];
    private int length;
  }

  public MemoryDrive(String name, long capacityBytes, Faults faults) {
    this.name = name;
    this.capacityBytes = capacityBytes;
    this.faults = faults;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized List<String> list() throws IOException {
    faults.before(name, "list");
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized DriveFile create(String file) throws IOException {
    faults.before(name, "create");
    checkName(file);
    if (files.containsKey(file)) {
      throw new FileAlreadyExistsException(file);
    }
    Content content = new Content();
    files.put(file, content);
    return new Open(content);
  }

  @Override
  public synchronized DriveFile open(String file) throws IOException {
    faults.before(name, "open");
    checkName(file);
    return new Open(content(file));
  }

  @Override
  public synchronized DriveFile update(String file) throws IOException {
    return open(file);
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    faults.before(name, "rename");
    files.put(to, content(from));
    files.remove(from);
  }

  @Override
  public synchronized void delete(String file) throws IOException {
    faults.before(name, "delete");
    content(file);
    files.remove(file);
  }

  @Override
  public void forceFolder() throws IOException {
    faults.before(name, "forceFolder");
  }

  @Override
  public synchronized long freeBytes() throws IOException {
    faults.before(name, "freeBytes");
    return capacityBytes - files.values().stream().mapToLong(each -> each.length).sum();
  }

  @Override
  public String identity() {
    return "memory:" + name;
  }

  @Override
  public String volume() {
    return "memory:" + name;
  }

  @Override
  public void close() {}

  /// Flips a bit of a file, as rot does.
  public synchronized void flip(String file, long bit) throws IOException {
    content(file).bytes[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
  }

  /// Cuts a file short.
  public synchronized void truncate(String file, int length) throws IOException {
    content(file).length = length;
  }

  /// The length of a file.
  public synchronized long sizeBytes(String file) throws IOException {
    return content(file).length;
  }

  private Content content(String file) throws NoSuchFileException {
    Content content = files.get(file);
    if (content == null) {
      throw new NoSuchFileException(file);
    }
    return content;
  }

  private static void checkName(String file) {
    if (file.isEmpty() || file.contains("/") || file.equals(".") || file.equals("..")) {
      throw new IllegalArgumentException("Not a plain file name: '%s'.".formatted(file));
    }
  }

  private final class Open implements DriveFile {
    private final Content content;

    Open(Content content) {
      this.content = content;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
      faults.before(name, "read");
      synchronized (MemoryDrive.this) {
        int count = (int) Math.max(0, Math.min(length, content.length - position));
        if (count > 0) {
          System.arraycopy(content.bytes, (int) position, into, offset, count);
        }
        return count;
      }
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) throws IOException {
      faults.before(name, "write");
      synchronized (MemoryDrive.this) {
        int end = Math.toIntExact(position + length);
        if (end - content.length > freeBytes()) {
          throw new IOException("No space left on " + name);
        }
        if (content.bytes.length < end) {
          content.bytes = Arrays.copyOf(content.bytes, Math.max(end, 2 * content.bytes.length));
        }
        System.arraycopy(from, offset, content.bytes, (int) position, length);
        content.length = Math.max(content.length, end);
      }
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
      faults.before(name, "truncate");
      synchronized (MemoryDrive.this) {
        content.length = (int) Math.min(content.length, sizeBytes);
      }
    }

    @Override
    public void force() throws IOException {
      faults.before(name, "force");
    }

    @Override
    public long sizeBytes() {
      synchronized (MemoryDrive.this) {
        return content.length;
      }
    }

    @Override
    public void close() {}
  }
}
