package org.longhaul.tree;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

/// The calls of the C library that trees need. Paths and buffers pass through scratch memory of the
/// calling thread; each call returns what the function returned, or the negated `errno`.
final class Libc {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EACCES = 13;
  static final int EEXIST = 17;
  static final int ENOTDIR = 20;
  static final int EISDIR = 21;
  static final int EINVAL = 22;
  static final int EMFILE = 24;
  static final int ENOSPC = 28;
  static final int EROFS = 30;
  static final int ENAMETOOLONG = 36;
  static final int ENOSYS = 38;
  static final int ELOOP = 40;
  static final int ENODATA = 61;
  static final int EILSEQ = 84;
  static final int EOPNOTSUPP = 95;
  static final int EDQUOT = 122;

  static final int AT_FDCWD = -100;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_EMPTY_PATH = 0x1000;

  static final int O_RDONLY = 0;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;
  static final int O_EXCL = 0x80;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  // These two differ between processors; the values are those of x86-64 and of 64-bit ARM.
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
  static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;
  static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;

  /// How much one call can move, and the room for paths besides it.
  static final int BUFFER_BYTES = 1 << 20;

  /// Leaves a time as it is.
  private static final long UTIME_OMIT = (1L << 30) - 2;

  private static final int TEXT_BYTES = 1 << 17;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO_VALUE =
      ERRNO.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /// One shape for all functions: their arguments are integers and pointers, at most six, which the
  /// calling conventions of x86-64 and 64-bit ARM pass in registers of 64 bits, in order and
  /// whatever their width; what a function does not ask for it does not see. To link each shape by
  /// itself would take longer at every start than a short command does in all.
  private static final MethodHandle FUNCTION =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  private static final MemorySegment OPENAT = find("openat");
  private static final MemorySegment CLOSE = find("close");
  private static final MemorySegment STATX = find("statx");
  private static final MemorySegment GETDENTS = find("getdents64");
  private static final MemorySegment READLINKAT = find("readlinkat");
  private static final MemorySegment PREAD = find("pread");
  private static final MemorySegment PWRITE = find("pwrite");
  private static final MemorySegment MKDIRAT = find("mkdirat");
  private static final MemorySegment SYMLINKAT = find("symlinkat");
  private static final MemorySegment LINKAT = find("linkat");
  private static final MemorySegment UNLINKAT = find("unlinkat");
  private static final MemorySegment RENAMEAT2 = find("renameat2");
  private static final MemorySegment FCHOWNAT = find("fchownat");
  private static final MemorySegment FCHMOD = find("fchmod");
  private static final MemorySegment UTIMENSAT = find("utimensat");
  private static final MemorySegment FUTIMENS = find("futimens");
  private static final MemorySegment FTRUNCATE = find("ftruncate");
  private static final MemorySegment LLISTXATTR = find("llistxattr");
  private static final MemorySegment LGETXATTR = find("lgetxattr");
  private static final MemorySegment LSETXATTR = find("lsetxattr");
  private static final MemorySegment FSETXATTR = find("fsetxattr");
  private static final MemorySegment GETEUID = find("geteuid");

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private Libc() {}

  /// Memory of one thread, outside the heap.
  private static final class Scratch {
    final MemorySegment errno;
    final MemorySegment first;
    final MemorySegment second;
    final MemorySegment times;
    final MemorySegment buffer;

    Scratch() {
      Arena arena = Arena.ofAuto();
      errno = arena.allocate(ERRNO);
      first = arena.allocate(TEXT_BYTES);
      second = arena.allocate(TEXT_BYTES);
      times = arena.allocate(32, 8);
      buffer = arena.allocate(BUFFER_BYTES, 4096);
    }
  }

  private static MemorySegment find(String function) {
    return LINKER.defaultLookup().findOrThrow(function);
  }

  private static long text(MemorySegment into, byte[] bytes) {
    MemorySegment.copy(bytes, 0, into, JAVA_BYTE, 0, bytes.length);
    into.set(JAVA_BYTE, bytes.length, (byte) 0);
    return into.address();
  }

  private static long buffer(Scratch scratch, byte[] from, int offset, int length) {
    MemorySegment.copy(from, offset, scratch.buffer, JAVA_BYTE, 0, length);
    return scratch.buffer.address();
  }

  private static int call(MemorySegment function, Scratch scratch, long a, long b, long c) {
    return call(function, scratch, a, b, c, 0, 0, 0);
  }

  /// Calls a function that returns an `int`.
  ///
  /// @return what it returned, or the negated `errno`
  private static int call(
      MemorySegment function, Scratch scratch, long a, long b, long c, long d, long e, long f) {
    int returned = (int) invoke(function, scratch, a, b, c, d, e, f);
    return returned >= 0 ? returned : -(int) ERRNO_VALUE.get(scratch.errno, 0L);
  }

  /// Calls a function that returns how many bytes it has moved, at most [#BUFFER_BYTES].
  private static int move(MemorySegment function, Scratch scratch, long a, long b, long c, long d) {
    long returned = invoke(function, scratch, a, b, c, d, 0, 0);
    return returned >= 0 ? (int) returned : -(int) ERRNO_VALUE.get(scratch.errno, 0L);
  }

