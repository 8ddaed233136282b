package io.logsentinel.cli.follow;

import com.google.gson.stream.JsonReader;
import io.logsentinel.cli.adapt.AdaptationLog;
import io.logsentinel.cli.adapt.KeptBaselines;
import io.logsentinel.cli.adapt.RollbackRequest;
import io.logsentinel.cli.append.AppendedFile;
import io.logsentinel.cli.append.AppendedFiles;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.Adaptation;
import io.logsentinel.core.Adaptation.Taker;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.Session;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.baseline.BaselineLearner.Generation;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A followed source whose baseline adapts: the files of its windows in quarantine, the baselines
 * that were learned of them, and the log of that. All of it is in turn.
 */
final class AdaptedSource implements Adaptation.Store, Adaptation.Generations {
  private final String source;
  private final Setting setting;
  private final AppendedFile log;
  private final RollbackRequest rollback;
  private final ByteArrayOutputStream row = new ByteArrayOutputStream();
  private final TableWriter<Window> rows;
  private final byte[] header;

  /** Files of windows in quarantine, as many windows each as it is long, by their number. */
  private final TreeMap<Long, Batch> batches = new TreeMap<>();

  private Adaptation adaptation;
  private Sentinel sentinel;

  /** Null until there is one. */
  private @Nullable Session session;

  /** What is known of a baseline that windows are held against. */
  interface Engines {
    /** {@return the engine of a baseline that is kept in some folders, for a source} */
    Sentinel of(Workspace folders, String source) throws IOException;
  }

  /**
   * What it adapts with.
   *
   * @param windows the quarantine
   * @param halfLife asked for; 0 for none
   * @param learned the baseline of the first window
   * @param learnedAt where that lies
   * @param files all that is appended to
   * @param quarantine folder of its windows
   * @param kept baselines that were learned
   * @param engines of them
   * @param threads that train forests, from 1
   * @param reporter is told what is odd
   */
  record Setting(
      int windows,
      int halfLife,
      BaselineState learned,
      Workspace learnedAt,
      AppendedFiles files,
      Workspace quarantine,
      KeptBaselines kept,
      Engines engines,
      int threads,
      Reporter reporter) {}

  private record Batch(AppendedFile windows, AppendedFile profiles) {}

  AdaptedSource(String source, Setting setting, Sentinel learned) throws IOException {
    this.source = source;
    this.setting = setting;
    this.sentinel = learned;
    this.rows = WindowsCsv.writer(row);
    this.header = row.toByteArray();
    this.row.reset();
    Files.createDirectories(setting.quarantine().windowed());
    this.log = setting.files().openOwn(setting.kept().log());
    this.rollback = setting.kept().rollback();
    this.adaptation = of(setting.learned());
  }

  private Adaptation of(BaselineState baseline) {
    return new Adaptation(setting.windows(), setting.halfLife(), baseline, this, this);
  }

  /** {@return the engine that windows are held against by now} */
  Sentinel sentinel() {
    return sentinel;
  }

  /** Has a session learn, that begins or is resumed with its engine. */
  void begin(Session with) {
    session = with;
    with.adapt(adaptation);
  }

  private Session session() {
    return Objects.requireNonNull(session, "nothing is followed yet");
  }

  /** Goes on with what {@link #saved} gave; the session is resumed with its engine then. */
  void resume(String saved) throws IOException {
    StrictJson.read(
        new ByteArrayInputStream(saved.getBytes(StandardCharsets.UTF_8)),
        json -> {
          read(json);
          return adaptation;
        });
  }

  private void read(JsonReader json) throws IOException {
    json.beginObject();
    String digest = StrictJson.string(json, "baseline");
    BaselineState baseline = load(digest);
    adaptation =
        new Adaptation(
            setting.windows(),
            baseline.history().orElseThrow().halfLife() == 0 ? setting.halfLife() : 0,
            baseline,
            this,
            this);
    StrictJson.name(json, "adaptation");
    adaptation.read(json);
    StrictJson.name(json, "next_window");
    long next = StrictJson.whole(json);
    json.endObject();
    Set<Path> needed = new HashSet<>();
    for (long batch = firstNeeded(next); batch <= next / setting.windows(); batch++) {
      if (Files.exists(windowsOf(batch))) {
        open(batch);
        needed.add(windowsOf(batch));
        needed.add(profilesOf(batch));
      }
    }
    removeAllBut(needed);
  }

