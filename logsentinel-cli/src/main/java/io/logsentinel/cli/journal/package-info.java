/** What a run leaves that was killed, and how the next one finds and mends it. */
package io.logsentinel.cli.journal;
