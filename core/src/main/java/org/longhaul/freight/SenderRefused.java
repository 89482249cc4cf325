package org.longhaul.freight;

import java.io.IOException;

/// The sender of a leg is not one that the user trusts.
public final class SenderRefused extends IOException {
  private static final long serialVersionUID = 1;

  SenderRefused(String fingerprint) {
    super(
        """
        This leg was signed by %s, which is not among your trusted senders. Nothing was unpacked. If \
        that is the fingerprint that the sender told you by another way, say so: --from %s\
        """
            .formatted(fingerprint, fingerprint));
  }
}
