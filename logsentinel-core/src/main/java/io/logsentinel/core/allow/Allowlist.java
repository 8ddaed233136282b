package io.logsentinel.core.allow;

import io.logsentinel.core.allow.AllowRule.Direction;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.text.IpAddress;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules that say which flows are known: they stay in their windows, but are no evidence.
 *
 * <p>A flow is counted at one rule only: at the first without a pattern that holds for it, else at
 * the first with one. Immutable.
 */
public final class Allowlist {
  /** A list without rules, which allows nothing. */
  public static final Allowlist NONE = new Allowlist(List.of());

  private final List<AllowRule> all;
  private final List<Rule> rules;

  /** What rules take every source for; null where they take it for what it is. */
  private final @Nullable String onlySource;

  private Allowlist(List<AllowRule> all) {
    this(all, null);
  }

  private Allowlist(List<AllowRule> all, @Nullable String onlySource) {
    this.all = List.copyOf(all);
    this.onlySource = onlySource;
    this.rules = all.stream().map(Allowlist::rule).toList();
  }

  private static Rule rule(AllowRule rule) {
    Optional<Story> story =
        rule.isOfStory()
            ? Optional.of(
                new Story(
                    rule.line(),
                    rule.reason(),
                    rule.patterns(),
                    rule.address(),
                    word(rule.direction())))
            : Optional.empty();
    return new Rule(
        rule.line(),
        rule.conditions(),
        rule.address(),
        word(rule.direction()),
        rule.until(),
        rule.reason(),
        story);
  }

