package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.text.IpAddress;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Dense numbering of all channels, from 0: those of the behavioural metrics first, then by kind,
 * measure and group two each, seldom and busy. Readings are made by the thousand, and sums kept by
 * channel, in arrays. Groups are numbered too.
 */
final class Channels {
  private static final int MEASURES = EntityMeasure.values().length;
  private static final int METRICS = ProfileMetric.values().length;

  private final List<String> groups =
      new ArrayList<>(List.of(Channel.WINDOW, Channel.HOSTS, Channel.RARE, Channel.CHATTER));
  private final Map<String, Integer> groupOfPort = new HashMap<>();
  private final List<Channel> channels = new ArrayList<>();

  private final int[] groupOf;

  /** Channels with a group for each of some ports. */
  Channels(List<String> commonPorts) {
    for (String port : commonPorts) {
      groupOfPort.put(port, groups.size());
      groups.add(port);
    }
    for (ProfileMetric metric : ProfileMetric.values()) {
      channels.add(new Channel.OfMetric(metric));
    }
    for (EntityKind kind : EntityKind.values()) {
      for (EntityMeasure measure : EntityMeasure.values()) {
        for (String group : groups) {
          channels.add(new Channel.OfEntities(kind, measure, group, false));
          channels.add(new Channel.OfEntities(kind, measure, group, true));
        }
      }
    }
    groupOf = channels.stream().mapToInt(channel -> groups.indexOf(channel.group())).toArray();
  }

  /** {@return the group of an entity} */
  int group(Entity entity) {
    if (isChatter(entity.destination()) || isChatter(entity.source())) {
      return groups.indexOf(Channel.CHATTER);
    }
    return entity.kind().hasPort()
        ? groupOfPort.getOrDefault(entity.port(), groups.indexOf(Channel.RARE))
        : groups.indexOf(Channel.HOSTS);
  }

  private static boolean isChatter(String address) {
    IpAddress parsed = address.isEmpty() ? null : IpAddress.parse(address);
    return parsed != null
        && switch (parsed.scope()) {
          case MULTICAST, BROADCAST, LINK_LOCAL -> true;
          default -> false;
        };
  }

  int groups() {
    return groups.size();
  }

  int channel(ProfileMetric metric) {
    return metric.ordinal();
  }

  /** {@return the number of the channel of a measure of entities} */
  int channel(EntityKind kind, EntityMeasure measure, int group, boolean busy) {
    int pair = (kind.ordinal() * MEASURES + measure.ordinal()) * groups.size() + group;
    return METRICS + 2 * pair + (busy ? 1 : 0);
  }

  int count() {
    return channels.size();
  }

  int groupOf(int channel) {
    return groupOf[channel];
  }

  Channel get(int channel) {
    return channels.get(channel);
  }
}
