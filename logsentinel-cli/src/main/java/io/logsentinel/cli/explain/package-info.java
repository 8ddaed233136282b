/** Everything behind one verdict, found among the artifacts. */
package io.logsentinel.cli.explain;
