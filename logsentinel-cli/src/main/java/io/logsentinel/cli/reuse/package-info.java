/** Results that stand: a run over what an earlier one has judged takes that one's. */
package io.logsentinel.cli.reuse;
