/** A run over the working folders: {@link io.logsentinel.cli.run.Pipeline}. */
package io.logsentinel.cli.run;
