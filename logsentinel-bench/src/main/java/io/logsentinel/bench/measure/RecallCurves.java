package io.logsentinel.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recall by the share of attack flows in a window, of each network and of each attack. */
final class RecallCurves {
  static final List<Double> SHARES = List.of(0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2);

  private final Map<String, Share[]> networks = new LinkedHashMap<>();
  private final Map<String, Share[]> attacks = new LinkedHashMap<>();
  private final Share[] all = none();

  private static Share[] none() {
    Share[] none = new Share[SHARES.size()];
    Arrays.fill(none, Share.NONE);
    return none;
  }

  /** Adds how many windows alarm with a share of an attack in them. */
  void add(String network, String attack, int s, Share found) {
    for (Share[] curve :
        List.of(
            networks.computeIfAbsent(network, any -> none()),
            attacks.computeIfAbsent(attack, any -> none()),
            all)) {
      curve[s] = curve[s].plus(found);
    }
  }

  String table() {
    StringBuilder columns = new StringBuilder("windows of");
    SHARES.forEach(share -> columns.append(DetectorPage.format(" | %.0f %%", 100 * share)));
    StringBuilder table =
        new StringBuilder(
            DetectorPage.table("Recall by share, single windows of 100", columns.toString()));
    networks.forEach((network, curve) -> table.append(row(network, curve)));
    attacks.forEach((attack, curve) -> table.append(row(attack + ", all networks", curve)));
    return table.append(row("all", all)).toString();
  }

  private static String row(String name, Share[] curve) {
    List<Object> cells = new ArrayList<>(List.of(name));
    for (Share share : curve) {
      cells.add(share.of() == 0 ? "-" : DetectorPage.format("%.2f", share.value()));
    }
    return DetectorPage.row(cells.toArray());
  }
}
