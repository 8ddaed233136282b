package io.logsentinel.core.incident;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Ranking of names by weight, with the number of windows in which each was weighed. Bounded: beyond
 * {@value #MOST} names the lighter half is forgotten, so an incident of very many addresses stays
 * small.
 */
final class WeightedNames {
  private static final int MOST = 512;

  private static final class Place {
    private double weight;
    private int windows;
  }

  private final Map<String, Place> places = new HashMap<>();

  /** Weighs a name in one more window; an empty one is none. */
  void add(String name, double weight) {
    add(name, weight, 1);
  }

  private void add(String name, double weight, int windows) {
    if (name.isEmpty()) {
      return;
    }
    Place place = places.computeIfAbsent(name, any -> new Place());
    place.weight += weight;
    place.windows += windows;
    if (places.size() > MOST) {
      places.keySet().retainAll(new HashSet<>(names(MOST / 2)));
    }
  }

  void add(WeightedNames other) {
    for (Map.Entry<String, Place> each : other.heaviest(MOST)) {
      add(each.getKey(), each.getValue().weight, each.getValue().windows);
    }
  }

  static WeightedNames read(JsonReader json) throws IOException {
    WeightedNames names = new WeightedNames();
    StrictJson.list(
        json,
        each -> {
          each.beginArray();
          Place place = new Place();
          String name = StrictJson.string(each);
          place.weight = StrictJson.number(each);
          place.windows = StrictJson.count(each);
          each.endArray();
          return names.places.put(name, place);
        });
    return names;
  }

  /** Writes an array of all names, each with its weight and its windows. */
  void write(JsonWriter json) {
    json.array(
        heaviest(MOST),
        each -> {
          Place place = each.getValue();
          json.beginArray()
              .value(each.getKey())
              .value(place.weight)
              .value(place.windows)
              .endArray();
        });
  }

  /** {@return whether a name was weighed, and not forgotten} */
  boolean contains(String name) {
    return places.containsKey(name);
  }

  /** {@return whether any name was weighed here and there} */
  boolean sharesAny(WeightedNames other) {
    return places.keySet().stream().anyMatch(other::contains);
  }

  /** {@return the sum of a name's weights, from 0} */
  double weight(String name) {
    Place place = places.get(name);
    return place == null ? 0 : place.weight;
  }

  /** {@return in how many windows a name was weighed, from 0} */
  int windows(String name) {
    Place place = places.get(name);
    return place == null ? 0 : place.windows;
  }

  /** {@return the name with the most weight; empty where there is none} */
  String first() {
    List<String> first = names(1);
    return first.isEmpty() ? "" : first.get(0);
  }

  /** {@return the names with the most weight, that one first, of equal ones by name} */
  List<String> names(int most) {
    return heaviest(most).stream().map(Map.Entry::getKey).toList();
  }

  private List<Map.Entry<String, Place>> heaviest(int most) {
    return places.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Place> it) -> -it.getValue().weight)
                .thenComparing(Map.Entry::getKey))
        .limit(most)
        .toList();
  }
}
