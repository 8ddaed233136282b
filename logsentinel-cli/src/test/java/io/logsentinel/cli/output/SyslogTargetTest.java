package io.logsentinel.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogTargetTest {
  @ParameterizedTest
  @CsvSource({
    "tcp://127.0.0.1:601,127.0.0.1,601,syslog_127.0.0.1_601.spool",
    "TCP://siem.example:6514,siem.example,6514,syslog_siem.example_6514.spool",
    "tcp://[2001:db8::1]:514,2001:db8::1,514,syslog_2001_db8__1_514.spool",
  })
  void named(String text, String host, int port, String spool) {
    SyslogTarget target = SyslogTarget.of(text);
    assertEquals(new SyslogTarget(host, port), target);
    assertEquals(spool, target.fileName());
    assertEquals(text.toLowerCase(java.util.Locale.ROOT), target.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "udp://127.0.0.1:514",
        "127.0.0.1:514",
        "tcp://127.0.0.1",
        "tcp://:514",
        "tcp://a:0",
        "tcp://a:65536",
        "tcp://a:1/x",
        "tcp://u@a:1",
        "tcp://a:1?q",
        "tcp://a b:1",
        "",
        "tcp://a:1#f",
        "tcp://a:1/"
      })
  void unnamed(String text) {
    assertEquals(
        "it must be tcp://HOST:PORT, the port 1 to 65535, as tcp://127.0.0.1:601, but is `"
            + text
            + "`",
        assertThrows(IllegalArgumentException.class, () -> SyslogTarget.of(text)).getMessage());
  }
}
