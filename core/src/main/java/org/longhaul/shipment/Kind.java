package org.longhaul.shipment;

/// What a name in a tree stands for.
public enum Kind {
  FILE,
  FOLDER,
  LINK,
  FIFO,
  SOCKET,
  DEVICE
}
