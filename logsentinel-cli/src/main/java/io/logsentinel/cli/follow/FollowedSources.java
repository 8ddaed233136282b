package io.logsentinel.cli.follow;

import io.logsentinel.cli.detector.StoredSentinel.Parts;
import io.logsentinel.cli.follow.Follower.Setting;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sources of a follower: one, or one for each file that appears in a folder. */
final class FollowedSources {
  /** So many are followed at once; more wait until one of them has ended. */
  private static final int MOST_AT_ONCE = 16;

  /** A folder is listed so often. */
  private static final Duration LISTED_EVERY = Duration.ofMillis(500);

  private final Setting setting;
  private final Path folder;
  private final Parts parts;
  private final Optional<AdaptedSource.Setting> adapted;
  private final FollowReport report;
  private final Sinks sinks;

  /** Null for standard input. */
  private final @Nullable Path argument;

  private final boolean isFolder;

  /** Keeps standard input; null where that is not followed. */
  private @Nullable InputSpool spool;

  private final Map<String, Follower> followers = new LinkedHashMap<>();
  private final Map<String, RotatedFile> rotations = new LinkedHashMap<>();

  /** Of all sources, those that have ended too. At any time. */
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  private final List<Thread> threads = new ArrayList<>();

  /** Sources that had ended when the state was saved, as they were then. */
  private final Map<String, SavedSource> ended = new LinkedHashMap<>();

  /**
   * Files that appeared while enough others were followed, or that are being compressed, by path,
   * as they were then.
   */
  private final Map<String, String> waiting = new HashMap<>();

  /** Since when some wait, by {@link System#nanoTime}; empty where none do. */
  private OptionalLong waitingSince = OptionalLong.empty();

  private boolean isWaitingTold;

  /** Files of sources that had ended, by path, as they were when they were looked at. */
  private final Map<String, String> seen = new HashMap<>();

  /** Files that are read under another name, likewise. */
  private final Map<String, String> renamed = new HashMap<>();

  /** What {@link Follower#progress} was of followers that are let go of. */
  private long progressed;

  private final List<Follower> notStarted = new ArrayList<>();
  private long listedAt = System.nanoTime() - LISTED_EVERY.toNanos();

  /** Where what is found in a source goes. */
  interface Sinks {
    FindingSink of(String source) throws IOException;

    /** Nothing more is found in a source, unless it goes on. */
    void release(String source) throws IOException;
  }

  FollowedSources(
      Setting setting,
      Path folder,
      Parts parts,
      Optional<AdaptedSource.Setting> adapted,
      FollowReport report,
      Sinks sinks) {
    this.setting = setting;
    this.folder = folder;
    this.parts = parts;
    this.adapted = adapted;
    this.report = report;
    this.sinks = sinks;
    this.argument =
        setting.settings().isStandardInput() ? null : Path.of(setting.settings().argument());
    this.isFolder = argument != null && Files.isDirectory(argument);
  }

  /** Goes on with what was saved. */
  void resume(List<SavedSource> saved) throws IOException {
    if (setting.settings().isStandardInput()) {
      spool = new InputSpool(setting.settings().standardInput(), folder, setting.pulse());
    }
    List<SavedSource> oldestFirst = new ArrayList<>(saved);
    oldestFirst.sort(Comparator.comparingLong(source -> modified(source)));
    for (SavedSource source : oldestFirst) {
      if (source.isEnded()) {
        ended.put(source.name(), source);
        names.add(source.name());
      } else {
        add(source.name(), source.path()).resume(source);
      }
    }
    for (Path copy : RotatedFile.copies(folder)) {
      if (followers.values().stream().noneMatch(follower -> follower.holds(copy))) {
        Files.delete(copy);
      }
    }
    if (!isFolder && followers.isEmpty() && ended.isEmpty()) {
      String file =
          argument == null
              ? setting.settings().standardInputName()
              : argument.getFileName().toString();
      add(Workspace.windowedName(file), setting.settings().argument());
    }
  }

  private static long modified(SavedSource source) {
    return source.files().stream().mapToLong(FileMark::modified).max().orElse(Long.MIN_VALUE);
  }

