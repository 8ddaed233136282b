package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.cli.workspace.Workspace.FlowFiles;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.artifact.TimesFile;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.window.Window;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first and last whole flows of incidents, of files whose cleaned flows lie beside their
 * windows: those between an attacker and a victim, in the windows that alarmed; where only one side
 * is known, all of that side's; where neither is, those among the addresses involved.
 */
final class KeptFlows {
  /** So many from either end. */
  private static final int MOST = 3;

  private static final String NONE = "; no flows of it are told";

  private final Workspace folders;
  private final Reporter reporter;
  private final int windowSize;

  KeptFlows(Workspace folders, Reporter reporter, int windowSize) {
    this.folders = folders;
    this.reporter = reporter;
    this.windowSize = windowSize;
  }

  /** Adds a member {@code kept_flows} to the trees of incidents of which flows are kept. */
  void addTo(JsonArray trees, List<IncidentsJson.Entry> incidents) throws IOException {
    Map<String, List<Ends>> byFile = new HashMap<>();
    for (int place = 0; place < Math.min(incidents.size(), IncidentTrees.FEW); place++) {
      Ends ends = new Ends(incidents.get(place), trees.get(place).getAsJsonObject());
      byFile.computeIfAbsent(incidents.get(place).file(), file -> new ArrayList<>()).add(ends);
    }
    for (Map.Entry<String, List<Ends>> file : byFile.entrySet()) {
      FlowFiles kept = folders.files(file.getKey());
      Path windowed = folders.windowed().resolve(file.getKey());
      if (windowSize == 0 || !Files.exists(kept.cleaned()) || !Files.exists(windowed)) {
        continue;
      }
      try (Pass pass = new Pass(kept, file.getValue())) {
        if (pass.isOf(windowed)) {
          file.getValue().forEach(Ends::add);
        } else {
          reporter.warn("%s: is not what the windows were cut from" + NONE, kept.cleaned());
        }
      } catch (FlowFileException | ArtifactException e) { // all else of the report stands
        reporter.warn("%s" + NONE, InputException.unusable(kept.cleaned(), e).getMessage());
      }
    }
  }

  /** The pass over the flows of a file. */
  private final class Pass implements FlowSink<Void>, Closeable {
    private final Map<Long, List<Ends>> byWindow = new HashMap<>();

    /** Packets of each whole window that an incident is in. */
    private final Map<Long, Double> packets = new HashMap<>();

    private final TimesFile.@Nullable Reader times;
    private final FlowFiles files;
    private long flows;

    Pass(FlowFiles files, List<Ends> all) throws IOException {
      this.files = files;
      this.times =
          Files.exists(files.times()) ? new TimesFile.Reader(StoredFile.open(files.times())) : null;
      for (Ends ends : all) {
        for (long window : ends.incident.windows()) {
          byWindow.computeIfAbsent(window, number -> new ArrayList<>()).add(ends);
        }
      }
    }

    /** {@return whether a file's windows are cut from the flows, as far as it shows} Reads all. */
    boolean isOf(Path windowed) throws IOException {
      FlowReader.readAll(
          () -> FlowInput.of(files.cleaned()).open(bytes -> {}),
          FlowFormats.CLEANED,
          Runnable::run,
          1,
          hasTimes -> this);
      long[] windows = {0};
      boolean[] isSame = {true};
      new StoredWindows(folders)
          .read(
              windowed,
              (Window window) -> {
                windows[0]++;
                Double read = packets.get(window.id());
                isSame[0] &= read == null || read == window.totalPackets();
              });
      return isSame[0] && windows[0] == flows / windowSize;
    }

