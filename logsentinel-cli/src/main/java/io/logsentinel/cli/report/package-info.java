/** The report on a run: one HTML file to look at, or a few lines of text. */
package io.logsentinel.cli.report;
