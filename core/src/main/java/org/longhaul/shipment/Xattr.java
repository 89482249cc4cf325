package org.longhaul.shipment;

/// One extended attribute of a file or folder.
///
/// @param name with its namespace, such as `user.colour`, as the bytes that the system uses
/// @param value its bytes
public record Xattr(byte[] name, byte[] value) {}