  private Follower add(String name, String path) throws IOException {
    names.add(name);
    Succession files;
    if (spool != null) {
      files = spool;
    } else {
      rotations.values().forEach(RotatedFile::noteSuccessor);
      RotatedFile rotation =
          new RotatedFile(
              Path.of(path),
              isFolder,
              file -> isOfOther(name, file),
              setting.settings().times(),
              setting.pulse(),
              folder,
              setting.reporter());
      rotations.put(name, rotation);
      files = rotation;
    }
    Sentinel sentinel = engine(setting.settings(), parts, name);
    Follower follower =
        new Follower(
            name,
            path,
            files,
            setting,
            sentinel,
            adapted.isPresent()
                ? Optional.of(new AdaptedSource(name, adapted.get(), sentinel))
                : Optional.empty(),
            sinks.of(name),
            report);
    followers.put(name, follower);
    notStarted.add(follower);
    return follower;
  }

  /** Whether a file has the name of another source. At any time. */
  private boolean isOfOther(String name, Path file) {
    String its = Workspace.windowedName(file.getFileName().toString());
    return !its.equals(name) && names.contains(its);
  }

  /** {@return the engine of a source} */
  static Sentinel engine(FollowSettings settings, Parts of, String name) {
    return of.sentinel(
        of.options().withAllowlist(settings.allow().list().of(Workspace.rawName(name))));
  }