    @Override
    public void accept(FlowBatch batch, @Nullable Void none) throws IOException {
      long[] instants = times == null ? null : times.next(batch.size());
      for (int row = 0; row < batch.size(); row++) {
        long window = flows++ / windowSize;
        List<Ends> wanted = byWindow.get(window);
        if (wanted != null) {
          double all =
              batch.number(FlowField.FORWARD_PACKETS, row)
                  + batch.number(FlowField.BACKWARD_PACKETS, row);
          packets.merge(window, all, Double::sum);
          String source = batch.address(batch.sourceKey(row));
          String destination = batch.address(batch.destinationKey(row));
          for (Ends ends : wanted) {
            if (ends.isOne(source, destination)) {
              long time = instants == null ? FlowBatch.NO_TIME : instants[row];
              ends.take(new Flow(window, time, batch, row, source, destination));
            }
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (times != null) {
        times.close();
      }
    }
  }

  /** A flow that is told. */
  private record Flow(
      long window,
      long time,
      String source,
      double sourcePort,
      String destination,
      double destinationPort,
      double protocol,
      double packets,
      double bytes,
      double microseconds) {
    Flow(long window, long time, FlowBatch batch, int row, String source, String destination) {
      this(
          window,
          time,
          source,
          batch.number(FlowField.SOURCE_PORT, row),
          destination,
          batch.number(FlowField.DESTINATION_PORT, row),
          batch.number(FlowField.PROTOCOL, row),
          batch.number(FlowField.FORWARD_PACKETS, row)
              + batch.number(FlowField.BACKWARD_PACKETS, row),
          batch.number(FlowField.FORWARD_BYTES, row) + batch.number(FlowField.BACKWARD_BYTES, row),
          batch.number(FlowField.FLOW_DURATION, row));
    }

    JsonObject json() {
      JsonObject json = new JsonObject();
      json.add("window", JsonTree.number(window));
      if (time != FlowBatch.NO_TIME) {
        json.add("time", JsonTree.number(time));
      }
      json.addProperty("source", source);
      json.add("source_port", JsonTree.number(sourcePort));
      json.addProperty("destination", destination);
      json.add("destination_port", JsonTree.number(destinationPort));
      json.add("protocol", JsonTree.number(protocol));
      json.add("packets", JsonTree.number(packets));
      json.add("bytes", JsonTree.number(bytes));
      json.add("microseconds", JsonTree.number(microseconds));
      return json;
    }
  }

  /** The first and last flows of an incident. */
  private static final class Ends {
    private final IncidentsJson.Entry incident;
    private final JsonObject tree;
    private final Set<String> attackers;
    private final Set<String> victims;
    private final Set<String> involved;
    private final List<Flow> first = new ArrayList<>();
    private final Deque<Flow> last = new ArrayDeque<>();
    private long flows;

    Ends(IncidentsJson.Entry incident, JsonObject tree) {
      this.incident = incident;
      this.tree = tree;
      attackers = addresses(Role.ATTACKER);
      victims = addresses(Role.VICTIM);
      involved = addresses(Role.INVOLVED);
    }

    private Set<String> addresses(Role role) {
      return incident.entities().stream()
          .filter(participant -> participant.role() == role)
          .map(Participant::address)
          .collect(Collectors.toSet());
    }

    boolean isOne(String source, String destination) {
      if (attackers.isEmpty() && victims.isEmpty()) {
        boolean isSource = involved.contains(source);
        boolean isDestination = involved.contains(destination);
        return involved.size() > 1 ? isSource && isDestination : isSource || isDestination;
      }
      return isBetween(source, destination) || isBetween(destination, source);
    }

    private boolean isBetween(String attacker, String victim) {
      return (attackers.isEmpty() || attackers.contains(attacker))
          && (victims.isEmpty() || victims.contains(victim));
    }

    void take(Flow flow) {
      flows++;
      if (first.size() < MOST) {
        first.add(flow);
        return;
      }
      last.add(flow);
      if (last.size() > MOST) {
        last.remove();
      }
    }

    void add() {
      JsonObject kept = new JsonObject();
      kept.add("in_all", JsonTree.number(flows));
      kept.add("first", JsonTree.array(first, Flow::json));
      kept.add("last", JsonTree.array(last, Flow::json));
      tree.add("kept_flows", kept);
    }
  }
}
