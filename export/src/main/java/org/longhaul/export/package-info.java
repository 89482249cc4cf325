/// What a leg holds, in the forms that other programs read: `sha256sum`, CSV, Parquet, BagIt, ASC
/// MHL.
///
/// All of them read the catalogue once, in its order, and keep none of it.
@org.jspecify.annotations.NullMarked
package org.longhaul.export;
