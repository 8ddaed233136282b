package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.text.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTest {
  @ParameterizedTest
  @CsvSource({
    "SOURCE, a, '', a, '', '', source a",
    "DESTINATION, a, '', '', a, '', destination a",
    "PAIR, a, b, a, b, '', pair a to b",
    "PORT, 80, '', '', '', 80, port 80",
    "CLIENT, 80, a, a, '', 80, client a port 80",
    "SERVICE, 80, a, '', a, 80, service a port 80",
    "SHAPE, 80, 6/9, '', '', 80, shape 6/9 at port 80"
  })
  void whatAnEntitySpeaksOf(
      EntityKind kind,
      String first,
      String second,
      String source,
      String destination,
      String port,
      String words)
      throws IOException {
    Entity entity = new Entity(kind, first, second);
    assertEquals(source, entity.source());
    assertEquals(destination, entity.destination());
    assertEquals(port, entity.port());
    assertEquals(words, entity.toString());
    JsonWriter json = JsonWriter.line();
    entity.write(json);
    String text = new String(json.toBytes(), StandardCharsets.UTF_8);
    Entity read = Entity.read(new JsonReader(new StringReader(text)));
    assertEquals(entity, read);
    assertEquals(entity.hashCode(), read.hashCode());
    for (EntityKind other : EntityKind.values()) {
      if (other != kind) {
        assertNotEquals(entity, new Entity(other, first, second));
        assertNotEquals(entity.hashCode(), new Entity(other, first, second).hashCode());
      }
    }
    assertNotEquals(entity, new Entity(kind, first + "x", second));
    assertNotEquals(entity, new Entity(kind, first, second + "x"));
  }

  @Test
  void entitiesByName() {
    assertEquals(new Entity(EntityKind.SOURCE, "a", ""), Entity.source("a"));
    assertEquals(new Entity(EntityKind.DESTINATION, "a", ""), Entity.destination("a"));
    assertEquals(new Entity(EntityKind.PAIR, "a", "b"), Entity.pair("a", "b"));
    assertEquals(new Entity(EntityKind.SERVICE, "80", "a"), Entity.service("a", "80"));
    assertThrows(NullPointerException.class, () -> Entity.pair("a", null));
    assertThrows(NullPointerException.class, () -> Entity.source(null));
  }

  @Test
  void entitiesInARow_areReadOneByOne() throws IOException {
    JsonReader json =
        new JsonReader(new StringReader("[[\"PORT\",\"80\",\"\"],[\"PAIR\",\"a\",\"b\"]]"));
    json.beginArray();
    assertEquals(new Entity(EntityKind.PORT, "80", ""), Entity.read(json));
    assertEquals(Entity.pair("a", "b"), Entity.read(json));
    json.endArray();
  }

  /** The numbers of a shape: what is no small whole number is odd, and its own. */
  @ParameterizedTest
  @CsvSource({
    "6, 100, 6/100",
    "17, 0, 17/0",
    "254, 1, 254/1",
    "255, 1, odd/1",
    "-1, 1, odd/1",
    "6.5, 1, odd/1"
  })
  void shapes(double protocol, double bytes, String text) {
    long key = ShapeKey.of(7, protocol, bytes);
    assertEquals(text, ShapeKey.text(key));
    assertEquals(7, ShapeKey.port(key));
    long other = ShapeKey.withPort(key, 9);
    assertEquals(9, ShapeKey.port(other));
    assertEquals(text, ShapeKey.text(other));
  }

  @Test
  void oddSizes_areTheirOwn() {
    String half = ShapeKey.text(ShapeKey.of(0, 6, 0.5));
    String less = ShapeKey.text(ShapeKey.of(0, 6, -1));
    assertEquals("6/odd", half.substring(0, 5));
    assertEquals("6/odd", less.substring(0, 5));
    assertNotEquals(half, less);
  }
}
