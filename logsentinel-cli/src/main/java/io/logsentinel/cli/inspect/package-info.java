/** A look at files of flows before anything is made of them. */
package io.logsentinel.cli.inspect;
