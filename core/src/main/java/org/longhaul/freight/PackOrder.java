package org.longhaul.freight;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Root;
import org.longhaul.sealing.Recipient;
import org.longhaul.sealing.SigningKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.Kind;
import org.longhaul.shipment.TreePath;
import org.longhaul.tree.SourceTree;

/// What is to be packed, onto what, for whom.
///
/// @param source the tree
/// @param filter which of its names are taken
/// @param drives where to, in the order of their numbers; as many as the geometry has
/// @param recipients who can unpack it
/// @param sender who signs it
/// @param trip what the leg is part of, if it is part of a trip
/// @param digests whether the digest of every segment is listed, so that drives can be proven
///   without keys
/// @param spoolFolder a folder on this host for what does not fit in memory
public record PackOrder(
    SourceTree source,
    Filter filter,
    Geometry geometry,
    List<NamedDrive> drives,
    List<Recipient> recipients,
    SigningKey sender,
    Root.@Nullable Trip trip,
    boolean digests,
    Path spoolFolder,
    Clock clock,
    SecureRandom random) {
  /// A drive with what people call it.
  ///
  /// @param name such as `d01`
  /// @param caseName the case that it travels in, if it is in one
  public record NamedDrive(Drive drive, String name, @Nullable String caseName) {}

  /// Which names of the source are taken.
  @FunctionalInterface
  public interface Filter {
    /// @return false to pass over the name and, for a folder, what is in it
    boolean takes(TreePath path, Kind kind);
  }
}
