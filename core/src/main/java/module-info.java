/// The engine: what a leg is, how it is coded, sealed, written to drives and read back.
@org.jspecify.annotations.NullMarked
module org.longhaul.core {
  requires static org.jspecify;
  requires jdk.incubator.vector;
  requires jdk.unsupported;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.jr.ob;
  requires com.github.luben.zstd_jni;
  requires org.bouncycastle.provider;
  requires com.amazon.corretto.crypto.provider;

  exports org.longhaul.shipment;
  exports org.longhaul.coding;
  exports org.longhaul.sealing;
  exports org.longhaul.drive;
  exports org.longhaul.catalogue;
  exports org.longhaul.tree;
  exports org.longhaul.freight;
}
