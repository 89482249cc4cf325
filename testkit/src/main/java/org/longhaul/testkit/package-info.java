/// Drives that exist in memory only and fail on purpose, for tests of Longhaul and of other
/// readers.
@org.jspecify.annotations.NullMarked
package org.longhaul.testkit;
