package io.logsentinel.cli.report;

import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.util.List;

/**
 * A window that the detector judged again.
 *
 * @param file name of the windowed file
 * @param assessment by the original's rule
 * @param profile of the window
 * @param before what the detector remembered before it
 * @param finding what it says
 * @param allowed the flows of the window that an allowlist knows
 */
record JudgedWindow(
    String file,
    ZScoreAssessment assessment,
    Profile profile,
    Memory before,
    Finding finding,
    List<AllowedBy> allowed) {}
