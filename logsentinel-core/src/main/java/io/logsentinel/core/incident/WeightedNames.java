package io.logsentinel.core.incident;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names by weight, and in how many windows each was weighed. Bounded: beyond {@value #MOST} names
 * the lighter half is forgotten, so a story of very many addresses stays small.
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
      places.keySet().retainAll(new java.util.HashSet<>(names(MOST / 2)));
    }
  }

  void add(WeightedNames other) {
    for (String name : other.names(MOST)) {
      Place place = other.places.get(name);
      add(name, place.weight, place.windows);
    }
  }

  boolean contains(String name) {
    return places.containsKey(name);
  }

  boolean sharesAny(WeightedNames other) {
    return places.keySet().stream().anyMatch(other::contains);
  }

  double weight(String name) {
    Place place = places.get(name);
    return place == null ? 0 : place.weight;
  }

  int windows(String name) {
    Place place = places.get(name);
    return place == null ? 0 : place.windows;
  }

  /** The name with the most weight; empty where there is none. */
  String first() {
    List<String> first = names(1);
    return first.isEmpty() ? "" : first.get(0);
  }

  /** The names with the most weight, that one first. */
  List<String> names(int most) {
    List<String> names = new ArrayList<>(places.keySet());
    names.sort(
        Comparator.comparingDouble((String name) -> -places.get(name).weight)
            .thenComparing(name -> name));
    return names.subList(0, Math.min(most, names.size()));
  }
}
