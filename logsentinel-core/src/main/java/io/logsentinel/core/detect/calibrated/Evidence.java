package io.logsentinel.core.detect.calibrated;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Evidence of a channel that finds a window unusual.
 *
 * @param channel that finds it so
 * @param entity whose measure it is; empty where the window itself is
 * @param observed the measure in this window
 * @param expected its mean over the baseline's windows
 * @param typical values that would be no evidence
 * @param seen share of the baseline's windows that list the entity, 0 to 1; 1 of the window itself
 * @param strength by how many scales of its tail the channel's reading lies beyond what the
 *     baseline's windows read, above 0
 * @param pValue the chance that the most surprising entity of the channel reads as high in a benign
 *     window, 1e-12 (or less) to 1
 * @param contribution its part of the window's score, 0 where another group is more unusual
 */
public record Evidence(
    Channel channel,
    Optional<Entity> entity,
    double observed,
    double expected,
    TypicalRange typical,
    double seen,
    double strength,
    double pValue,
    double contribution) {

  /**
   * {@return what {@link #write} wrote}
   *
   * @param json stands before it
   * @throws IOException if something else stands there; the message says where
   */
  public static Evidence read(JsonReader json) throws IOException {
    json.beginArray();
    Channel channel = Channel.read(json);
    List<Entity> entity = StrictJson.list(json, Entity::read);
    Evidence evidence =
        new Evidence(
            channel,
            entity.stream().findFirst(),
            StrictJson.number(json),
            StrictJson.number(json),
            new TypicalRange(StrictJson.number(json), StrictJson.number(json)),
            StrictJson.number(json),
            StrictJson.number(json),
            StrictJson.number(json),
            StrictJson.number(json));
    json.endArray();
    return evidence;
  }

  /**
   * Writes an array of all that there is of it, to be {@linkplain #read read} again.
   *
   * @param json takes it as its next value
   */
  public void write(JsonWriter json) {
    json.beginArray();
    channel.write(json);
    json.array(entity.stream().toList(), it -> it.write(json));
    json.value(observed).value(expected).value(typical.low).value(typical.high);
    json.value(seen).value(strength).value(pValue).value(contribution);
    json.endArray();
  }

  /** {@return what was seen and what is usual, for people: half a sentence} */
  public String words() {
    if (channel instanceof Channel.OfEntities counted) {
      String what = counted(counted, observed);
      String of = entity.map(it -> " " + of(it)).orElse("");
      return what + of + usual(typical.high());
    }
    String name = channel.name().replace('_', ' ');
    String low = HumanNumber.significant(typical.low(), 3);
    String high = HumanNumber.significant(typical.high(), 3);
    String value = HumanNumber.significant(observed, 3);
    return name + " " + value + " (usual: " + (low.equals(high) ? low : low + " to " + high) + ")";
  }

  /** Only listed entities are looked up in the baseline: there may be more new ones. */
  private static String counted(Channel.OfEntities channel, double observed) {
    String many = observed == 1 ? "" : "s";
    String number = HumanNumber.grouped(observed) + " ";
    return switch (channel.measure()) {
      case FLOWS -> number + "connection" + many;
      case PEERS -> number + peer(channel.kind()) + (observed == 1 ? "" : plural(channel.kind()));
      case PORTS -> number + "port" + many;
      case NEW -> "at least " + number + "new " + kind(channel.kind()) + many;
      case NEW_PORTS -> "at least " + number + "new port" + many;
    };
  }

  private static String peer(EntityKind kind) {
    return isOfSource(kind) ? "address" : "source";
  }

  private static String plural(EntityKind kind) {
    return isOfSource(kind) ? "es" : "s";
  }

  private static boolean isOfSource(EntityKind kind) {
    return kind == EntityKind.SOURCE || kind == EntityKind.CLIENT;
  }

  private static String kind(EntityKind kind) {
    return kind == EntityKind.SHAPE ? "flow shape" : kind.label();
  }

  private static String of(Entity entity) {
    return switch (entity.kind()) {
      case SOURCE -> "from " + entity.source();
      case DESTINATION -> "to " + entity.destination();
      case PAIR -> "from " + entity.source() + " to " + entity.destination();
      case PORT -> "to port " + entity.port();
      case CLIENT -> "from " + entity.source() + " to port " + entity.port();
      case SERVICE -> "to " + entity.destination() + " port " + entity.port();
      case SHAPE -> "alike to port " + entity.port();
    };
  }

  private static String usual(double high) {
    double most = Math.floor(high);
    return most < 1 ? " (usual: none)" : " (usual: at most " + HumanNumber.grouped(most) + ")";
  }

  /**
   * Range of the typical values of a measure: those that a channel reads as no more unusual than
   * the most unusual entity in seven of ten windows of the baseline; with an adaptive detector also
   * those that the last windows of the baseline had.
   *
   * @param low the lowest typical value; 0 of counts
   * @param high the highest
   */
  public record TypicalRange(double low, double high) {}

  /**
   * Reading of an address of a window.
   *
   * @param address as the flows have it, any text
   * @param pValue the smallest of its evidence, 1e-12 (or less) to 1. It is that of one channel: of
   *     the hundreds there are, some are small in any window
   * @param evidence what is beyond the typical of it, whether or not another entity of the channel
   *     is more so; the strongest, with the smallest p-value, first. Its contributions are 0
   */
  public record EntityReading(String address, double pValue, List<Evidence> evidence) {

    public EntityReading {
      evidence = List.copyOf(evidence);
    }
  }
}
