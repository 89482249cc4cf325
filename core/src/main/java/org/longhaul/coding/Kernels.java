package org.longhaul.coding;

import java.lang.System.Logger;
import org.longhaul.shipment.Geometry;

/// Which kernel this JVM can run, found out once.
enum Kernels {
  VECTOR,
  SCALAR;

  static final Kernels FASTEST = choose();

  private static Kernels choose() {
    Logger log = System.getLogger("org.longhaul.coding");
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      log.log(
          Logger.Level.DEBUG,
          "Scalar coding: the JVM was started without --add-modules jdk.incubator.vector.");
      return SCALAR;
    }
    if (!VectorCombination.usable()) {
      log.log(Logger.Level.DEBUG, "Scalar coding: this processor's vectors are too short.");
      return SCALAR;
    }
    log.log(
        Logger.Level.DEBUG,
        "Vector coding with {0} bytes at once.",
        VectorCombination.SPECIES.length());
    return VECTOR;
  }

  ErasureCode code(Geometry geometry) {
    MatrixCode matrix = matrix(geometry);
    return TransformCode.fits(geometry) ? new ChosenCode(matrix, transform(geometry)) : matrix;
  }

  MatrixCode matrix(Geometry geometry) {
    return new MatrixCode(geometry, combinations());
  }

  TransformCode transform(Geometry geometry) {
    Butterflies butterflies = this == VECTOR ? VectorButterflies.all() : ScalarButterflies.all();
    return new TransformCode(geometry, butterflies, combinations());
  }

  private Combination.Maker combinations() {
    return this == VECTOR ? VectorCombination::new : ScalarCombination::new;
  }
}
