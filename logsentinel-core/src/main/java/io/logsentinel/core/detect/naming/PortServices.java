package io.logsentinel.core.detect.naming;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Services of well-known ports, as far as the name of a pattern depends on them. */
final class PortServices {
  /** Services that ask for a password. */
  private static final Map<String, String> LOGINS =
      Map.ofEntries(
          Map.entry("21", "FTP"),
          Map.entry("22", "SSH"),
          Map.entry("23", "Telnet"),
          Map.entry("110", "POP3"),
          Map.entry("139", "NetBIOS"),
          Map.entry("143", "IMAP"),
          Map.entry("389", "LDAP"),
          Map.entry("445", "SMB"),
          Map.entry("587", "SMTP submission"),
          Map.entry("993", "IMAPS"),
          Map.entry("995", "POP3S"),
          Map.entry("1433", "SQL Server"),
          Map.entry("3306", "MySQL"),
          Map.entry("3389", "RDP"),
          Map.entry("5432", "PostgreSQL"),
          Map.entry("5900", "VNC"),
          Map.entry("5985", "WinRM"));

  private static final Set<String> WEB = Set.of("80", "443", "8000", "8008", "8080", "8443");

  /** Port of protocols without ports, as ICMP. */
  static final String NONE = "0";

  /** Names, web, time; calls (STUN and TURN, as browsers and Teams use them); push to phones. */
  private static final Set<String> EVERYDAY =
      Set.of(
          "53", "80", "123", "443", "853", "3478", "3479", "3480", "3481", "5349", "19302", "5223",
          "5228");

  private PortServices() {}

  /** {@return the login service of a port; null where it is none} */
  static @Nullable String login(String port) {
    return LOGINS.get(port);
  }

  /** {@return whether any host calls such services outside, with nobody's doing} */
  static boolean isEveryday(String port) {
    return EVERYDAY.contains(port);
  }

  static boolean isWeb(String port) {
    return WEB.contains(port);
  }
}
