/// The on-drive format, and the narrow seam through which all drive I/O goes.
///
/// [Drive] is the seam. [SegmentFormat] and [Segments] lay sealed segments out in files that any
/// file system can hold; [Label] is what a person or a program reads first.
package org.longhaul.drive;
