package io.logsentinel.cli.evaluate;

import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.input.FlowFormat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The options of an evaluation.
 *
 * @param folders where the artifacts of the run lie
 * @param format of the raw files
 * @param threads that read flows and judge profiles, from 1
 * @param minAttackShare from which share of attack flows on a window is attacked, 0 to 1
 * @param words what labels mean, given what they mean to those who wrote them
 * @param json where the figures go; empty for {@code evaluation.json} of the models' folder
 */
public record EvaluationSettings(
    Workspace folders,
    FlowFormat format,
    int threads,
    double minAttackShare,
    UnaryOperator<LabelRules> words,
    Optional<Path> json) {}
