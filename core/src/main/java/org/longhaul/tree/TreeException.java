package org.longhaul.tree;

import java.io.IOException;

/// The system refused something in a tree. The message names the place and the reason.
public final class TreeException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;

  TreeException(int errno, String doing, String where) {
    super("%s %s: %s".formatted(doing, where, words(errno)));
    this.errno = errno;
  }

  TreeException(int errno, String message) {
    super(message);
    this.errno = errno;
  }

  /// Whether there is already something of that name.
  public boolean alreadyThere() {
    return errno == Libc.EEXIST;
  }

  /// Whether there is nothing of that name.
  public boolean notThere() {
    return errno == Libc.ENOENT;
  }

  /// Whether the medium is full, or a quota is.
  public boolean full() {
    return errno == Libc.ENOSPC || errno == Libc.EDQUOT;
  }

  private static String words(int errno) {
    return switch (errno) {
      case Libc.EPERM -> "not permitted";
      case Libc.ENOENT -> "there is no such file";
      case Libc.EIO -> "the medium gives an error";
      case Libc.EACCES -> "no permission";
      case Libc.EEXIST -> "there is already something of that name";
      case Libc.ENOTDIR -> "a part of the path is not a folder";
      case Libc.EISDIR -> "it is a folder";
      case Libc.ENOSPC -> "there is no room left";
      case Libc.EROFS -> "the file system is read-only";
      case Libc.ELOOP -> "there is a symbolic link where a file or folder should be";
      case Libc.ENAMETOOLONG -> "the name is too long for this file system";
      case Libc.EDQUOT -> "the quota is used up";
      case Libc.EILSEQ -> "this file system does not take such a name";
      case Libc.EMFILE -> "too many files are open";
      default -> "the system's error number is " + errno;
    };
  }
}
