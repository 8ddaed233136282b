package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;

/** Evidence in words: how much of what was seen in a window, and how much of it is usual. */
final class EvidenceText {
  private EvidenceText() {}

  static String of(Evidence evidence) {
    if (evidence.channel() instanceof Channel.OfEntities channel) {
      String what = counted(channel, evidence.observed());
      String of = evidence.entity().map(it -> " " + of(it)).orElse("");
      return what + of + usual(evidence.typical().high());
    }
    String name = evidence.channel().name().replace('_', ' ');
    String low = HumanNumber.significant(evidence.typical().low(), 3);
    String high = HumanNumber.significant(evidence.typical().high(), 3);
    String observed = HumanNumber.significant(evidence.observed(), 3);
    return name + " " + observed + " (usual: " + low + " to " + high + ")";
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
}
