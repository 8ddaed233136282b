package io.logsentinel.cli.evaluate;

import io.logsentinel.core.evaluate.LabelRules;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an evaluation was asked for.
 *
 * @param dataDir folder with raw, processed and windowed
 * @param modelsDir folder with the artifacts of a run
 * @param minAttackShare from which share of attack flows on a window is attacked, 0 to 1
 * @param words what labels mean
 * @param json where the figures go; empty for {@code evaluation.json} of the models' folder
 * @param threads that read flows and judge profiles, from 1
 * @param showProgress whether progress is shown
 */
public record EvaluationSettings(
    Path dataDir,
    Path modelsDir,
    double minAttackShare,
    LabelRules words,
    Optional<Path> json,
    int threads,
    boolean showProgress) {}
