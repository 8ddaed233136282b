package io.logsentinel.core.incident;

import io.logsentinel.core.detect.naming.AttackPattern;

/** Patterns that windows of one story may have: what differs is how much of it a window holds. */
enum Family {
  SCAN,
  DENIAL_OF_SERVICE,
  BRUTE_FORCE,
  BOT,
  WEB_ATTACK,
  EXFILTRATION,
  UNKNOWN;

  static Family of(AttackPattern pattern) {
    return switch (pattern) {
      case VERTICAL_SCAN, HORIZONTAL_SCAN -> SCAN;
      case FLOOD, DISTRIBUTED_FLOOD, FAST_EXHAUSTION, SLOW_EXHAUSTION -> DENIAL_OF_SERVICE;
      case BRUTE_FORCE -> BRUTE_FORCE;
      case BOT -> BOT;
      case WEB_ATTACK -> WEB_ATTACK;
      case EXFILTRATION -> EXFILTRATION;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
