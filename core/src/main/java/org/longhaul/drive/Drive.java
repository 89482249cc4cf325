package org.longhaul.drive;

import java.io.IOException;
import java.util.List;

/// One volume, or a folder that stands in for one: the seam through which all drive I/O goes.
///
/// Names are plain file names in the drive's top folder. Every method may block and may be called
/// from any thread; calls on one name do not overlap.
public interface Drive extends AutoCloseable {
  /// How messages call this drive: the folder that was given.
  String name();

  /// The names in the drive's top folder, sorted, without those that file systems make themselves.
  List<String> list() throws IOException;

  /// Makes a new file for writing and reading.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException when there is one of that name
  DriveFile create(String name) throws IOException;

  /// Opens a file for reading. Only regular files are opened: a drive from a stranger can hold
  /// links, pipes and devices.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is none of that name
  DriveFile open(String name) throws IOException;

  /// Opens a file for reading and for writing over what is in it, as repair does.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is none of that name
  DriveFile update(String name) throws IOException;

  /// Gives a file another name in one step, in place of any that had it.
  void rename(String from, String to) throws IOException;

  /// Removes a file.
  void delete(String name) throws IOException;

  /// Makes creations, renames and deletions so far survive a power cut.
  void forceFolder() throws IOException;

  /// Bytes that can still be written.
  long freeBytes() throws IOException;

  /// What tells this volume from others on this host; two drives with the same value are one.
  String identity() throws IOException;

  /// What tells the file system that the drive's room comes from; folders of one file system share
  /// it.
  String volume() throws IOException;

  @Override
  void close();
}
