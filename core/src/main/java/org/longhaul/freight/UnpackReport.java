package org.longhaul.freight;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longhaul.tree.TargetTree;

/// What came out of unpacking.
///
/// @param files how many files are there and proven, hard links among them
/// @param bytes the sum of their sizes
/// @param lostFiles how many files the drives that are here cannot give
/// @param firstLost the first few of them
/// @param lostList where all of them are listed; null when none is lost
/// @param refusedFiles how many files the target did not take
/// @param firstRefused the first few of them, each with the reason
/// @param leftOut how many names had been left out when the leg was packed
/// @param notSet attributes that could not be set
/// @param repairedSegments how many segments were remade from others
/// @param damage what is wrong with the drives
public record UnpackReport(
    long files,
    long bytes,
    long lostFiles,
    long lostBytes,
    List<String> firstLost,
    @Nullable Path lostList,
    long refusedFiles,
    List<String> firstRefused,
    long leftOut,
    TargetTree.Refused notSet,
    long repairedSegments,
    DamageReport damage) {}