  private static long invoke(
      MemorySegment function, Scratch scratch, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) FUNCTION.invokeExact(function, scratch.errno, a, b, c, d, e, f);
    } catch (Throwable failure) {
      throw new AssertionError("A call into the C library could not be made.", failure);
    } finally {
      // The function has seen only addresses; what they point to must live so long.
      Reference.reachabilityFence(scratch);
    }
  }

  /// Copies out what a call has left in the buffer.
  ///
  /// @param got how many bytes, or the negated `errno`
  private static int fetch(Scratch scratch, byte[] into, int offset, int got) {
    if (got > 0) {
      MemorySegment.copy(scratch.buffer, JAVA_BYTE, 0, into, offset, got);
    }
    return got;
  }

  static int openat(int folder, byte[] path, int flags, int mode) {
    Scratch s = SCRATCH.get();
    return call(OPENAT, s, folder, text(s.first, path), flags | O_CLOEXEC, mode, 0, 0);
  }

  static void close(int descriptor) {
    int _ = call(CLOSE, SCRATCH.get(), descriptor, 0, 0);
  }

  static int statx(int folder, byte[] path, int flags, Statx into) {
    Scratch s = SCRATCH.get();
    int result =
        call(STATX, s, folder, text(s.first, path), flags, Statx.MASK, s.buffer.address(), 0);
    if (result >= 0) {
      into.take(s.buffer);
    }
    return result;
  }

  /// Reads directory entries; those bytes are then in `into`.
  static int getdents(int folder, byte[] into) {
    Scratch s = SCRATCH.get();
    long most = Math.min(into.length, BUFFER_BYTES);
    return fetch(s, into, 0, move(GETDENTS, s, folder, s.buffer.address(), most, 0));
  }

  static int readlinkat(int folder, byte[] path, byte[] into) {
    Scratch s = SCRATCH.get();
    long at = s.buffer.address();
    return fetch(s, into, 0, move(READLINKAT, s, folder, text(s.first, path), at, into.length));
  }

  static int pread(int file, byte[] into, int offset, int length, long position) {
    Scratch s = SCRATCH.get();
    long request = Math.min(length, BUFFER_BYTES);
    return fetch(s, into, offset, move(PREAD, s, file, s.buffer.address(), request, position));
  }

  static int pwrite(int file, byte[] from, int offset, int length, long position) {
    Scratch s = SCRATCH.get();
    int request = Math.min(length, BUFFER_BYTES);
    return move(PWRITE, s, file, buffer(s, from, offset, request), request, position);
  }

  static int mkdirat(int folder, byte[] path, int mode) {
    Scratch s = SCRATCH.get();
    return call(MKDIRAT, s, folder, text(s.first, path), mode);
  }

  static int symlinkat(byte[] target, int folder, byte[] path) {
    Scratch s = SCRATCH.get();
    return call(SYMLINKAT, s, text(s.first, target), folder, text(s.second, path));
  }

  static int linkat(int fromFolder, byte[] from, int toFolder, byte[] to) {
    Scratch s = SCRATCH.get();
    return call(LINKAT, s, fromFolder, text(s.first, from), toFolder, text(s.second, to), 0, 0);
  }

  static int unlinkat(int folder, byte[] path) {
    Scratch s = SCRATCH.get();
    return call(UNLINKAT, s, folder, text(s.first, path), 0);
  }

  /// Renames within one folder; with `replace` false, only to a name that is free.
  static int rename(int folder, byte[] from, byte[] to, boolean replace) {
    Scratch s = SCRATCH.get();
    int flags = replace ? 0 : 1;
    return call(RENAMEAT2, s, folder, text(s.first, from), folder, text(s.second, to), flags, 0);
  }

  static int fchownat(int folder, byte[] path, int uid, int gid, int flags) {
    Scratch s = SCRATCH.get();
    return call(FCHOWNAT, s, folder, text(s.first, path), uid, gid, flags, 0);
  }

  static int fchmod(int file, int mode) {
    return call(FCHMOD, SCRATCH.get(), file, mode, 0);
  }

  /// Sets the time of last change; the time of last access stays. An empty path stands for the open
  /// file itself.
  static int setTime(int folder, byte[] path, long seconds, int nanos, int flags) {
    Scratch s = SCRATCH.get();
    s.times.set(JAVA_LONG, 0, 0);
    s.times.set(JAVA_LONG, 8, UTIME_OMIT);
    s.times.set(JAVA_LONG, 16, seconds);
    s.times.set(JAVA_LONG, 24, nanos);
    long times = s.times.address();
    return path.length == 0
        ? call(FUTIMENS, s, folder, times, 0)
        : call(UTIMENSAT, s, folder, text(s.first, path), times, flags, 0, 0);
  }

  static int ftruncate(int file, long length) {
    return call(FTRUNCATE, SCRATCH.get(), file, length, 0);
  }

  static int llistxattr(byte[] path, byte[] into) {
    Scratch s = SCRATCH.get();
    long at = s.buffer.address();
    return fetch(s, into, 0, move(LLISTXATTR, s, text(s.first, path), at, into.length, 0));
  }

  static int lgetxattr(byte[] path, byte[] name, byte[] into) {
    Scratch s = SCRATCH.get();
    long at = s.buffer.address();
    return fetch(
        s, into, 0, move(LGETXATTR, s, text(s.first, path), text(s.second, name), at, into.length));
  }

  static int lsetxattr(byte[] path, byte[] name, byte[] value) {
    Scratch s = SCRATCH.get();
    long at = buffer(s, value, 0, value.length);
    return call(LSETXATTR, s, text(s.first, path), text(s.second, name), at, value.length, 0, 0);
  }

  static int fsetxattr(int file, byte[] name, byte[] value) {
    Scratch s = SCRATCH.get();
    long at = buffer(s, value, 0, value.length);
    return call(FSETXATTR, s, file, text(s.second, name), at, value.length, 0, 0);
  }

  static int effectiveUser() {
    return call(GETEUID, SCRATCH.get(), 0, 0, 0);
  }
}
