/** The artifacts of a run held against the labels of its flows. */
package io.logsentinel.cli.evaluate;