  /** What a process that was killed did not come to remove. */
  private void removeAllBut(Set<Path> needed) throws IOException {
    try (Stream<Path> files = Files.list(setting.quarantine().windowed())) {
      for (Path file : files.filter(it -> !needed.contains(it)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Takes a baseline for the one in use. */
  private BaselineState load(String digest) throws IOException {
    boolean isLearned = digest.equals(setting.learned().baselineDigest());
    Workspace folders = isLearned ? setting.learnedAt() : setting.kept().folders(digest);
    sentinel = setting.engines().of(folders, source);
    return isLearned ? setting.learned() : StoredBaseline.load(folders).state().orElseThrow();
  }

  /** {@return what is to be saved of it; the session is settled} */
  String saved() {
    JsonWriter json = JsonWriter.line().beginObject();
    json.name("baseline").value(adaptation.baseline().baselineDigest());
    json.name("adaptation");
    adaptation.write(json);
    json.name("next_window").value(session().openWindow());
    return new String(json.endObject().toBytes(), StandardCharsets.UTF_8);
  }

  private long firstNeeded(long nextWindow) {
    return Math.max(0, (nextWindow - 1) / setting.windows() - 1);
  }

  private Path windowsOf(long batch) {
    return setting.quarantine().windowed().resolve("windowed_" + batch + ".csv");
  }

  private Path profilesOf(long batch) {
    return new StoredWindows(setting.quarantine()).profilesOf(windowsOf(batch));
  }

  private Batch open(long number) throws IOException {
    Batch batch =
        new Batch(
            setting.files().openOwn(windowsOf(number)),
            setting.files().openOwn(profilesOf(number)));
    batches.put(number, batch);
    return batch;
  }

  @Override
  public void add(Window window, Profile profile) throws IOException {
    long number = window.id() / setting.windows();
    Batch batch = batches.containsKey(number) ? batches.get(number) : open(number);
    if (batch.windows().position() == 0) {
      batch.windows().write(header);
    }
    rows.write(window);
    row.writeTo(batch.windows());
    row.reset();
    batch.profiles().write(ProfilesJsonl.line(profile, CleanedCsv.DIALECT.name()));
  }

  @Override
  public void take(long from, long to, Taker taker) throws IOException {
    Batch batch = batches.get(from / setting.windows());
    if (batch != null) { // else all of its windows were cut
      batch.windows().flush();
      batch.profiles().flush();
      new StoredWindows(setting.quarantine())
          .readBoth(batch.windows().path(), (window, reading) -> taker.take(window, reading.get()));
    }
  }

  @Override
  public void take(Generation generation) throws IOException {
    if (!generation.trained().isEmpty()) {
      setting.kept().keep(generation.after(), generation.window(), setting.threads());
      sentinel =
          setting.engines().of(setting.kept().folders(generation.after().baselineDigest()), source);
      sentinel.takeOver(session());
    }
    if (!generation.refused().isEmpty()) {
      setting
          .reporter()
          .warn(
              "%s: windows %s to %s do not train the baseline: %s",
              source, generation.from(), generation.to() - 1, generation.refused());
    }
    log.write(AdaptationLog.line(source, generation));
  }

  /** Goes back to a baseline where that is asked for; false where it is not. */
  boolean goBack() throws IOException {
    Optional<String> asked = rollback.open();
    rollback.answer();
    String before = adaptation.baseline().baselineDigest();
    if (asked.isEmpty() || asked.get().equals(before)) {
      return false;
    }
    session().settle();
    try {
      adaptation.goBackTo(load(asked.get()), session().openWindow());
    } catch (InputException e) {
      setting.reporter().warn("%s; what is followed goes on as it is", e.getMessage());
      rollback.settle();
      return false;
    }
    sentinel.takeOver(session());
    log.write(AdaptationLog.rollback(source, session().openWindow(), before, asked.get()));
    return true;
  }

  /** Removes what is not needed any more, now that the state is saved. */
  void tidy() throws IOException {
    drop(firstNeeded(session().openWindow()));
    setting.kept().prune(adaptation.baseline().baselineDigest());
    rollback.settle();
  }

  private void drop(long firstNeeded) throws IOException {
    while (!batches.isEmpty() && batches.firstKey() < firstNeeded) {
      Batch batch = batches.pollFirstEntry().getValue();
      for (AppendedFile file : new AppendedFile[] {batch.windows(), batch.profiles()}) {
        setting.files().close(file);
        Files.deleteIfExists(file.path());
      }
    }
  }

  /** Removes all windows in quarantine: nothing is to go on from them. */
  void end() throws IOException {
    tidy();
    drop(Long.MAX_VALUE);
    removeAllBut(Set.of());
    try {
      Files.deleteIfExists(setting.quarantine().windowed());
      Files.deleteIfExists(setting.quarantine().data());
    } catch (IOException e) {
      throw new OutputException(setting.quarantine().data(), e);
    }
  }
}
