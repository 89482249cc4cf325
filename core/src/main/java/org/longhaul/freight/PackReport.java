package org.longhaul.freight;

import java.util.List;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.LegId;

/// What packing did, or would do.
///
/// @param fileBytes the sum of the files' sizes
/// @param doubleBytes what was not stored because it is there already
/// @param driveBytes the most that one drive takes; before packing, the most that it could
/// @param leftOut how many names were left out
/// @param problems a sentence for each thing that could not be taken
public record PackReport(
    LegId leg,
    Geometry geometry,
    long entries,
    long files,
    long fileBytes,
    long doubleFiles,
    long doubleBytes,
    int segmentBytes,
    long driveBytes,
    long leftOut,
    List<String> problems) {
  static PackReport of(PackPlan plan, long driveBytes) {
    Survey survey = plan.survey();
    return new PackReport(
        plan.leg(),
        plan.geometry(),
        survey.entries(),
        survey.files(),
        survey.fileBytes(),
        plan.doubles().files(),
        plan.doubles().bytes(),
        plan.segmentBytes(),
        driveBytes,
        survey.leftOut() + survey.problems().size(),
        survey.problems());
  }
}