  /** Starts the threads of sources that wait for it. */
  void start() {
    for (Follower follower : notStarted) {
      Thread thread = new Thread(follower, "following " + follower.name());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    notStarted.clear();
  }

  /** Throws what ended a source, if something did. */
  void requireNoFailure() throws IOException {
    for (Follower follower : followers.values()) {
      follower.requireNoFailure();
    }
  }

  /** Looks for new files, and after those that are followed. */
  void look() throws IOException {
    requireNoFailure();
    for (Follower follower : followers.values()) {
      if (!follower.isDone()) {
        follower.lookAfter();
      }
    }
    if (isFolder && argument != null && System.nanoTime() - listedAt >= LISTED_EVERY.toNanos()) {
      list(argument);
      listedAt = System.nanoTime();
    }
  }

  private void list(Path flows) throws IOException {
    Map<String, String> waited = Map.copyOf(waiting);
    waiting.clear();
    Set<String> here = new HashSet<>();
    for (Path place : Rotation.flowFiles(flows)) {
      here.add(place.toString());
      Optional<FoundFile> file = FoundFile.at(place);
      if (file.isEmpty() || isSettled(file.get())) {
        continue;
      }
      boolean isFull = alive() >= MOST_AT_ONCE;
      if ((isFull && isAmong(waited, file.get())) || isBeingCompressed(file.get())) {
        put(waiting, file.get());
        continue;
      }
      setting.turn().lock();
      try {
        consider(file.get());
      } finally {
        setting.turn().unlock();
      }
      start();
    }
    seen.keySet().retainAll(here);
    renamed.keySet().retainAll(here);
    if (!waiting.isEmpty()) {
      rotations.values().forEach(RotatedFile::noteSuccessor);
    }
    tellOfWaiting(flows);
  }

  /** Where others go on growing, what waits for them may do so for ever. */
  private void tellOfWaiting(Path flows) {
    if (waiting.isEmpty() || alive() < MOST_AT_ONCE) {
      waitingSince = OptionalLong.empty();
      return;
    }
    long now = System.nanoTime();
    long since = waitingSince.orElse(now);
    waitingSince = OptionalLong.of(since);
    if (!isWaitingTold && now - since >= setting.settings().times().settle().toNanos()) {
      isWaitingTold = true;
      setting
          .reporter()
          .warn(
              "%s: not read yet: %s of its files, until one of the %s that are followed is at its"
                  + " end; give a shorter --end-after, or follow some of them in a folder of their"
                  + " own",
              flows, waiting.size(), MOST_AT_ONCE);
    }
  }

  private boolean isBeingCompressed(FoundFile file) {
    return !setting.pulse().isFinishing()
        && file.isBeingCompressed(setting.settings().times().settle());
  }

  private static String name(FoundFile file) {
    return Workspace.windowedName(file.path().getFileName().toString());
  }

  /** Whether nothing is to be done for a file: who follows its name finds its own files. */
  private boolean isSettled(FoundFile file) {
    return followers.containsKey(name(file)) || isAmong(seen, file) || isAmong(renamed, file);
  }

  /** Whether a file is among some, and was not written to since. */
  private static boolean isAmong(Map<String, String> looks, FoundFile file) {
    return file.look().equals(looks.get(file.path().toString()));
  }

  private static void put(Map<String, String> looks, FoundFile file) {
    looks.put(file.path().toString(), file.look());
  }

  /** Looks whether a file is of a source that goes on, or is one by itself. In turn. */
  private void consider(FoundFile file) throws IOException {
    String name = name(file);
    if (followers.values().stream().anyMatch(follower -> follower.hasRenamed(file))) {
      put(renamed, file);
      return;
    }
    Optional<SavedSource> before = endedOf(name, file);
    if (before.isPresent() && !goesOn(before.get(), file)) {
      put(seen, file);
    } else if (alive() < MOST_AT_ONCE) {
      begin(name, file, before);
    } else {
      put(waiting, file);
    }
  }

  /** The source that has ended of which a file is: that of its name, or one it was renamed from. */
  private Optional<SavedSource> endedOf(String name, FoundFile file) {
    Optional<SavedSource> own = Optional.ofNullable(ended.get(name));
    if (own.isPresent() && own.get().hasRead(file)) {
      return own;
    }
    return ended.values().stream()
        .filter(source -> source.hasReadRenamed(file))
        .findFirst()
        .or(() -> own);
  }

  /** Begins a source, or goes on with one that had ended. In turn. */
  private void begin(String name, FoundFile file, Optional<SavedSource> before) throws IOException {
    if (before.isEmpty()) {
      add(name, file.path().toString());
      return;
    }
    put(seen, file); // what cannot be read of it is not begun again and again
    add(before.get().name(), before.get().path()).resume(before.get());
    ended.remove(before.get().name());
  }

  private long alive() {
    return followers.values().stream().filter(follower -> !follower.isDone()).count();
  }

  /**
   * Whether a source that has ended goes on: something came to its path since, or to its last file.
   * What has its name at another path, and is none of its files, is told and not read.
   */
  private boolean goesOn(SavedSource before, FoundFile file) {
    if (setting.pulse().isFinishing()) {
      return false;
    }
    if (before.hasRead(file)) {
      return before.hasGrown(file);
    }
    if (FileKey.isSame(file.path(), Path.of(before.path()))) {
      return true;
    }
    report.lose();
    setting
        .reporter()
        .warn(
            "%s: not read: a source of that name has ended; give the file another name",
            file.path());
    return false;
  }

  /** {@return whether nothing came to any source for so long} */
  boolean areQuietFor(Duration time) {
    return waiting.isEmpty()
        && (!followers.isEmpty() || !ended.isEmpty() || isFolder)
        && followers.values().stream().allMatch(follower -> follower.isQuietFor(time));
  }

  /** {@return whether so many have ended that they are to be let go of before the time} */
  boolean areManyDone() {
    return isFolder && followers.size() - alive() >= MOST_AT_ONCE;
  }

  boolean areDone() {
    return waiting.isEmpty() && followers.values().stream().allMatch(Follower::isDone);
  }

  /** {@return a number that changes with everything that is to be saved} */
  long progress() {
    return progressed + followers.values().stream().mapToLong(Follower::progress).sum();
  }

  /** {@return who reads them, and in a folder, who is through since the state was saved last} */
  Collection<Follower> followers() {
    return Collections.unmodifiableCollection(followers.values());
  }

  /** {@return the state of all sources} In turn. */
  List<SavedSource> save() throws IOException {
    List<SavedSource> saved = new ArrayList<>(ended.values());
    for (Follower follower : followers.values()) {
      saved.add(follower.save());
    }
    return saved;
  }

  /** Removes what is not needed any more, now that the state is saved. In turn. */
  void tidy() throws IOException {
    for (Follower follower : followers.values()) {
      follower.tidy();
    }
    if (isFolder) {
      letGo();
    }
  }

  /** Lets go of who read a source that has ended: what was saved of it is all that is needed. */
  private void letGo() throws IOException {
    threads.removeIf(thread -> !thread.isAlive());
    for (Follower follower : List.copyOf(followers.values())) {
      Optional<SavedSource> last = follower.ended();
      if (last.isPresent()) {
        ended.put(follower.name(), last.get());
        followers.remove(follower.name());
        renamed.clear(); // what came to one of them at the last moment is looked for
        sinks.release(follower.name());
        rotations.remove(follower.name());
        progressed += follower.progress();
      }
    }
  }

  /** Removes the windows in quarantine, when nothing is to go on from them. */
  void removeQuarantine() throws IOException {
    for (Follower follower : followers.values()) {
      follower.removeQuarantine();
    }
  }

  /** {@return the names of all sources, in the order of the artifacts} */
  List<String> names() {
    List<String> all = new ArrayList<>(names);
    all.sort(Comparator.comparing((String name) -> name.codePoints().toArray(), Arrays::compare));
    return all;
  }

  /** Waits until no source is read any more. */
  void join() {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes what is still held. */
  void close() throws IOException {
    Optional<InputSpool> kept = Optional.ofNullable(spool);
    if (kept.isPresent()) {
      kept.get().requireWritten();
    }
  }
}
