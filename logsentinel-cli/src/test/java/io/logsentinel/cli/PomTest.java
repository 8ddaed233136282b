package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is published says of itself what a repository asks for, and one version of all. */
class PomTest {
  private static final List<String> PUBLISHED =
      List.of("logsentinel-core", "logsentinel-ml", "logsentinel-cli");

  private static Document pom(String module) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(Path.of("..", module, "pom.xml").toFile());
  }

  /** The text of the first element on a way of names, with blanks as one. */
  private static String text(Document pom, String... way) {
    Element at = pom.getDocumentElement();
    for (String name : way) {
      Element next = null;
      NodeList children = at.getChildNodes();
      for (int i = 0; i < children.getLength() && next == null; i++) {
        next = children.item(i) instanceof Element e && e.getTagName().equals(name) ? e : null;
      }
      if (next == null) {
        return "";
      }
      at = next;
    }
    return at.getTextContent().strip().replaceAll("\\s+", " ");
  }

  /** The list for people is that of the bill of materials, which is made by the build. */
  @Test
  void thirdPartyList_hasEveryLibraryThatRuns_withItsVersion() throws Exception {
    String list = Files.readString(Path.of("../THIRD-PARTY.md"));
    Document parent = pom("");
    for (String library :
        new String[] {"gson", "univocity", "commons-math", "picocli", "zstd-jni"}) {
      String version = text(parent, "properties", library + ".version");
      assertTrue(
          list.lines().anyMatch(it -> it.contains(library) && it.contains("| " + version + " |")),
          library + " " + version);
    }
  }

  @Test
  void bom_hasAllThatIsPublished_andTheSameMetadata() throws Exception {
    Document parent = pom("");
    Document bom = pom("logsentinel-bom");
    NodeList ids = bom.getElementsByTagName("artifactId");
    List<String> managed = new ArrayList<>();
    for (int i = 0; i < ids.getLength(); i++) {
      String id = ids.item(i).getTextContent();
      if (!id.equals("logsentinel-bom") && id.startsWith("logsentinel-")) {
        managed.add(id);
      }
    }
    assertEquals(PUBLISHED, managed);
    assertEquals("", text(bom, "parent"), "who imports the BOM gets no other versions");
    for (List<String> way :
        List.of(
            List.of("groupId"),
            List.of("version"),
            List.of("url"),
            List.of("inceptionYear"),
            List.of("licenses"),
            List.of("developers"),
            List.of("scm"))) {
      String[] names = way.toArray(String[]::new);
      assertTrue(!text(parent, names).isEmpty(), way.toString());
      assertEquals(text(parent, names), text(bom, names), way.toString());
    }
  }

  @Test
  void everyPublishedModule_saysWhatItIs() throws Exception {
    for (String module : PUBLISHED) {
      Document pom = pom(module);
      assertTrue(text(pom, "name").startsWith("LogSentinel "), module);
      assertTrue(text(pom, "description").length() > 10, module);
      assertEquals("logsentinel-parent", text(pom, "parent", "artifactId"), module);
      assertEquals(text(pom(""), "version"), text(pom, "parent", "version"), module);
    }
    assertEquals(
        List.of("true", "true", "true"),
        List.of(
            text(pom("logsentinel-bench"), "properties", "maven.deploy.skip"),
            text(pom("logsentinel-flink"), "properties", "maven.deploy.skip"),
            text(pom("packaging"), "properties", "maven.deploy.skip")));
  }

  /** What names the version in words goes with it. */
  @Test
  void pages_nameTheVersion() throws Exception {
    String version = text(pom(""), "version");
    for (String page : List.of("README.md", "docs/install.md", "packaging/Dockerfile")) {
      Matcher named =
          Pattern.compile("(?:<version>|logsentinel[-_])([0-9]+\\.[0-9]+\\.[0-9]+)")
              .matcher(Files.readString(Path.of("..", page)));
      assertTrue(named.find(), page);
      do {
        assertEquals(version, named.group(1), page);
      } while (named.find());
    }
  }

  /** Whoever builds takes libraries from where their Maven does. */
  @Test
  void noPomNamesARepository() throws IOException {
    List<Path> poms = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Path.of(".."))) {
      folders.map(folder -> folder.resolve("pom.xml")).filter(Files::exists).forEach(poms::add);
    }
    assertTrue(poms.size() >= 6, poms.toString());
    for (Path pom : poms) {
      String text = Files.readString(pom);
      assertTrue(!text.matches("(?s).*<(repository|pluginRepository|mirror)>.*"), pom.toString());
    }
  }
}
