package org.longhaul.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.longhaul.shipment.Kind;
import org.longhaul.shipment.Status;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;

/// A tree that is written below a folder of this host.
final class HostTarget implements TargetTree {
  private static final byte[] NO_PATH = new byte[0];
  private static final int SET_ID_BITS = 06000;

  private final String name;
  private final Path folder;
  private final int top;
  private final AttributePolicy policy;
  private final boolean mayReplace;
  private final FolderCache folders;
  private final AtomicLong partNumber = new AtomicLong();
  private final String partPrefix;
  private final AtomicLong refusedOwners = new AtomicLong();
  private final AtomicLong refusedXattrs = new AtomicLong();
  private final AtomicLong droppedSetIdBits = new AtomicLong();

  private HostTarget(Path folder, int top, AttributePolicy policy, boolean mayReplace) {
    this.name = folder.toString();
    this.folder = folder;
    this.top = top;
    this.policy = policy;
    this.mayReplace = mayReplace;
    this.folders = new FolderCache(top, name);
    this.partPrefix = ".longhaul-part-" + ProcessHandle.current().pid() + "-";
  }

  static HostTarget open(Path folder, AttributePolicy policy, boolean mayReplace)
      throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new TreeException(
          Libc.ENOENT,
          "Cannot make %s: there is no folder %s. Make it first.".formatted(folder, parent));
    }
    if (!Files.exists(folder)) {
      Files.createDirectory(folder);
    }
    byte[] path = folder.toString().getBytes(StandardCharsets.UTF_8);
    int top = Libc.openat(Libc.AT_FDCWD, path, Libc.O_RDONLY | Libc.O_DIRECTORY, 0);
    if (top < 0) {
      throw new TreeException(-top, "Cannot open", folder.toString());
    }
    return new HostTarget(folder, top, policy, mayReplace);
  }

  @Override
  public void folder(TreePath path) throws IOException {
    if (path.isTop()) {
      return;
    }
    try (FolderCache.Lease parent = folders.lease(path.parent())) {
      int made = Libc.mkdirat(parent.descriptor(), path.name(), 0700);
      if (made == -Libc.EEXIST) {
        boolean folder =
            statusOf(parent.descriptor(), path.name())
                .map(found -> found.kind() == Kind.FOLDER)
                .orElse(false);
        if (!folder) {
          throw new TreeException(
              Libc.EEXIST,
              "%s: something that is not a folder stands there".formatted(where(path)));
        }
      } else {
        check(made, "Cannot make the folder", path);
      }
    }
  }

  @Override
  public TargetFile create(TreePath path, long sizeBytes, boolean sparse) throws IOException {
    FolderCache.Lease parent = folders.lease(path.parent());
    try {
      if (!mayReplace && statusOf(parent.descriptor(), path.name()).isPresent()) {
        throw new TreeException(Libc.EEXIST, "Cannot make the file", where(path));
      }
      byte[] part = (partPrefix + partNumber.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
      int flags = Libc.O_RDWR | Libc.O_CREAT | Libc.O_EXCL | Libc.O_NOFOLLOW;
      int file = Libc.openat(parent.descriptor(), part, flags, 0600);
      check(file, "Cannot make the file", path);
      PartFile made = new PartFile(this, parent, file, part, path, sparse);
      if (sparse) {
        // Holes at the end are only there if the length says so.
        made.setLength(sizeBytes);
      }
      return made;
    } catch (IOException | RuntimeException e) {
      parent.close();
      throw e;
    }
  }

  @Override
  public void link(TreePath path, byte[] target) throws IOException {
    try (FolderCache.Lease parent = folders.lease(path.parent())) {
      replaceable(parent, path);
      check(Libc.symlinkat(target, parent.descriptor(), path.name()), "Cannot make the link", path);
    }
  }

  @Override
  public void hardLink(TreePath existing, TreePath path) throws IOException {
    try (FolderCache.Lease from = folders.lease(existing.parent());
        FolderCache.Lease to = folders.lease(path.parent())) {
      Optional<Status> status = statusOf(from.descriptor(), existing.name());
      if (status.isEmpty() || status.get().kind() != Kind.FILE) {
        throw new TreeException(
            Libc.ENOENT, "%s: there is no file to link to".formatted(where(existing)));
      }
      replaceable(to, path);
      check(
          Libc.linkat(from.descriptor(), existing.name(), to.descriptor(), path.name()),
          "Cannot make the hard link",
          path);
    }
  }

  private void replaceable(FolderCache.Lease parent, TreePath path) throws TreeException {
    if (mayReplace
        && statusOf(parent.descriptor(), path.name())
            .filter(found -> found.kind() != Kind.FOLDER)
            .isPresent()) {
      check(Libc.unlinkat(parent.descriptor(), path.name()), "Cannot replace", path);
    }
  }

  @Override
  public void attributes(TreePath path, Attributes attributes) throws IOException {
    if (path.isTop()) {
      set(top, top, NO_PATH, Kind.FOLDER, attributes, path);
      return;
    }
    try (FolderCache.Lease parent = folders.lease(path.parent())) {
      byte[] child = path.name();
      Status status =
          statusOf(parent.descriptor(), child)
              .orElseThrow(() -> new TreeException(Libc.ENOENT, "Cannot find", where(path)));
      if (status.kind() == Kind.LINK) {
        set(-1, parent.descriptor(), child, Kind.LINK, attributes, path);
        return;
      }
      int flags = Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW;
      int open = Libc.openat(parent.descriptor(), child, flags, 0);
      check(open, "Cannot open", path);
      try {
        set(open, open, NO_PATH, Kind.FOLDER, attributes, path);
      } finally {
        Libc.close(open);
      }
    }
  }

  /// Sets owner, extended attributes, mode and time, in the order in which none undoes another.
  ///
  /// @param open the open file or folder itself; -1 for a link
  /// @param at the folder that `child` is in, or the thing itself where `child` is empty
  void set(int open, int at, byte[] child, Kind kind, Attributes attributes, TreePath path)
      throws TreeException {
    int flags = Libc.AT_SYMLINK_NOFOLLOW | (child.length == 0 ? Libc.AT_EMPTY_PATH : 0);
    if (policy.owners()) {
      if (Libc.fchownat(at, child, attributes.uid(), attributes.gid(), flags) < 0) {
        refusedOwners.incrementAndGet();
      }
    } else if (attributes.uid() != Libc.effectiveUser()) {
      refusedOwners.incrementAndGet();
    }
    for (Xattr xattr : attributes.xattrs()) {
      boolean wanted = policy.xattrs() && (policy.setIdBits() || !privileged(xattr));
      if (!wanted || !Xattrs.set(at, child, open, xattr)) {
        refusedXattrs.incrementAndGet();
      }
    }
    int mode = attributes.mode();
    if (kind == Kind.FILE && (mode & SET_ID_BITS) != 0 && !policy.setIdBits()) {
      mode &= ~SET_ID_BITS;
      droppedSetIdBits.incrementAndGet();
    }
    if (kind != Kind.LINK) {
      check(Libc.fchmod(open, mode), "Cannot set the mode of", path);
    }
    int timeFlags = child.length == 0 ? 0 : Libc.AT_SYMLINK_NOFOLLOW;
    check(
        Libc.setTime(at, child, attributes.mtimeSeconds(), attributes.mtimeNanos(), timeFlags),
        "Cannot set the time of",
        path);
  }

  private static boolean privileged(Xattr xattr) {
    String attribute = new String(xattr.name(), StandardCharsets.ISO_8859_1);
    return attribute.startsWith("security.") || attribute.startsWith("trusted.");
  }

  @Override
  public Optional<Status> status(TreePath path) throws IOException {
    if (path.isTop()) {
      return statusOf(top, NO_PATH);
    }
    try (FolderCache.Lease parent = folders.lease(path.parent())) {
      return statusOf(parent.descriptor(), path.name());
    } catch (TreeException e) {
      if (e.notThere()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public SourceFile open(TreePath path) throws IOException {
    int flags = Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK;
    return new OpenFile(Descent.open(top, path, flags, name), () -> where(path));
  }

  @Override
  public boolean isEmpty() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  @Override
  public Refused refused() {
    return new Refused(refusedOwners.get(), refusedXattrs.get(), droppedSetIdBits.get());
  }

  @Override
  public void close() {
    folders.close();
    Libc.close(top);
  }

  boolean mayReplace() {
    return mayReplace;
  }

  String where(TreePath path) {
    return path.isTop() ? name : name + "/" + path.display();
  }

  void check(int result, String doing, TreePath path) throws TreeException {
    if (result < 0) {
      throw new TreeException(-result, doing, where(path));
    }
  }

  private static Optional<Status> statusOf(int folder, byte[] child) {
    Statx statx = new Statx();
    int flags = Libc.AT_SYMLINK_NOFOLLOW | (child.length == 0 ? Libc.AT_EMPTY_PATH : 0);
    return Libc.statx(folder, child, flags, statx) < 0
        ? Optional.empty()
        : Optional.of(statx.status());
  }
}
