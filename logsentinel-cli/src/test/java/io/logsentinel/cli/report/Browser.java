package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A Chromium without a window, steered over its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final long LONGEST_WAIT_SECONDS = 60;
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--remote-debugging-port=0");

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final List<JsonObject> events = new ArrayList<>();
  private CompletableFuture<Void> loaded = new CompletableFuture<>();

  /** The program: that of {@code -Dlogsentinel.browser}, else one on the path. */
  static Optional<Path> program() {
    String named = System.getProperty("logsentinel.browser", "");
    Stream<Path> places =
        named.isEmpty() || named.startsWith("$")
            ? Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            : Stream.of(Path.of(named));
    return places.filter(Files::isExecutable).findFirst();
  }

  /** Starts it, with a folder for what it keeps. */
  Browser(Path program, Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(FLAGS);
    command.add("--user-data-dir=" + folder.toAbsolutePath());
    command.add("about:blank");
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      URI address = soon(CompletableFuture.supplyAsync(this::address));
      HttpClient client = HttpClient.newHttpClient();
      URI list = URI.create("http://" + address.getAuthority() + "/json/list");
      HttpResponse<String> pages =
          soon(
              client.sendAsync(
                  HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString()));
      String page = null;
      for (JsonElement target : JsonParser.parseString(pages.body()).getAsJsonArray()) {
        if (target.getAsJsonObject().get("type").getAsString().equals("page")) {
          page = target.getAsJsonObject().get("webSocketDebuggerUrl").getAsString();
        }
      }
      socket = soon(client.newWebSocketBuilder().buildAsync(URI.create(page), new Listener()));
      for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
        send(domain + ".enable", Map.of());
      }
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** The address that it says it listens on; what it says after that is read and dropped. */
  private URI address() {
    String begin = "DevTools listening on ";
    try {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder said = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(begin)) {
          Thread drain = new Thread(() -> lines.lines().forEach(rest -> {}));
          drain.setDaemon(true);
          drain.start();
          return URI.create(line.substring(begin.length()));
        }
        said.append(line).append('\n');
      }
      throw new IOException("the browser did not start: " + said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T soon(CompletableFuture<T> future) throws IOException {
    try {
      return future.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        if (message.has("id")) {
          answers.remove(message.get("id").getAsInt()).complete(message);
        } else {
          synchronized (events) {
            events.add(message);
          }
          if (message.get("method").getAsString().equals("Page.loadEventFired")) {
            loaded.complete(null);
          }
        }
      }
      from.request(1);
      return null;
    }
  }

  /** Sends a command and waits for what comes back. */
  JsonObject send(String method, Map<String, ?> parameters) throws IOException {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Map<String, Object> message = Map.of("id", id, "method", method, "params", parameters);
    soon(socket.sendText(new com.google.gson.Gson().toJson(message), true));
    JsonObject got = soon(answer);
    if (got.has("error")) {
      throw new IOException(method + ": " + got.get("error"));
    }
    return got.getAsJsonObject("result");
  }

  /** Opens a file, in a window of a size, and waits until it has drawn itself. */
  void open(Path file, int width, int height) throws IOException {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    synchronized (events) {
      events.clear();
    }
    loaded = new CompletableFuture<>();
    send("Page.navigate", Map.of("url", file.toUri().toString()));
    soon(loaded);
    await("document.documentElement.dataset.ready === 'yes'");
  }

  /** The value of an expression. */
  JsonElement evaluate(String script) throws IOException {
    JsonObject result =
        send(
            "Runtime.evaluate",
            Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(script + ": " + result.get("exceptionDetails"));
    }
    JsonElement value = result.getAsJsonObject("result").get("value");
    return value == null ? com.google.gson.JsonNull.INSTANCE : value;
  }

  String text(String script) throws IOException {
    return evaluate(script).getAsString();
  }

  int number(String script) throws IOException {
    return evaluate(script).getAsInt();
  }

  /** Waits, frame by frame, until a condition holds. */
  void await(String condition) throws IOException {
    evaluate(
        "new Promise((ok, no) => { const end = performance.now() + 20000; (function look() {"
            + " if ("
            + condition
            + ") ok(true); else if (performance.now() > end) no(new Error('never so')); else"
            + " requestAnimationFrame(look); })(); })");
  }

  /** Presses the mouse on an element. */
  void click(String selector) throws IOException {
    JsonArray at = middle(selector);
    for (String type : List.of("mousePressed", "mouseReleased")) {
      mouse(type, at.get(0).getAsDouble(), at.get(1).getAsDouble(), Map.of());
    }
  }

  /** The middle of an element, which is brought into view. */
  JsonArray middle(String selector) throws IOException {
    String quoted = new com.google.gson.JsonPrimitive(selector).toString();
    return evaluate(
            "(() => { const it = document.querySelector("
                + quoted
                + "); it.scrollIntoView({block: 'center', behavior: 'instant'}); const r ="
                + " it.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()")
        .getAsJsonArray();
  }

  void mouse(String type, double x, double y, Map<String, ?> more) throws IOException {
    Map<String, Object> event = new java.util.HashMap<>(Map.of("type", type, "x", x, "y", y));
    if (!type.equals("mouseWheel")) {
      event.putAll(Map.of("button", "left", "buttons", 1, "clickCount", 1));
    }
    event.putAll(more);
    send("Input.dispatchMouseEvent", event);
  }

  /** Presses a key, as {@code Enter} or {@code +}. */
  void key(String key) throws IOException {
    String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
    Map<String, Integer> codes =
        Map.of("Enter", 13, "ArrowRight", 39, "ArrowLeft", 37, "Tab", 9, "Escape", 27);
    Map<String, Object> event =
        new java.util.HashMap<>(
            Map.of(
                "type",
                "keyDown",
                "key",
                key,
                "windowsVirtualKeyCode",
                codes.getOrDefault(key, 0)));
    if (!text.isEmpty()) {
      event.put("text", text);
    }
    send("Input.dispatchKeyEvent", event);
    event.put("type", "keyUp");
    event.remove("text");
    send("Input.dispatchKeyEvent", event);
  }

  void type(String text) throws IOException {
    send("Input.insertText", Map.of("text", text));
  }

  /** Has the page think that its reader wants it dark, or light. */
  void scheme(String scheme) throws IOException {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** What went wrong since the page was opened, and every request but that for the page. */
  List<String> complaints(Path page) {
    List<String> complaints = new ArrayList<>();
    synchronized (events) {
      for (JsonObject event : events) {
        String method = event.get("method").getAsString();
        String text = event.get("params").toString();
        boolean isRequest =
            method.equals("Network.requestWillBeSent")
                && !text.contains("\"url\":\"" + page.toUri() + "\"");
        if (isRequest
            || List.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
                .contains(method)
            || method.equals("Page.javascriptDialogOpening")) {
          complaints.add(method + " " + text);
        }
      }
    }
    return complaints;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).join();
  }
}
