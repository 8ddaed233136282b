/** Files that grow from run to run, and are cut back to the state that was saved last. */
package io.logsentinel.cli.append;
