/** The engine made of what is stored of a baseline. */
package io.logsentinel.cli.detector;
