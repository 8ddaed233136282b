package io.logsentinel.cli.output;

import io.logsentinel.core.text.NumberText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Events as lines of the Common Event Format: seven fields with bars between, and an extension of
 * keys with values. A line end within a value is {@code \n} or {@code \r}.
 */
final class CefEvents {
  private static final String BEGINNING = "CEF:0";

  private CefEvents() {}

  /** {@return an event on one line, without its end} */
  static String line(Event event) {
    String header =
        String.join(
            "|",
            BEGINNING,
            header(Product.NAME),
            header(Product.NAME),
            header(Product.version()),
            header(event.naming().code()),
            header(event.naming().label()),
            Integer.toString(Grade.of(event.severity()).cef()));
    return extension(event).entrySet().stream()
        .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
        .collect(Collectors.joining(" ", header + "|", ""));
  }

  private static Map<String, String> extension(Event event) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("externalId", event.id());
    if (event.times().areKnown()) {
      keys.put("rt", Long.toString(event.times().first()));
      keys.put("start", Long.toString(event.times().first()));
      keys.put("end", Long.toString(event.times().last()));
    }
    keys.put("cat", event.naming().category());
    event.activity().ifPresent(activity -> keys.put("act", activity.word()));
    putAddress(keys, event.endpoints().source(), "src", "c6a2", "Source IPv6 Address", "shost");
    putAddress(
        keys, event.endpoints().destination(), "dst", "c6a3", "Destination IPv6 Address", "dhost");
    event.endpoints().port().ifPresent(port -> keys.put("dpt", Integer.toString(port)));
    event.incident().ifPresent(it -> keys.put("cnt", Long.toString(it.flows())));
    keys.put("fname", event.file());
    keys.put("msg", event.message());
    event.incident().ifPresent(it -> putLabelled(keys, "cs1", "incident", it.id()));
    if (!event.naming().techniques().isEmpty()) {
      String techniques =
          event.naming().techniques().stream()
              .map(it -> (it.id() + " " + it.name()).strip())
              .collect(Collectors.joining(", "));
      putLabelled(keys, "cs2", "attack techniques", techniques);
    }
    if (!event.observations().isEmpty()) {
      putLabelled(keys, "cs3", "observed", event.observations().get(0).words());
    }
    putLabelled(keys, "cs4", "next step", event.naming().nextStep());
    if (!event.participants().isEmpty()) {
      String entities =
          event.participants().stream()
              .map(it -> it.role() + " " + it.address())
              .collect(Collectors.joining(", "));
      putLabelled(keys, "cs5", "entities", entities);
    }
    putLabelled(keys, "cs6", "time zone", event.times().zone());
    putLabelled(keys, "cn1", "first window", Long.toString(event.windows().get(0)));
    putLabelled(keys, "cn2", "windows", Integer.toString(event.windows().size()));
    event
        .naming()
        .confidence()
        .ifPresent(it -> putLabelled(keys, "cfp1", "confidence", NumberText.write(it)));
    event
        .incident()
        .ifPresent(it -> putLabelled(keys, "cfp2", "p-value", NumberText.write(it.pValue())));
    return keys;
  }

  /** The keys for addresses are of IPv4 alone. */
  private static void putAddress(
      Map<String, String> keys,
      String address,
      String ipv4,
      String ipv6,
      String label,
      String name) {
    if (address.isEmpty()) {
      return;
    }
    String ip = Address.ip(address).orElse("");
    if (ip.isEmpty()) {
      keys.put(name, address);
    } else if (Address.isIpv4(ip)) {
      keys.put(ipv4, ip);
    } else {
      putLabelled(keys, ipv6, label, ip);
    }
  }

  private static void putLabelled(
      Map<String, String> keys, String key, String label, String value) {
    keys.put(key, value);
    keys.put(key + "Label", label);
  }

  /** A header has no line ends: there is no way to write one. */
  private static String header(String text) {
    return Event.visible(text.replaceAll("[\r\n]", " ")).replace("\\", "\\\\").replace("|", "\\|");
  }

  /** {@return a value of the extension: a bar is a character as any other there} */
  static String value(String text) {
    return Event.visible(text)
        .replace("\\", "\\\\")
        .replace("=", "\\=")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
