package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.ProfileMetric;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An alarm, and what it tells of: the strong evidence of every group that would alarm by itself,
 * or, where none would, of the most unusual one. A second attack in the same window, hidden behind
 * the first, is none of it.
 */
final class Alarm implements RecentTraffic.Told {
  /** Evidence is strong from this share of the strongest of its group on. */
  private static final double STRONG = 0.1;

  private final Channels channels;
  private final ChannelTails tails;
  private final double alarmScore;
  private final Map<EntityMeasure, Set<Entity>> entities = new EnumMap<>(EntityMeasure.class);
  private final Set<ProfileMetric> metrics = EnumSet.noneOf(ProfileMetric.class);

  /** Tells of nothing yet. */
  Alarm(Channels channels, ChannelTails tails, double alarmScore) {
    this.channels = channels;
    this.tails = tails;
    this.alarmScore = alarmScore;
  }

  /** Tells of what a window that alarms reads. */
  void tell(List<ChannelReading> readings) {
    GroupScores groups = new GroupScores(channels);
    readings.forEach(reading -> groups.add(reading.channel(), tails.strength(reading)));
    double least = Math.min(alarmScore, groups.score(groups.largest()));
    for (ChannelReading reading : readings) {
      int group = channels.groupOf(reading.channel());
      if (groups.score(group) >= least
          && tails.strength(reading) >= STRONG * groups.strongest(group)) {
        tell(reading);
      }
    }
  }

  private void tell(ChannelReading reading) {
    Channel channel = channels.get(reading.channel());
    if (channel instanceof Channel.OfMetric window) {
      metrics.add(window.metric());
    } else if (channel instanceof Channel.OfEntities counted) {
      Set<Entity> told = entities.computeIfAbsent(counted.measure(), any -> new HashSet<>());
      reading.entity().ifPresent(told::add);
    }
  }

  @Override
  public boolean tells(Entity entity, EntityMeasure measure) {
    return entities.getOrDefault(measure, Set.of()).contains(entity);
  }

  @Override
  public boolean tells(ProfileMetric metric) {
    return metrics.contains(metric);
  }
}
