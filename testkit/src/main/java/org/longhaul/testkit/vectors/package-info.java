/// The published vectors: legs with one fault each and what a reader must make of them, and whole
/// legs for every feature. `testkit/vectors/README.md` says how the files are laid out.
///
/// [VectorPress] makes all of them anew from fixed seeds.
@org.jspecify.annotations.NullMarked
package org.longhaul.testkit.vectors;
