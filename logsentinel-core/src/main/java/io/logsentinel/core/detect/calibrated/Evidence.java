package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Entity;
import java.util.Optional;

/**
 * Evidence of a channel that finds a window unusual.
 *
 * @param channel that finds it so
 * @param entity whose measure it is; empty where the window itself is
 * @param observed the measure in this window
 * @param expected its mean over the baseline's windows
 * @param typical values that would be no evidence
 * @param seen share of the baseline's windows that list the entity, 0 to 1; 1 of the window itself
 * @param strength by how many scales of its tail the channel's reading lies beyond what the
 *     baseline's windows read, above 0
 * @param pValue the chance that the most surprising entity of the channel reads as high in a benign
 *     window, 1e-12 (or less) to 1
 * @param contribution its part of the window's score, 0 where another group is more unusual
 */
public record Evidence(
    Channel channel,
    Optional<Entity> entity,
    double observed,
    double expected,
    TypicalRange typical,
    double seen,
    double strength,
    double pValue,
    double contribution) {}
