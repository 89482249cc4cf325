package org.longhaul.freight;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.longhaul.shipment.TreePath;
import org.longhaul.tree.AttributePolicy;

/// What is to be unpacked, and how.
///
/// @param into the folder that becomes the tree's top
/// @param only which paths are wanted
/// @param mayReplace whether files that are there already may be replaced
/// @param lostList where the list of files that are lost is written
public record UnpackOrder(
    Path into,
    Predicate<TreePath> only,
    AttributePolicy attributes,
    boolean mayReplace,
    Path lostList) {}