  private static String word(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  private static Direction direction(String word) {
    return Direction.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static boolean isOf(Optional<Cidr> address, Direction direction, String from, String to) {
    return (direction.isFrom() && address.orElseThrow().contains(from))
        || (direction.isTo() && address.orElseThrow().contains(to));
  }

  /**
   * {@return the rules that a text holds}
   *
   * @param text lines with commas between their fields: a header that names the columns, in any
   *     order, and a rule a line; blank ones and those that begin with {@code #} aside
   * @param patterns by each word that a rule may ask for, the names of patterns that it stands for
   * @throws IllegalArgumentException if a line is no rule; the message says which, and why
   */
  public static Allowlist parse(String text, Map<String, Set<String>> patterns) {
    return new Allowlist(new AllowlistParser(patterns).parse(text));
  }

  /**
   * {@return the same rules for one source alone, which findings carry under another name}
   *
   * @param source name of the source, as a rule's file speaks of it
   */
  public Allowlist of(String source) {
    return new Allowlist(all, source);
  }

  /** {@return the rules, in the order of their lines} */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * {@return what finds the rule of a flow; empty where no rule holds in a source}
   *
   * @param source name of the source, as a rule's file speaks of it
   * @param zone of the days on which rules end
   */
  public Optional<Matcher> matcher(String source, ZoneId zone) {
    String name = onlySource == null ? source : onlySource;
    List<Integer> holding = new ArrayList<>();
    for (boolean ofStory : new boolean[] {false, true}) {
      for (int i = 0; i < all.size(); i++) {
        String file = all.get(i).file();
        if (all.get(i).isOfStory() == ofStory && (file.isEmpty() || FileGlob.holds(file, name))) {
          holding.add(i);
        }
      }
    }
    return holding.isEmpty() ? Optional.empty() : Optional.of(new Matcher(this, holding, zone));
  }

  /**
   * Rule of an allowlist.
   *
   * @param line of the file that it stands in, from 1
   * @param conditions in words, as {@code from 10.0.0.5, port 443}
   * @param address that it speaks of; empty for any
   * @param direction {@code from} where flows come from the address, {@code to} where they go
   *     there, or {@code both}
   * @param until the last day on which it holds; empty for ever
   * @param reason why, in the words of whoever wrote it; may be empty
   * @param story that is allowed, instead of all flows of the conditions
   */
  public record Rule(
      int line,
      String conditions,
      Optional<Cidr> address,
      String direction,
      Optional<LocalDate> until,
      String reason,
      Optional<Story> story) {
    /**
     * {@return whether it speaks of an address at one end of flows; false where it speaks of none}
     *
     * @param source where flows come from; may be empty
     * @param destination where they go; may be empty
     */
    public boolean isOf(String source, String destination) {
      return address.isPresent()
          && Allowlist.isOf(address, Allowlist.direction(direction), source, destination);
    }
  }

  /**
   * Story that a rule allows: flows are evidence of anything but that.
   *
   * @param line of the rule, from 1
   * @param reason why, in the words of whoever wrote it; may be empty
   * @param patterns names of those that it may have
   * @param address of who is behind it; empty for any
   * @param direction {@code from} where that is the attacker, {@code to} the victim, or {@code
   *     both}
   */
  public record Story(
      int line, String reason, Set<String> patterns, Optional<Cidr> address, String direction) {
    public Story {
      patterns = Set.copyOf(patterns);
      Allowlist.direction(direction); // one of them
    }

    /**
     * {@return whether an alarm tells of it}
     *
     * @param pattern name of the alarm's
     * @param attacker address that it names; may be empty
     * @param victim likewise
     */
    public boolean isTold(String pattern, String attacker, String victim) {
      return patterns.contains(pattern)
          && (address.isEmpty() || isOf(address, Allowlist.direction(direction), attacker, victim));
    }
  }

  /**
   * Finder of the rule that counts a flow: by tables, so that its time does not grow with the
   * number of rules. Safe for use by several threads.
   */
  public static final class Matcher {
    /** What {@link #match} gives for a flow that no rule speaks of. */
    public static final int NO_RULE = -1;

    private static final int NOT_SEEN = Integer.MAX_VALUE;

    private final Allowlist list;

    /** Places in the list, in the order in which rules count. */
    private final int[] places;

    private final int[] protocols;

    /** The first millisecond after each rule's last day; the largest number for ever. */
    private final long[] ends;

    private final RuleTable sources;
    private final RuleTable destinations;
    private final boolean hasPorts;

    private Matcher(Allowlist list, List<Integer> holding, ZoneId zone) {
      this.list = list;
      places = holding.stream().mapToInt(Integer::intValue).toArray();
      protocols = new int[places.length];
      ends = new long[places.length];
      RuleTable.Builder from = new RuleTable.Builder();
      RuleTable.Builder to = new RuleTable.Builder();
      boolean anyPort = false;
      for (int i = 0; i < places.length; i++) {
        AllowRule rule = list.all.get(places[i]);
        protocols[i] = rule.protocol();
        ends[i] =
            rule.until()
                .map(day -> day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli())
                .orElse(Long.MAX_VALUE);
        if (rule.address().isEmpty() || rule.direction().isFrom()) {
          from.add(i, rule);
        }
        if (rule.address().isPresent() && rule.direction().isTo()) {
          to.add(i, rule);
        }
        anyPort |= rule.port() != AllowRule.ANY;
      }
      sources = from.build();
      destinations = to.build();
      hasPorts = anyPort;
    }

    /**
     * {@return a rule}
     *
     * @param rule what {@link #match} gave, from 0
     */
    public Rule rule(int rule) {
      return list.rules.get(rule);
    }

    /**
     * {@return a rule's place in the list where it no longer held at the time of a flow}
     *
     * @param match what {@link #match} gave, below {@link #NO_RULE}
     */
    public static int ended(int match) {
      return -2 - match;
    }

    /**
     * Finds the rule of each flow of a part of a batch.
     *
     * @param batch any batch
     * @param from the first row, from 0
     * @param to the row after the last, at most the batch's size
     * @param times of the batch's flows, in milliseconds from 1970 UTC or {@link
     *     FlowBatch#NO_TIME}, at which rules with a last day hold; null where there are none
     * @param into takes, from its start, the rule's place in the list; {@link #NO_RULE} where there
     *     is none; less, to be asked of {@link #ended}, where the only one has ended by then
     * @return whether there is any but {@link #NO_RULE}
     */
    public boolean match(FlowBatch batch, int from, int to, long @Nullable [] times, int[] into) {
      Flow flow = new Flow(batch);
      boolean any = false;
      for (int row = from; row < to; row++) {
        flow.begin(row, times == null ? FlowBatch.NO_TIME : times[row]);
        flow.visit(sources, batch.sourceKey(row));
        flow.visit(destinations, batch.destinationKey(row));
        into[row - from] = flow.match();
        any |= into[row - from] != NO_RULE;
      }
      return any;
    }

    /** A flow that is held against the rules. */
    private final class Flow implements RuleTable.Visitor {
      private final FlowBatch batch;

      /** What texts of the batch are addresses of; null where of none. */
      private final Map<Long, IpAddress> texts = new HashMap<>();

      private int port;
      private double protocol;
      private long time;
      private int best;
      private int ended;

      Flow(FlowBatch batch) {
        this.batch = batch;
      }

      void begin(int row, long at) {
        double number = hasPorts ? batch.number(FlowField.DESTINATION_PORT, row) : -1;
        port = number >= 0 && number <= 0xFFFF && number == (int) number ? (int) number : -1;
        protocol = batch.number(FlowField.PROTOCOL, row);
        time = at;
        best = NOT_SEEN;
        ended = NOT_SEEN;
      }

      void visit(RuleTable table, long key) {
        if (key >= 0) {
          table.visit4(key, port, this);
          return;
        }
        IpAddress address = texts.computeIfAbsent(key, it -> IpAddress.parse(batch.address(it)));
        boolean isIpv4 = address != null && address.isIpv4();
        table.visit4(isIpv4 ? address.low() : -1, port, this);
        if (address != null && !isIpv4) {
          table.visit6(address, port, this);
        }
      }

      @Override
      public void visit(int[] rising) {
        for (int rule : rising) {
          if (rule >= best) {
            return;
          }
          if (protocols[rule] == AllowRule.ANY || protocols[rule] == protocol) {
            if (time == FlowBatch.NO_TIME || time < ends[rule]) {
              best = rule;
              return;
            }
            ended = Math.min(ended, rule);
          }
        }
      }

      int match() {
        return best != NOT_SEEN ? places[best] : ended != NOT_SEEN ? -2 - places[ended] : NO_RULE;
      }
    }
  }
}
