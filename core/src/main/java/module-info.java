/// The engine: what a leg is, how it is coded, sealed, written to drives and read back.
@org.jspecify.annotations.NullMarked
module org.longhaul.core {
  requires static org.jspecify;
  requires jdk.incubator.vector;

  exports org.longhaul.shipment;
}
