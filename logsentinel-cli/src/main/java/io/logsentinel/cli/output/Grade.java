package io.logsentinel.cli.output;

import io.logsentinel.core.detect.Severity;

/**
 * Severity in the numbers of those that take events.
 *
 * @param score 0 to 100, the middle of Elastic's four levels
 * @param cef 0 to 10
 * @param ocsf 2 low to 5 critical
 * @param eve 1 to 4, where 1 is the gravest
 * @param syslog 2 critical to 5 notice
 */
record Grade(int score, int cef, int ocsf, int eve, int syslog) {
  static Grade of(Severity severity) {
    return switch (severity) {
      case LOW -> new Grade(21, 2, 2, 4, 5);
      case MEDIUM -> new Grade(47, 5, 3, 3, 4);
      case HIGH -> new Grade(73, 8, 4, 2, 3);
      case CRITICAL -> new Grade(99, 10, 5, 1, 2);
    };
  }
}
