package io.logsentinel.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a browser; skipped where there is none. */
class ReportBrowserTest {
  @TempDir static Path folder;

  private static Browser browser;
  private static Path page;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Browser.program();
    Assumptions.assumeTrue(program.isPresent(), "no Chromium on the path: skipped");
    Path run = folder.resolve("run");
    ReportedRun.simulate(run);
    ReportedRun.page(run);
    page = run.resolve("Models/report.html");
    browser = new Browser(program.get(), Path.of("target", "browser"));
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    browser.scheme("light");
    browser.open(page, 1280, 900);
  }

  private static void assertNoComplaints() {
    assertEquals(List.of(), browser.complaints(page));
  }

  /** Nothing is wider than the window but what scrolls by itself. */
  private static void assertFits() throws IOException {
    assertEquals(
        browser.number("document.documentElement.clientWidth"),
        browser.number("document.documentElement.scrollWidth"));
  }

  private static int shownCards() throws IOException {
    return browser.number("document.querySelectorAll('#cards > details').length");
  }

  @Test
  void opens_asItsSnapshot_withoutRequestsOrErrors() throws IOException {
    String structure =
        browser.text(
            """
            Array.from(document.querySelectorAll(
                'h1, h2, h3, .verdict, .say, caption, thead, button, input, select, summary, nav a, .tiles li, [role=group], figcaption'))
              .filter((it) => !it.closest('#run'))
              .map((it) => it.tagName.toLowerCase() + (it.className && typeof it.className === 'string' ? '.' + it.className : '')
                + ' ' + (it.getAttribute('aria-label') || it.textContent).replace(/\\s+/g, ' ').trim())
              .join('\\n') + '\\n'
            """);
    Path snapshot = Path.of("src/test/resources/report/structure.txt");
    if (Boolean.getBoolean("logsentinel.snapshot")) {
      Files.createDirectories(snapshot.getParent());
      Files.writeString(snapshot, structure);
    }
    assertEquals(Files.readString(snapshot), structure);
    assertNoComplaints();
  }

  @Test
  void everyWidth_holdsThePage_lightAndDark() throws IOException {
    for (int width : new int[] {360, 768, 1280, 1920}) {
      browser.open(page, width, 900);
      browser.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })");
      browser.await("document.querySelector('#cards pre')");
      assertFits();
    }
    String light = browser.text("getComputedStyle(document.body).backgroundColor");
    browser.scheme("dark");
    assertNotEquals(light, browser.text("getComputedStyle(document.body).backgroundColor"));
    assertNoComplaints();
  }

  @Test
  void filter_showsTheIncidentsThatMatch() throws IOException {
    int all = shownCards();
    JsonArray incidents = ReportedRun.data(Files.readString(page)).getAsJsonArray("incidents");
    assertEquals(incidents.size(), all);
    String pattern = incidents.get(0).getAsJsonObject().get("likely_pattern").getAsString();
    int expected = 0;
    for (JsonElement incident : incidents) {
      expected += incident.toString().contains(pattern) ? 1 : 0;
    }
    browser.click("#find");
    browser.type(pattern);
    assertEquals(expected, shownCards());
    browser.type(" nothing-like-it");
    assertEquals(0, shownCards());
    assertTrue(
        browser
            .text("document.querySelector('#incidents [role=status]').textContent")
            .startsWith("0 of"));
    browser.evaluate("document.querySelector('#find').value = ''");
    browser.type(" ");
    assertEquals(all, shownCards());
    browser.click("#incidents input[type=checkbox]");
    assertTrue(shownCards() < all);
    assertNoComplaints();
  }

  @Test
  void orders_areThoseOfTheirNames() throws IOException {
    String ids =
        "Array.from(document.querySelectorAll('#cards > details'), (it) => +it.id.slice(9))";
    JsonArray incidents = ReportedRun.data(Files.readString(page)).getAsJsonArray("incidents");
    for (String order : List.of("severity", "time", "flows")) {
      browser.evaluate(
          "(() => { const it = document.querySelector('#sort'); it.value = '"
              + order
              + "'; it.dispatchEvent(new Event('change')); })()");
      List<Comparable<?>> keys = new ArrayList<>();
      for (JsonElement id : browser.evaluate(ids).getAsJsonArray()) {
        JsonObject incident = incidents.get(id.getAsInt()).getAsJsonObject();
        keys.add(
            switch (order) {
              case "severity" ->
                  List.of("CRITICAL", "HIGH", "MEDIUM", "LOW")
                      .indexOf(incident.get("severity").getAsString());
              case "time" -> incident.get("first_time").getAsString();
              default -> -incident.get("flows").getAsLong();
            });
      }
      assertEquals(keys.stream().sorted().toList(), keys, order);
    }
  }

  @Test
  void talkers_areSortedAndFiltered_byMouseAndKeyboard() throws IOException {
    String flows =
        "Array.from(document.querySelectorAll('#talker-table tbody tr'), (it) =>"
            + " +it.children[3].textContent.replace(/\\D/g, ''))";
    String column = "#talker-table [data-column='4']";
    List<Integer> falling = numbers(flows);
    assertEquals(falling.stream().sorted(Collections.reverseOrder()).toList(), falling);
    browser.click(column);
    assertEquals(falling.stream().sorted().toList(), numbers(flows));
    assertEquals(
        "ascending",
        browser.text("document.querySelector(\"" + column + "\").closest('th').ariaSort"));
    browser.key("Enter");
    assertEquals(falling, numbers(flows));
    browser.click("#find-talker");
    browser.type("172.16.");
    browser.await("document.querySelectorAll('#talker-table tbody tr').length < " + falling.size());
    assertTrue(
        browser
            .evaluate(
                "Array.from(document.querySelectorAll('#talker-table tbody th')).every((it) =>"
                    + " it.textContent.includes('172.16.'))")
            .getAsBoolean());
    assertNoComplaints();
  }

  private static List<Integer> numbers(String script) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    browser.evaluate(script).getAsJsonArray().forEach(each -> numbers.add(each.getAsInt()));
    assertTrue(numbers.size() > 5);
    return numbers;
  }

  @Test
  void cards_openAndClose_byMouseAndKeyboard() throws IOException {
    String open = "document.querySelectorAll('#cards > details[open]').length";
    assertEquals(0, browser.number(open));
    browser.click("#cards > details summary");
    assertEquals(1, browser.number(open));
    browser.await("document.querySelector('#cards > details[open] .reason')");
    browser.key("Enter");
    assertEquals(0, browser.number(open));
    browser.key("Enter");
    assertEquals(1, browser.number(open));
    browser.click("#cards > details summary");
    assertEquals(0, browser.number(open));
    // from the timeline: its first mark by the mouse, the next by the keyboard
    browser.click("g.incident");
    browser.await(open + " === 1");
    browser.evaluate("document.querySelector('g.incident[tabindex=\"0\"]').focus()");
    browser.key("ArrowRight");
    browser.key("Enter");
    browser.await(open + " === 2");
    assertEquals("SUMMARY", browser.text("document.activeElement.tagName"));
    assertNoComplaints();
  }

  @Test
  void zoom_movesAllChartsTogether_byButtonsKeysWheelAndDragging() throws IOException {
    String shown = "Array.from(document.querySelectorAll('.zoom + span'), (it) => it.textContent)";
    JsonArray all = browser.evaluate(shown).getAsJsonArray();
    assertTrue(all.size() >= 3);
    String before = all.get(0).getAsString();
    browser.click(".zoom button[aria-label='Zoom in']");
    String zoomed = assertOneStretch(shown);
    assertNotEquals(before, zoomed);
    browser.evaluate("document.querySelector('#timeline .chart').focus()");
    browser.key("+");
    String closer = assertOneStretch(shown);
    assertNotEquals(zoomed, closer);
    browser.key("0");
    assertEquals(before, assertOneStretch(shown));
    JsonArray at = browser.middle("#scores .chart");
    double x = at.get(0).getAsDouble();
    double y = at.get(1).getAsDouble();
    browser.mouse("mouseWheel", x, y, Map.of("deltaX", 0, "deltaY", -100, "modifiers", 2));
    browser.await("document.querySelector('.zoom + span').textContent !== '" + before + "'");
    assertOneStretch(shown);
    browser.click(".zoom button[aria-label='Show all']");
    at = browser.middle("#scores .chart");
    y = at.get(1).getAsDouble();
    browser.mouse("mousePressed", x - 100, y, Map.of());
    browser.mouse("mouseMoved", x, y, Map.of());
    browser.mouse("mouseMoved", x + 100, y, Map.of());
    browser.mouse("mouseReleased", x + 100, y, Map.of());
    assertNotEquals(before, assertOneStretch(shown));
    browser.evaluate("document.querySelector('#scores .chart').focus()");
    browser.key("ArrowRight");
    assertTrue(browser.text("document.querySelector('#live').textContent").contains("window 0"));
    assertNoComplaints();
  }

  private static String assertOneStretch(String shown) throws IOException {
    JsonArray texts = browser.evaluate(shown).getAsJsonArray();
    for (JsonElement text : texts) {
      assertEquals(texts.get(0), text);
    }
    return texts.get(0).getAsString();
  }

  @Test
  void prints_withAllCardsOpen() throws IOException {
    JsonObject printed = browser.send("Page.printToPDF", Map.of("printBackground", true));
    byte[] pdf = Base64.getDecoder().decode(printed.get("data").getAsString());
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    assertTrue(text.startsWith("%PDF-"));
    assertTrue(text.split("/Type\\s*/Page\\b", -1).length > 3, "too few pages");
    browser.await("document.querySelector('#cards .reason')");
    assertEquals(0, browser.number("document.querySelectorAll('#cards > details[open]').length"));
    assertNoComplaints();
  }

  @Test
  void hostileTexts_stayText() throws IOException {
    Path run = folder.resolve("hostile");
    ReportedRun.hostile(run);
    ReportedRun.page(run);
    Path hostile = run.resolve("Models/report.html");
    browser.open(hostile, 1280, 900);
    browser.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })");
    browser.await("!document.querySelector('#cards') || document.querySelector('#cards pre')");
    assertEquals(2, browser.number("document.scripts.length"));
    assertEquals(0, browser.number("document.images.length"));
    String shown = browser.text("document.body.innerText");
    assertTrue(shown.contains("<script>alert(1)</script>"));
    assertTrue(shown.contains("\\u202eb") || shown.contains("\\u202Eb"));
    assertFalse(shown.contains("\u202E"), "a mark of direction is shown as it is");
    assertFalse(shown.contains("x".repeat(3000)));
    assertFits();
    assertEquals(List.of(), browser.complaints(hostile));
  }

  /** With axe-core where {@code -Dlogsentinel.axe} names its file. */
  @Test
  void accessibility_hasNoSeriousFinding() throws IOException {
    Path axe =
        Path.of(
            System.getProperty(
                "logsentinel.axe", "src/test/tools/node_modules/axe-core/axe.min.js"));
    Assumptions.assumeTrue(Files.exists(axe), axe + " is not there: skipped");
    for (String scheme : List.of("light", "dark")) {
      for (int width : new int[] {360, 1280}) {
        browser.scheme(scheme);
        browser.open(page, width, 900);
        browser.evaluate(
            "document.querySelectorAll('details').forEach((it) => { it.open = true; })");
        browser.await("document.querySelector('#cards pre')");
        browser.evaluate(Files.readString(axe));
        assertEquals(
            "[]",
            browser.text(
                "axe.run().then((it) => JSON.stringify(it.violations.map((each) => [each.impact,"
                    + " each.id, each.nodes[0].html])))"));
      }
    }
  }

  /**
   * Tells how long it takes to draw and to answer, of 10,000 windows and 1,000 incidents: figures
   * for people, as a busy machine would fail any limit. Time of the processor depends less on it.
   */
  @Test
  void largeRuns_areMeasured() throws IOException {
    Path run = folder.resolve("large");
    ReportedRun.large(run, 10_000, 1_000);
    ReportedRun.page(run);
    Path large = run.resolve("Models/report.html");
    browser.send("Performance.enable", Map.of("timeDomain", "threadTicks"));
    browser.open(large, 1280, 900);
    browser.await("performance.getEntriesByName('first-contentful-paint').length");
    int paint =
        browser.number(
            "Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime)");
    List<String> acts = new ArrayList<>();
    for (String section : List.of("#timeline", "#scores", "#metrics", "#evidence")) {
      for (String zoom :
          List.of("Zoom in", "Later", "Zoom in", "Earlier", "Zoom out", "Show all")) {
        acts.add(
            section
                + "|document.querySelector('.zoom button[aria-label=\""
                + zoom
                + "\"]').click()");
      }
    }
    for (String text : List.of("h", "hi", "hig", "high", "", "10.9", "nothing", "")) {
      acts.add("#incidents|change('#find', '" + text + "', 'input')");
    }
    for (String order : List.of("time", "flows", "duration", "severity")) {
      acts.add("#incidents|change('#sort', '" + order + "', 'change')");
    }
    for (int card = 0; card < 20; card++) {
      acts.add("#incidents|document.querySelectorAll('#cards summary')[" + card + "].click()");
    }
    browser.evaluate(
        """
        window.frame = () => new Promise((ok) => requestAnimationFrame(() => setTimeout(ok, 0)));
        window.change = (name, value, event) => {
          const node = document.querySelector(name);
          node.value = value;
          node.dispatchEvent(new Event(event));
        };
        """);
    List<Integer> times = new ArrayList<>();
    List<Integer> processor = new ArrayList<>();
    for (String act : acts) {
      String[] parts = act.split("[|]", 2);
      browser.evaluate(
          "document.querySelector('"
              + parts[0]
              + "').scrollIntoView({behavior: 'instant'}); frame()");
      double before = processorMillis();
      times.add(
          browser.number(
              "(async () => { const begin = performance.now(); "
                  + parts[1]
                  + "; await frame(); return Math.round(performance.now() - begin); })()"));
      processor.add((int) Math.round(processorMillis() - before));
    }
    System.out.printf(
        "report of 10,000 windows and 1,000 incidents: first paint %s ms; %s interactions, median %s"
            + " ms, 95th percentile %s ms; of the processor %s and %s ms%n",
        paint,
        times.size(),
        quantile(times, 50),
        quantile(times, 95),
        quantile(processor, 50),
        quantile(processor, 95));
    assertTrue(
        browser.number("document.querySelectorAll('#cards > details[open] .reason').length") >= 20);
    assertEquals(List.of(), browser.complaints(large));
  }

  private static int quantile(List<Integer> times, int percent) {
    return times.stream().sorted().toList().get(times.size() * percent / 100);
  }

  /** What the page's thread has used so far. */
  private static double processorMillis() throws IOException {
    JsonObject got = browser.send("Performance.getMetrics", Map.of());
    for (JsonElement metric : got.getAsJsonArray("metrics")) {
      if (metric.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
        return 1000 * metric.getAsJsonObject().get("value").getAsDouble();
      }
    }
    throw new IOException("no TaskDuration in " + got);
  }

  /** Takes the picture of the README where {@code -Dlogsentinel.picture} names its file. */
  @Test
  void picture() throws IOException {
    String target = System.getProperty("logsentinel.picture", "");
    Assumptions.assumeTrue(!target.isEmpty(), "no -Dlogsentinel.picture: skipped");
    browser.send("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    browser.open(page, 1280, 1500);
    browser.evaluate("document.querySelector('#timeline').scrollIntoView({behavior: 'instant'})");
    browser.evaluate("scrollTo({top: 0, behavior: 'instant'})");
    browser.await("true");
    JsonObject shot = browser.send("Page.captureScreenshot", Map.of("format", "png"));
    Files.write(Path.of(target), Base64.getDecoder().decode(shot.get("data").getAsString()));
  }
}
