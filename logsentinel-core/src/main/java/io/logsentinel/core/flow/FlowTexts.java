package io.logsentinel.core.flow;

import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.text.AddressText;
import io.logsentinel.core.text.TextEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts of a batch, each once: labels, with what they mean, and addresses that are no IPv4. A text
 * is named by its place among them, its key.
 */
final class FlowTexts {
  private static final int FIRST_LABELS = 16;
  private static final int MAX_RECENT_LABELS = 8;

  private final LabelRules labelRules;
  private final List<String> texts = new ArrayList<>();
  private final Map<String, Integer> keys = new HashMap<>();
  private long chars;

  /** By key, whether a text is an address that was looked at, and whether it is odd. */
  private final BitSet addresses = new BitSet();

  private final BitSet oddAddresses = new BitSet();

  /** Asked for each flow. */
  private boolean hasOddAddress;

  /** By key, what a text means as a label; null where it is none. */
  private @Nullable LabelKind[] labelKinds = new LabelKind[FIRST_LABELS];

  /** By key of a label, the one that the usual rules understand. */
  private String[] usualLabels = new String[FIRST_LABELS];

  private final List<ReadLabel> recentLabels = new ArrayList<>();

  /** A label as it stands in the bytes. */
  private record ReadLabel(byte[] bytes, int key) {}

  FlowTexts(LabelRules labelRules) {
    this.labelRules = labelRules;
  }

  LabelRules labelRules() {
    return labelRules;
  }

  int size() {
    return texts.size();
  }

  /** The characters of all texts. */
  long chars() {
    return chars;
  }

  String text(int key) {
    return texts.get(key);
  }

  LabelKind labelKind(int key) {
    return labelKinds[key];
  }

  String usualLabel(int key) {
    return usualLabels[key];
  }

  /** True where an address is odd; most batches have none. */
  boolean hasOddAddress() {
    return hasOddAddress;
  }

  boolean isOddAddress(int key) {
    return oddAddresses.get(key);
  }

  int addressKey(String address) {
    int key = key(address);
    if (!addresses.get(key)) {
      addresses.set(key);
      if (AddressText.isOdd(address)) {
        oddAddresses.set(key);
        hasOddAddress = true;
      }
    }
    return key;
  }

  private int key(String text) {
    Integer known = keys.putIfAbsent(text, texts.size());
    if (known != null) {
      return known;
    }
    int key = texts.size();
    texts.add(text);
    chars += text.length();
    return key;
  }

  int labelKey(String label) {
    int key = key(label);
    if (key >= labelKinds.length) {
      labelKinds = Arrays.copyOf(labelKinds, 2 * key);
      usualLabels = Arrays.copyOf(usualLabels, 2 * key);
    }
    if (labelKinds[key] == null) {
      labelKinds[key] = labelRules.kind(label);
      usualLabels[key] = labelRules.usual(label);
    }
    return key;
  }

  /** A file has few labels, and they come in runs: of known bytes no text is made. */
  int labelKey(byte[] bytes, int from, int to, TextEncoding encoding) {
    for (int i = recentLabels.size() - 1; i >= 0; i--) {
      ReadLabel label = recentLabels.get(i);
      if (TextEncoding.isSame(label.bytes, bytes, from, to)) {
        return label.key;
      }
    }
    int key = labelKey(encoding.decode(bytes, from, to));
    if (recentLabels.size() == MAX_RECENT_LABELS) {
      recentLabels.clear();
    }
    recentLabels.add(new ReadLabel(Arrays.copyOfRange(bytes, from, to), key));
    return key;
  }

  void clear() {
    Arrays.fill(labelKinds, null);
    addresses.clear();
    oddAddresses.clear();
    hasOddAddress = false;
    texts.clear();
    keys.clear();
    recentLabels.clear();
    chars = 0;
  }
}
