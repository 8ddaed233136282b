package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.window.EntityKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The strongest evidence of every window, by the kind of entity that it is of. */
final class EvidenceGrid {
  private final List<BinnedSeries> kinds = new ArrayList<>();

  EvidenceGrid(int bin) {
    for (int kind = 0; kind <= EntityKind.values().length; kind++) {
      kinds.add(new BinnedSeries(bin));
    }
  }

  void beginFile() {
    kinds.forEach(BinnedSeries::beginFile);
  }

  /** Takes what is said of the file's next window, if anything is. */
  void add(Optional<Finding> finding) {
    double[] smallest = new double[kinds.size()];
    Arrays.fill(smallest, Double.NaN);
    for (Evidence evidence : finding.map(Finding::evidence).orElse(List.of())) {
      int kind = kind(evidence.channel());
      if (!(smallest[kind] <= evidence.pValue())) {
        smallest[kind] = evidence.pValue();
      }
    }
    for (int kind = 0; kind < smallest.length; kind++) {
      kinds.get(kind).add(smallest[kind]);
    }
  }

  /** The place of a kind of entities; that of the window itself comes last. */
  private static int kind(Channel channel) {
    return channel instanceof Channel.OfEntities entities
        ? entities.kind().ordinal()
        : EntityKind.values().length;
  }

  JsonArray json() {
    JsonArray json = new JsonArray();
    for (int kind = 0; kind < kinds.size(); kind++) {
      JsonObject row = new JsonObject();
      row.addProperty(
          "kind",
          kind < EntityKind.values().length ? EntityKind.values()[kind].label() : Channel.WINDOW);
      row.add("p_value", kinds.get(kind).smallest());
      json.add(row);
    }
    return json;
  }
}
