/**
 * The ingest of a file of flows: read once, it becomes cleaned flows, windows and their profiles.
 */
package io.logsentinel.cli.ingest;
