package org.longhaul.freight;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Label;
import org.longhaul.drive.Root;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.drive.SegmentState;
import org.longhaul.drive.Segments;
import org.longhaul.drive.SmallFile;
import org.longhaul.sealing.Envelope;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;

/// Takes drives back into their leg that were left out for a damaged label or root.
///
/// Such a drive is known by a segment whose seal holds in its place: nobody without the keys can
/// make one, so that nothing which is not a drive of the leg is ever written on.
final class Adoption {
  /// So many segments are tried: the first may be damaged too.
  private static final int TRIED = 64;

  private final Leg leg;
  private final LegKeys keys;
  private final SegmentFormat format;
  private final byte[] root;

  private Adoption(Leg leg, LegKeys keys, byte[] root) {
    this.leg = leg;
    this.keys = keys;
    this.format = new SegmentFormat(leg.root().leg(), leg.root().segmentBytes());
    this.root = root;
  }

  /// The leg with all drives that can be taken back.
  ///
  /// @param given all drives that were given
  /// @param documents what was signed of the leg
  static Leg of(Leg leg, List<? extends Drive> given, DriveDocuments documents, LegKeys keys)
      throws IOException {
    byte[] root = Envelope.open("The signed root", documents.root()).payload();
    Leg more = leg;
    for (Drive drive : given) {
      if (!leg.present().contains(drive)) {
        int number = new Adoption(more, keys, root).number(drive);
        more = number < 0 ? more : more.with(number, drive);
      }
    }
    return more;
  }

  /// @return -1 when it is not a drive that can be taken back
  private int number(Drive drive) {
    if (isUnfinished(drive) || isOfAnotherSealing(drive)) {
      return -1;
    }
    byte[] record = new byte[format.sizeBytes()];
    byte[] payload = new byte[format.payloadBytes()];
    SegmentCipher cipher = new SegmentCipher();
    try (Segments segments = new Segments(drive, format.sizeBytes())) {
      for (long n = 0; n < Math.min(TRIED, leg.root().stripes()); n++) {
        if (!segments.read(n, record)) {
          continue;
        }
        int number = ByteBuffer.wrap(record).getInt(24);
        if (number >= 0
            && number < leg.drives().size()
            && leg.drives().get(number) == null
            && format.open(
                    cipher,
                    new DriveKeys(leg.root(), number, keys).of(n),
                    number,
                    n,
                    record,
                    payload)
                == SegmentState.SOUND) {
          return number;
        }
      }
    } catch (IOException e) {
      return -1;
    }
    return -1;
  }

  private static boolean isUnfinished(Drive drive) {
    try {
      return Label.parse("A label", SmallFile.read(drive, Label.FILE)).state()
          == Label.State.UNFINISHED;
    } catch (IOException e) {
      return false;
    }
  }

  /// A root that is whole and says something else is no damage.
  private boolean isOfAnotherSealing(Drive drive) {
    try {
      return !Arrays.equals(
          Envelope.open("A root", SmallFile.read(drive, Root.FILE)).payload(), root);
    } catch (IOException e) {
      return false;
    }
  }
}
