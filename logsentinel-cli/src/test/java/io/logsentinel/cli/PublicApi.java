package io.logsentinel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users of a module can name: its public types and their members, as lines of text. */
final class PublicApi {
  private PublicApi() {}

  /**
   * {@return the lines, by type}
   *
   * @param one of the module's classes
   * @param closed packages whose types, and those below them, are for users only where others speak
   *     of them
   */
  static List<String> of(Class<?> one, List<String> closed) throws IOException {
    Map<String, List<String>> open = new TreeMap<>();
    Map<String, List<String>> held = new TreeMap<>();
    for (String name : classes(one)) {
      Class<?> type = load(name, one.getClassLoader());
      if (isOpen(type)) {
        List<String> lines = new ArrayList<>(List.of(head(type)));
        lines.addAll(members(type));
        (isIn(closed, type) ? held : open).put(name(type), lines);
      }
    }
    for (boolean found = true; found; ) {
      String spoken = open.values().toString();
      Map<String, List<String>> more = new TreeMap<>(held);
      more.keySet()
          .removeIf(type -> !Pattern.compile(Pattern.quote(type) + "\\b").matcher(spoken).find());
      found = !more.isEmpty();
      open.putAll(more);
      held.keySet().removeAll(more.keySet());
    }
    return open.values().stream().flatMap(List::stream).toList();
  }

  private static boolean isIn(List<String> closed, Class<?> type) {
    return closed.stream().anyMatch(it -> (type.getPackageName() + ".").startsWith(it + "."));
  }

  /** The names of all classes that lie where one does, in a folder or a jar. */
  private static List<String> classes(Class<?> one) throws IOException {
    try {
      Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        return classes(place);
      }
      try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
        return classes(jar.getPath("/"));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> classes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> file.substring(0, file.length() - 6).replace('/', '.'))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOpen(Class<?> type) {
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      boolean isNamed = !outer.isAnonymousClass() && !outer.isLocalClass() && !outer.isSynthetic();
      if (!isNamed || !isForOthers(outer.getModifiers(), outer.getEnclosingClass())) {
        return false;
      }
    }
    return true;
  }

  /** Protected members are for others where their class can be extended. */
  private static boolean isForOthers(int modifiers, Class<?> owner) {
    return Modifier.isPublic(modifiers)
        || Modifier.isProtected(modifiers)
            && owner != null
            && !Modifier.isFinal(owner.getModifiers());
  }

  private static String head(Class<?> type) {
    StringBuilder head = new StringBuilder(modifiers(type.getModifiers() & ~Modifier.INTERFACE));
    head.append(type.isSealed() ? "sealed " : "").append(kind(type)).append(' ');
    head.append(name(type)).append(parameters(type.getTypeParameters()).stripTrailing());
    if (type.isRecord()) {
      head.append(
          Arrays.stream(type.getRecordComponents())
              .map(PublicApi::component)
              .collect(Collectors.joining(", ", "(", ")")));
    }
    Type above = type.getGenericSuperclass();
    boolean isPlain = above == null || above == Object.class || type.isRecord() || type.isEnum();
    head.append(isPlain ? "" : " extends " + name(above));
    List<String> interfaces =
        Arrays.stream(type.getGenericInterfaces()).map(PublicApi::name).toList();
    head.append(interfaces.isEmpty() ? "" : " implements " + String.join(", ", interfaces));
    return head.toString();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    return type.isInterface()
        ? "interface"
        : type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
  }

  private static String component(RecordComponent component) {
    return name(component.getGenericType()) + " " + component.getName();
  }

  private static List<String> members(Class<?> type) {
    List<String> constants = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (field.isEnumConstant()) {
        constants.add("  " + field.getName());
      } else if (isForOthers(field.getModifiers(), type) && !field.isSynthetic()) {
        others.add("  " + field(field));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isForOthers(constructor.getModifiers(), type) && !constructor.isSynthetic()) {
        others.add("  " + executable(constructor, "new"));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean isOfAll =
          List.of("equals", "hashCode", "toString").contains(method.getName())
              || type.isEnum() && List.of("values", "valueOf").contains(method.getName());
      if (isForOthers(method.getModifiers(), type) && !method.isSynthetic() && !isOfAll) {
        others.add(
            "  "
                + executable(method, name(method.getGenericReturnType()) + " " + method.getName()));
      }
    }
    Collections.sort(others);
    constants.addAll(others);
    return constants;
  }

  /** A constant's value is compiled into what uses it, so it is of the interface too. */
  private static String field(Field field) {
    String text = modifiers(field.getModifiers()) + name(field.getGenericType());
    text += " " + field.getName();
    boolean isConstant =
        Modifier.isStatic(field.getModifiers())
            && Modifier.isFinal(field.getModifiers())
            && (field.getType().isPrimitive() || field.getType() == String.class);
    try {
      return isConstant ? text + " = " + field.get(null) : text;
    } catch (IllegalAccessException e) {
      return text;
    }
  }

  private static String executable(Executable member, String name) {
    String thrown =
        Arrays.stream(member.getGenericExceptionTypes())
            .map(PublicApi::name)
            .sorted()
            .collect(Collectors.joining(", "));
    int kept = member.getModifiers() & ~(Modifier.VOLATILE | Modifier.TRANSIENT | Modifier.STRICT);
    boolean hasBody = member instanceof Method method && method.isDefault();
    return (hasBody ? "default " : "")
        + modifiers(kept & ~Modifier.SYNCHRONIZED)
        + parameters(member.getTypeParameters())
        + name
        + Arrays.stream(member.getGenericParameterTypes())
            .map(PublicApi::name)
            .collect(Collectors.joining(", ", "(", ")"))
        + (member.isVarArgs() ? "..." : "")
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String modifiers(int modifiers) {
    String text = Modifier.toString(modifiers & ~Modifier.PUBLIC);
    return text.isEmpty() ? "" : text + " ";
  }

  private static String parameters(TypeVariable<?>... variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(variable -> variable.getName() + bounds(variable))
            .collect(Collectors.joining(", ", "<", "> "));
  }

  private static String bounds(TypeVariable<?> variable) {
    List<String> bounds =
        Arrays.stream(variable.getBounds())
            .filter(bound -> bound != Object.class)
            .map(PublicApi::name)
            .toList();
    return bounds.isEmpty() ? "" : " extends " + String.join(" & ", bounds);
  }

  private static String name(Type type) {
    return type.getTypeName()
        .replaceAll("\\bjava\\.(lang|util|io)\\.(?=[A-Z])", "")
        .replace("io.logsentinel.", "");
  }
}
