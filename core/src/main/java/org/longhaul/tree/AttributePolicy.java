package org.longhaul.tree;

/// Which attributes are given to what is unpacked.
///
/// @param owners whether owner and group are set; only a superuser can
/// @param setIdBits whether set-user-id and set-group-id bits, and attributes that give a program
///   privileges, are kept
/// @param xattrs whether extended attributes are set
public record AttributePolicy(boolean owners, boolean setIdBits, boolean xattrs) {
  /// Everything but privileges; owners where this process can set them.
  public static AttributePolicy usual() {
    return new AttributePolicy(Libc.effectiveUser() == 0, false, true);
  }
}
