package io.logsentinel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The types of all modules and which of them each names, read from their sources. */
final class SourceTree {
  static final List<String> MODULES =
      List.of(
          "logsentinel-core",
          "logsentinel-ml",
          "logsentinel-cli",
          "logsentinel-flink",
          "logsentinel-bench");

  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile(
          "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'"
              + "|//[^\n]*|/\\*(?s:.*?)\\*/");
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?([\\w.]+);$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("(?<![\\w.])[A-Z]\\w*");

  /** A top-level type: its package, its code without comments, imports and texts. */
  record Type(String packageName, String name, Set<String> imports, String code) {
    boolean isPublic() {
      return Pattern.compile("^public ", Pattern.MULTILINE).matcher(code).find();
    }

    boolean isSealed() {
      return Pattern.compile("^(public )?(abstract )?sealed ", Pattern.MULTILINE)
          .matcher(code)
          .find();
    }

    boolean isOfFamily(String head) {
      return Pattern.compile("(implements|extends) [^{]*\\b" + head + "\\b").matcher(code).find();
    }
  }

  private final Map<String, Type> types = new TreeMap<>();
  private final Map<String, Set<String>> references = new TreeMap<>();

  SourceTree() throws IOException {
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : files.filter(SourceTree::isType).toList()) {
          read(file);
        }
      }
    }
    types.forEach((name, type) -> references.put(name, referencesOf(name, type)));
  }

  private static boolean isType(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".java") && !name.endsWith("-info.java");
  }

  private void read(Path file) throws IOException {
    String code = COMMENT_OR_TEXT.matcher(Files.readString(file)).replaceAll(" ");
    Matcher inPackage = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE).matcher(code);
    if (!inPackage.find()) {
      throw new IllegalStateException(file + " names no package");
    }
    Set<String> imports = new TreeSet<>();
    Matcher each = IMPORT.matcher(code);
    while (each.find()) {
      imports.add(each.group(1));
    }
    String name = file.getFileName().toString().replace(".java", "");
    String body = code.replaceAll("(?m)^(import|package) .*$", "");
    types.put(inPackage.group(1) + "." + name, new Type(inPackage.group(1), name, imports, body));
  }

  /** Imports, for documentation alone too, and names of the same package. */
  private Set<String> referencesOf(String self, Type type) {
    Set<String> named = new TreeSet<>();
    Set<String> hidden = new HashSet<>();
    for (String imported : type.imports()) {
      hidden.add(imported.substring(imported.lastIndexOf('.') + 1));
      for (String outer = imported; outer.contains("."); outer = parent(outer)) {
        if (types.containsKey(outer)) {
          named.add(outer);
          break;
        }
      }
    }
    Matcher names = NAME.matcher(type.code());
    while (names.find()) {
      String same = type.packageName() + "." + names.group();
      if (!hidden.contains(names.group()) && types.containsKey(same)) {
        named.add(same);
      }
    }
    named.remove(self);
    return named;
  }

  private static String parent(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  Map<String, Type> types() {
    return types;
  }

  /** By package the packages that it names, without the common beginning. */
  Map<String, Set<String>> packages() {
    Map<String, Set<String>> packages = new TreeMap<>();
    references.forEach(
        (from, all) -> {
          Set<String> named = packages.computeIfAbsent(shortPackage(from), p -> new TreeSet<>());
          all.forEach(to -> named.add(shortPackage(to)));
          named.remove(shortPackage(from));
        });
    return packages;
  }

  private static String shortPackage(String type) {
    return parent(type).replace("io.logsentinel.", "");
  }

  /** Groups of types that all name each other, directly or not. */
  List<Set<String>> fileCycles() {
    return cycles(references);
  }

  static List<Set<String>> cycles(Map<String, Set<String>> graph) {
    Map<String, Set<String>> reachable = new HashMap<>();
    graph.keySet().forEach(from -> reachable.put(from, reachableFrom(from, graph)));
    List<Set<String>> cycles = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String from : graph.keySet()) {
      if (reachable.get(from).contains(from) && !done.contains(from)) {
        Set<String> cycle = new TreeSet<>(reachable.get(from));
        cycle.removeIf(to -> !reachable.getOrDefault(to, Set.of()).contains(from));
        done.addAll(cycle);
        cycles.add(cycle);
      }
    }
    return cycles;
  }

  private static Set<String> reachableFrom(String from, Map<String, Set<String>> graph) {
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(graph.get(from));
    while (!next.isEmpty()) {
      String at = next.poll();
      if (seen.add(at)) {
        next.addAll(graph.getOrDefault(at, Set.of()));
      }
    }
    return seen;
  }
}
