package org.longhaul.tree;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

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
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

  private static final MethodHandle OPENAT =
      call("openat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), 3);
  private static final MethodHandle CLOSE = call("close", ints(1));
  private static final MethodHandle STATX =
      call(
          "statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle GETDENTS =
      call("getdents64", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle READLINKAT =
      call("readlinkat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle PREAD = transfer("pread");
  private static final MethodHandle PWRITE = transfer("pwrite");
  private static final MethodHandle MKDIRAT =
      call("mkdirat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SYMLINKAT =
      call("symlinkat", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle LINKAT =
      call(
          "linkat",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle UNLINKAT =
      call("unlinkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RENAMEAT2 =
      call(
          "renameat2",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle FCHOWNAT =
      call(
          "fchownat",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle FCHMOD = call("fchmod", ints(2));
  private static final MethodHandle UTIMENSAT =
      call("utimensat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle FUTIMENS =
      call("futimens", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle FTRUNCATE =
      call("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle LLISTXATTR =
      call("llistxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle LGETXATTR =
      call("lgetxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle LSETXATTR =
      call(
          "lsetxattr",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle FSETXATTR =
      call(
          "fsetxattr",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle GETEUID =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("geteuid"), FunctionDescriptor.of(JAVA_INT));

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

  private static FunctionDescriptor ints(int count) {
    MemoryLayout[] arguments = new MemoryLayout[count];
    java.util.Arrays.fill(arguments, JAVA_INT);
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }

  private static MethodHandle transfer(String name) {
    return call(name, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
  }

  private static MethodHandle call(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, CAPTURE);
  }

  /// A function whose arguments from `variadicFrom` on are variadic.
  private static MethodHandle call(String name, FunctionDescriptor descriptor, int variadicFrom) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        descriptor,
        CAPTURE,
        Linker.Option.firstVariadicArg(variadicFrom));
  }

  private static MemorySegment text(MemorySegment into, byte[] bytes) {
    MemorySegment.copy(bytes, 0, into, JAVA_BYTE, 0, bytes.length);
    into.set(JAVA_BYTE, bytes.length, (byte) 0);
    return into;
  }

  /// One call into the library with the scratch memory of this thread.
  @FunctionalInterface
  private interface Call {
    long invoke(Scratch scratch) throws Throwable;
  }

  /// @return what the function returned, or the negated `errno`
  private static long call(Call call) {
    Scratch scratch = SCRATCH.get();
    try {
      long returned = call.invoke(scratch);
      return returned >= 0 ? returned : -(int) ERRNO_VALUE.get(scratch.errno, 0L);
    } catch (Throwable e) {
      throw new AssertionError("A call into the C library could not be made.", e);
    }
  }

  /// A call that leaves bytes in the buffer, which are then copied out.
  ///
  /// @return how many, or the negated `errno`
  private static int fetch(byte[] into, int offset, Call call) {
    int got = (int) call(call);
    if (got > 0) {
      MemorySegment.copy(SCRATCH.get().buffer, JAVA_BYTE, 0, into, offset, got);
    }
    return got;
  }

  private static MemorySegment buffer(Scratch scratch, byte[] from, int offset, int length) {
    MemorySegment.copy(from, offset, scratch.buffer, JAVA_BYTE, 0, length);
    return scratch.buffer;
  }

  static int openat(int folder, byte[] path, int flags, int mode) {
    return (int)
        call(s ->
            (int)
                OPENAT.invokeExact(s.errno, folder, text(s.first, path), flags | O_CLOEXEC, mode));
  }

  static void close(int descriptor) {
    long _ = call(s -> (int) CLOSE.invokeExact(s.errno, descriptor));
  }

  static int statx(int folder, byte[] path, int flags, Statx into) {
    int result =
        (int)
            call(s ->
                (int)
                    STATX.invokeExact(
                        s.errno, folder, text(s.first, path), flags, Statx.MASK, s.buffer));
    if (result >= 0) {
      into.take(SCRATCH.get().buffer);
    }
    return result;
  }

  /// Reads directory entries; those bytes are then in `into`.
  static int getdents(int folder, byte[] into) {
    long most = Math.min(into.length, BUFFER_BYTES);
    return fetch(into, 0, s -> (long) GETDENTS.invokeExact(s.errno, folder, s.buffer, most));
  }

  static int readlinkat(int folder, byte[] path, byte[] into) {
    long most = into.length;
    return fetch(
        into,
        0,
        s -> (long) READLINKAT.invokeExact(s.errno, folder, text(s.first, path), s.buffer, most));
  }

  static int pread(int file, byte[] into, int offset, int length, long position) {
    long request = Math.min(length, BUFFER_BYTES);
    return fetch(
        into, offset, s -> (long) PREAD.invokeExact(s.errno, file, s.buffer, request, position));
  }

  static int pwrite(int file, byte[] from, int offset, int length, long position) {
    int request = Math.min(length, BUFFER_BYTES);
    return (int)
        call(s ->
            (long)
                PWRITE.invokeExact(
                    s.errno, file, buffer(s, from, offset, request), (long) request, position));
  }

  static int mkdirat(int folder, byte[] path, int mode) {
    return (int) call(s -> (int) MKDIRAT.invokeExact(s.errno, folder, text(s.first, path), mode));
  }

  static int symlinkat(byte[] target, int folder, byte[] path) {
    return (int)
        call(s ->
            (int)
                SYMLINKAT.invokeExact(
                    s.errno, text(s.first, target), folder, text(s.second, path)));
  }

  static int linkat(int fromFolder, byte[] from, int toFolder, byte[] to) {
    return (int)
        call(s ->
            (int)
                LINKAT.invokeExact(
                    s.errno, fromFolder, text(s.first, from), toFolder, text(s.second, to), 0));
  }

  static int unlinkat(int folder, byte[] path) {
    return (int) call(s -> (int) UNLINKAT.invokeExact(s.errno, folder, text(s.first, path), 0));
  }

  /// Renames within one folder; with `replace` false, only to a name that is free.
  static int rename(int folder, byte[] from, byte[] to, boolean replace) {
    int flags = replace ? 0 : 1;
    return (int)
        call(s ->
            (int)
                RENAMEAT2.invokeExact(
                    s.errno, folder, text(s.first, from), folder, text(s.second, to), flags));
  }

  static int fchownat(int folder, byte[] path, int uid, int gid, int flags) {
    return (int)
        call(
            s -> (int) FCHOWNAT.invokeExact(s.errno, folder, text(s.first, path), uid, gid, flags));
  }

  static int fchmod(int file, int mode) {
    return (int) call(s -> (int) FCHMOD.invokeExact(s.errno, file, mode));
  }

  /// Sets the time of last change; the time of last access stays. An empty path stands for the open
  /// file itself.
  static int setTime(int folder, byte[] path, long seconds, int nanos, int flags) {
    return (int)
        call(s -> {
          s.times.set(JAVA_LONG, 0, 0);
          s.times.set(JAVA_LONG, 8, UTIME_OMIT);
          s.times.set(JAVA_LONG, 16, seconds);
          s.times.set(JAVA_LONG, 24, nanos);
          return path.length == 0
              ? (int) FUTIMENS.invokeExact(s.errno, folder, s.times)
              : (int) UTIMENSAT.invokeExact(s.errno, folder, text(s.first, path), s.times, flags);
        });
  }

  static int ftruncate(int file, long length) {
    return (int) call(s -> (int) FTRUNCATE.invokeExact(s.errno, file, length));
  }

  static int llistxattr(byte[] path, byte[] into) {
    long most = into.length;
    return fetch(
        into, 0, s -> (long) LLISTXATTR.invokeExact(s.errno, text(s.first, path), s.buffer, most));
  }

  static int lgetxattr(byte[] path, byte[] name, byte[] into) {
    long most = into.length;
    return fetch(
        into,
        0,
        s ->
            (long)
                LGETXATTR.invokeExact(
                    s.errno, text(s.first, path), text(s.second, name), s.buffer, most));
  }

  static int lsetxattr(byte[] path, byte[] name, byte[] value) {
    long length = value.length;
    return (int)
        call(s ->
            (int)
                LSETXATTR.invokeExact(
                    s.errno,
                    text(s.first, path),
                    text(s.second, name),
                    buffer(s, value, 0, value.length),
                    length,
                    0));
  }

  static int fsetxattr(int file, byte[] name, byte[] value) {
    long length = value.length;
    return (int)
        call(s ->
            (int)
                FSETXATTR.invokeExact(
                    s.errno,
                    file,
                    text(s.second, name),
                    buffer(s, value, 0, value.length),
                    length,
                    0));
  }

  static int effectiveUser() {
    return (int) call(s -> (int) GETEUID.invokeExact());
  }
}
