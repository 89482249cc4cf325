package org.longhaul.freight;

import java.io.IOException;
import org.longhaul.drive.Root;

/// A leg is older than one of its trip that was seen here before.
public final class OlderLeg extends IOException {
  private static final long serialVersionUID = 1;

  /// @param newest the generation that was seen before
  public OlderLeg(Root.Trip trip, long newest) {
    super(
        """
        This leg is generation %d of the trip %s, and generation %d was seen here before: somebody may \
        have put old drives in place of the new ones. Nothing was unpacked. If it is the older one that \
        you want, say so: --older\
        """
            .formatted(trip.generation(), trip.name(), newest));
  }
}
