package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers for the channels: which one an entity's measure goes to. */
public final class Channels {
  static final String RARE = "rare";
  static final String HOSTS = "hosts";
  public static final String WINDOW = "window";

  private static final int KINDS = EntityKind.values().length;
  private static final int MEASURES = EntityMeasure.values().length;

  private final List<String> groups = new ArrayList<>(List.of(WINDOW, HOSTS, RARE));
  private final Map<String, Integer> groupOfPort = new HashMap<>();

  /** The ports that have a group of their own. */
  Channels(List<String> commonPorts) {
    for (String port : commonPorts) {
      groupOfPort.put(port, groups.size());
      groups.add(port);
    }
  }

  int group(EntityKind kind, String first) {
    return kind.hasPort()
        ? groupOfPort.getOrDefault(first, groups.indexOf(RARE))
        : groups.indexOf(HOSTS);
  }

  int groups() {
    return groups.size();
  }

  /** The channel of a behavioural metric. */
  int channel(ProfileMetric metric) {
    return metric.ordinal();
  }

  int channel(EntityKind kind, EntityMeasure measure, int group, boolean busy) {
    int place = (kind.ordinal() * MEASURES + measure.ordinal()) * groups.size() + group;
    return ProfileMetric.values().length + 2 * place + (busy ? 1 : 0);
  }

  int count() {
    return ProfileMetric.values().length + 2 * KINDS * MEASURES * groups.size();
  }

  int groupOf(int channel) {
    int metrics = ProfileMetric.values().length;
    return channel < metrics ? groups.indexOf(WINDOW) : (channel - metrics) / 2 % groups.size();
  }

  boolean isNovelty(int channel) {
    int metrics = ProfileMetric.values().length;
    return channel >= metrics && measure(channel - metrics).isNovelty();
  }

  private EntityMeasure measure(int entityChannel) {
    return EntityMeasure.values()[entityChannel / 2 / groups.size() % MEASURES];
  }

  public Channel name(int channel) {
    String group = groups.get(groupOf(channel));
    int metrics = ProfileMetric.values().length;
    if (channel < metrics) {
      return new Channel(group, ProfileMetric.values()[channel].label());
    }
    EntityMeasure measure = measure(channel - metrics);
    EntityKind kind = EntityKind.values()[(channel - metrics) / 2 / groups.size() / MEASURES];
    String name = kind.label() + " " + measure.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (measure.isNovelty()) {
      return new Channel(group, name);
    }
    return new Channel(group, name + ((channel - metrics) % 2 == 1 ? ", busy" : ", seldom"));
  }
}
