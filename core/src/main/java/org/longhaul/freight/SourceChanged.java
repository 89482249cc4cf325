package org.longhaul.freight;

import java.io.IOException;
import java.util.List;

/// The source is not what it was when the leg was begun. Nothing that derives from the change was
/// written.
public final class SourceChanged extends IOException {
  private static final long serialVersionUID = 1;

  private static final int MOST_NAMED = 20;

  SourceChanged(List<String> files) {
    super(
        """
        The source changed since this leg was begun: %s. Nothing of it was written. Put these files back \
        as they were and type the command again; or begin a new leg, with all drives.\
        """
            .formatted(
                String.join("; ", files.subList(0, Math.min(MOST_NAMED, files.size())))
                    + (files.size() > MOST_NAMED
                        ? "; and %,d more".formatted(files.size() - MOST_NAMED)
                        : "")));
  }

  private SourceChanged(String sentence) {
    super(sentence);
  }

  /// A payload differs though no file shows a change.
  static SourceChanged somewhere(int region, long segment) {
    return new SourceChanged(
        """
        The source changed since this leg was begun: the content of region %d, segment %,d, is not what \
        was packed before. Nothing of it was written.\
        """
            .formatted(region, segment));
  }
}
