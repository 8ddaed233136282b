package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The configuration that is given as an example, as far as it can be tried here. */
class ExamplesTest extends SmallRun {
  private static final Path EXAMPLES = Path.of("../examples");

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.sorted().toList();
    }
  }

  @Test
  void json_isJson() throws IOException {
    int found = 0;
    for (Path file : examples()) {
      if (file.toString().endsWith(".json")) {
        try (Reader text = Files.newBufferedReader(file)) {
          JsonReader json = new JsonReader(text);
          json.setStrictness(Strictness.STRICT);
          assertTrue(JsonParser.parseReader(json).isJsonObject(), file.toString());
          assertEquals(JsonToken.END_DOCUMENT, json.peek(), file.toString());
        }
        found++;
      }
    }
    assertEquals(2, found);
  }

  @Test
  void options_areOurs_andEveryExampleIsListed() throws IOException {
    String help = Cli.run("--help").out();
    String page = Files.readString(EXAMPLES.resolve("README.md"));
    for (Path file : examples()) {
      String name = file.getFileName().toString();
      assertTrue(name.equals("README.md") || page.contains("](" + name + ")"), name);
      Matcher calls =
          Pattern.compile("(?:logsentinel|`)[^\n|`]*?(--[a-z-]+)").matcher(Files.readString(file));
      while (calls.find()) {
        assertTrue(help.contains(calls.group(1)), name + ": " + calls.group());
      }
    }
  }

  /** A field that the template knows in another way than events have it is refused by the index. */
  @Test
  void theIndexTemplate_knowsEveryOwnMember() throws IOException {
    JsonElement known =
        JsonParser.parseString(Files.readString(EXAMPLES.resolve("elastic-index-template.json")));
    for (String name : List.of("template", "mappings", "properties", "logsentinel")) {
      known = known.getAsJsonObject().get(name);
    }
    for (JsonObject event : events("ecs")) {
      assertKnown("logsentinel", known.getAsJsonObject(), event.get("logsentinel"));
    }
  }

  private static void assertKnown(String path, JsonObject mapping, JsonElement value) {
    if (value.isJsonArray()) {
      value.getAsJsonArray().forEach(element -> assertKnown(path, mapping, element));
    } else if (value.isJsonObject()) {
      for (Map.Entry<String, JsonElement> member : value.getAsJsonObject().entrySet()) {
        JsonObject of = mapping.getAsJsonObject("properties").getAsJsonObject(member.getKey());
        assertTrue(of != null, path + "." + member.getKey());
        assertKnown(path + "." + member.getKey(), of, member.getValue());
      }
    } else {
      boolean isText = value.getAsJsonPrimitive().isString();
      String type = mapping.get("type").getAsString();
      assertEquals(isText, List.of("keyword", "text").contains(type), path + " is " + type);
      assertTrue(!type.equals("long") || value.getAsString().matches("-?[0-9]+"), path);
    }
  }

  private List<JsonObject> events(String format) throws IOException {
    List<JsonObject> events =
        Cli.runIn(folder, "--step=monitor", "--output=" + format + ":-")
            .out()
            .lines()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    assertFalse(events.isEmpty());
    return events;
  }

  @Test
  void splunkScript_sendsThemAll() throws Exception {
    for (String tool : List.of("sh", "jq", "curl")) {
      Assumptions.assumeTrue(
          Stream.of(System.getenv("PATH").split(File.pathSeparator))
              .anyMatch(path -> Files.isExecutable(Path.of(path, tool))),
          tool + " is not there: skipped");
    }
    List<JsonObject> events = events("ocsf");
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/services/collector/event",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          requests.add(token + "\n" + new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try {
      ProcessBuilder builder =
          new ProcessBuilder("sh", EXAMPLES.resolve("splunk-hec.sh").toString())
              .redirectErrorStream(true);
      builder.environment().put("SPLUNK_TOKEN", "secret");
      builder
          .environment()
          .put("SPLUNK_URL", "http://127.0.0.1:" + collector.getAddress().getPort());
      Process script = builder.start();
      try (OutputStream in = script.getOutputStream()) {
        for (JsonObject event : events) {
          in.write((event + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      assertEquals(0, Cli.exitOf(script));
      String request = requests.poll(Cli.LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      assertTrue(request.startsWith("Splunk secret\n"), request);
      // the collector takes objects one after the other, with anything or nothing between
      JsonReader bodies = new JsonReader(new java.io.StringReader(request.substring(14)));
      bodies.setStrictness(Strictness.LENIENT);
      for (JsonObject event : events) {
        JsonObject sent = JsonParser.parseReader(bodies).getAsJsonObject();
        assertEquals(event, sent.get("event"));
        long time = event.get("time").getAsLong();
        assertEquals(time > 0, sent.has("time"));
        assertEquals(
            event.getAsJsonObject("metadata").get("uid"),
            sent.getAsJsonObject("fields").get("uid"));
      }
      assertEquals(JsonToken.END_DOCUMENT, bodies.peek());
    } finally {
      collector.stop(0);
    }
  }
}
