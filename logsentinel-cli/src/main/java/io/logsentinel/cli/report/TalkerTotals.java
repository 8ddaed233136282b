package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Totals of the entities that the profiles of all windows list. A profile lists the busiest of its
 * window alone, so a total is what was counted at least.
 */
final class TalkerTotals {
  static final List<EntityKind> KINDS =
      List.of(EntityKind.SOURCE, EntityKind.DESTINATION, EntityKind.SERVICE);

  /** So many of a kind are told. */
  static final int MOST_TOLD = 150;

  /** The most of a kind that are remembered: beyond, those with the fewest flows are forgotten. */
  private static final int MOST_KEPT = 1 << 15;

  private final Map<EntityKind, Map<Entity, Total>> totals = new HashMap<>();

  private static final class Total {
    private long windows;
    private long alarms;
    private long flows;
    private double packets;
    private double bytes;
    private long peers;
    private long ports;
  }

  void add(Profile profile, boolean alarms) {
    for (EntityKind kind : KINDS) {
      Map<Entity, Total> ofKind = totals.computeIfAbsent(kind, any -> new HashMap<>());
      for (EntityStats stats : profile.entities(kind)) {
        Total total = ofKind.computeIfAbsent(stats.entity(), any -> new Total());
        total.windows++;
        total.alarms += alarms ? 1 : 0;
        total.flows += stats.flows();
        total.packets += stats.packets();
        total.bytes += stats.bytes();
        total.peers = Math.max(total.peers, stats.peers());
        total.ports = Math.max(total.ports, stats.ports());
      }
      if (ofKind.size() > MOST_KEPT) {
        Set<Entity> kept = new HashSet<>();
        busiest(ofKind, MOST_KEPT / 2).forEach(each -> kept.add(each.getKey()));
        ofKind.keySet().retainAll(kept);
      }
    }
  }

  private static List<Map.Entry<Entity, Total>> busiest(Map<Entity, Total> totals, int most) {
    return totals.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<Entity, Total> each) -> -each.getValue().flows)
                .thenComparing(each -> each.getKey().first())
                .thenComparing(each -> each.getKey().second()))
        .limit(most)
        .toList();
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    for (EntityKind kind : KINDS) {
      Map<Entity, Total> ofKind = totals.getOrDefault(kind, Map.of());
      JsonObject rows = new JsonObject();
      rows.addProperty("seen", ofKind.size());
      rows.add(
          "rows",
          JsonTree.array(busiest(ofKind, MOST_TOLD), each -> row(each.getKey(), each.getValue())));
      json.add(kind.label(), rows);
    }
    return json;
  }

  /** Name, port, windows, windows that alarm, flows, packets, bytes, most peers, most ports. */
  private static JsonArray row(Entity entity, Total total) {
    JsonArray row = new JsonArray();
    boolean isSource = entity.kind() == EntityKind.SOURCE;
    row.add(new JsonPrimitive(isSource ? entity.source() : entity.destination()));
    row.add(new JsonPrimitive(entity.port()));
    row.add(JsonTree.number(total.windows));
    row.add(JsonTree.number(total.alarms));
    row.add(JsonTree.number(total.flows));
    row.add(JsonTree.number(total.packets));
    row.add(JsonTree.number(total.bytes));
    row.add(JsonTree.number(total.peers));
    row.add(JsonTree.number(total.ports));
    return row;
  }
}
