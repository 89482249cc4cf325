/// Benchmarks of the kernels, by JMH.
@org.jspecify.annotations.NullMarked
package org.longhaul.bench;
