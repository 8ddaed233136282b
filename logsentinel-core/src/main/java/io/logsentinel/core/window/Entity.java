package io.logsentinel.core.window;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.util.Objects;

/**
 * A thing that flows have in common: an address, a pair, a port, a service, a client, a flow shape.
 *
 * @param kind of thing
 * @param first the port where the kind has one, else the address, of a pair the source
 * @param second the address of a client or service, the destination of a pair, the numbers of a
 *     flow shape; empty where {@code first} says all
 */
public record Entity(EntityKind kind, String first, String second) {

  public Entity {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
  }

  /** {@return a source address as an entity} */
  public static Entity source(String address) {
    return new Entity(EntityKind.SOURCE, address, "");
  }

  /** {@return a destination address as an entity} */
  public static Entity destination(String address) {
    return new Entity(EntityKind.DESTINATION, address, "");
  }

  /** {@return a pair of addresses as an entity} */
  public static Entity pair(String source, String destination) {
    return new Entity(EntityKind.PAIR, source, destination);
  }

  /** {@return a destination address that serves a destination port as an entity} */
  public static Entity service(String address, String port) {
    return new Entity(EntityKind.SERVICE, port, address);
  }

  /**
   * {@return what {@link #write} wrote}
   *
   * @param json stands before it
   * @throws IOException if something else stands there; the message says where
   */
  public static Entity read(JsonReader json) throws IOException {
    json.beginArray();
    EntityKind kind = StrictJson.constant(json, EntityKind.class);
    Entity entity = new Entity(kind, StrictJson.string(json), StrictJson.string(json));
    json.endArray();
    return entity;
  }

  /**
   * Writes an array of the kind's name and both texts.
   *
   * @param json takes it as its next value
   */
  public void write(JsonWriter json) {
    json.beginArray().value(kind.name()).value(first).value(second).endArray();
  }

  // written out: entities are looked up by the thousand, and what the compiler would make of
  // records is slow until the JVM is warm

  @Override
  public boolean equals(Object other) {
    return other instanceof Entity entity
        && kind == entity.kind
        && first.equals(entity.first)
        && second.equals(entity.second);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * first.hashCode() + second.hashCode()) + kind.ordinal();
  }

  /** {@return the source address the entity speaks of; empty where it speaks of none} */
  public String source() {
    return switch (kind) {
      case SOURCE, PAIR -> first;
      case CLIENT -> second;
      default -> "";
    };
  }

  /** {@return the destination address the entity speaks of; empty where it speaks of none} */
  public String destination() {
    return switch (kind) {
      case DESTINATION -> first;
      case PAIR, SERVICE -> second;
      default -> "";
    };
  }

  /** {@return the destination port the entity speaks of; empty where it speaks of none} */
  public String port() {
    return kind.hasPort() ? first : "";
  }

  /** The entity in words, as {@code service 192.168.10.50 port 80}. */
  @Override
  public String toString() {
    return kind.label()
        + " "
        + switch (kind) {
          case SOURCE, DESTINATION, PORT -> first;
          case PAIR -> first + " to " + second;
          case CLIENT, SERVICE -> second + " port " + first;
          case SHAPE -> second + " at port " + first;
        };
  }
}
