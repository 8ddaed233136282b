/**
 * A simulated week of labelled flows in the layout of the CIC-IDS2017 data set, for trying the
 * pipeline without the real files.
 *
 * <p>{@link io.logsentinel.cli.simulate.SimulatedWeek} is the entry point: a scale and a seed give
 * eight {@linkplain io.logsentinel.cli.simulate.SimulatedDay day files}. Inside, the timetable says
 * which attack runs when, the activity how the benign traffic drifts in the course of a day, the
 * testbed who talks to whom; the row writer fills in the columns that follow from a flow's counts.
 */
package io.logsentinel.cli.simulate;
