/**
 * The steps of a run, wired to folders and files: {@link io.logsentinel.cli.pipeline.Pipeline}.
 *
 * <p>{@code FlowPass} reads one file of flows and writes what is made of it on the way; {@code
 * BaselineStep} and {@code MonitorStep} go on from the windowed files. Every artifact is written
 * beside its target and moved into place ({@code OutputFile}).
 */
package io.logsentinel.cli.pipeline;
