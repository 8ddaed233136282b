/** The working folders: names of artifacts, locks, files that appear whole or not at all. */
package io.logsentinel.cli.workspace;
