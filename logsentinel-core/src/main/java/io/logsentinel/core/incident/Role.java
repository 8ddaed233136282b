package io.logsentinel.core.incident;

/** What part an address has in an incident. */
public enum Role {
  /** It acts against others: a scanner, a flooder, who steers a bot. */
  ATTACKER,
  /** It is acted against: a scanned or flooded host, an infected one. */
  VICTIM,
  /** It stood out; which part it has is not known. */
  INVOLVED
}
