package io.boxwire.monitor.internal;

import io.boxwire.api.RecordingStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps a list of the recordings there are up to date, and tells of those that come and go, by
 * name. Of two with one name, the first counts: only recordings started by calls can share one.
 *
 * <p>Each update tells the differences to the last one, whatever was heard in between, so that
 * nothing stays behind. Safe for threads.
 */
final class Roster {
  private final Supplier<List<RecordingStatus>> recordings;
  private final Guest guest;
  private final Map<String, Entry> entries = new HashMap<>();

  /** Is told of changes, under a lock. */
  interface Guest {
    /** A recording has come. */
    void came(Entry recording);

    /** A recording has gone. */
    void left(Entry recording);
  }

  /** A recording, as it stood at the last update. */
  static final class Entry {
    private final String name;
    private volatile RecordingStatus status;

    Entry(RecordingStatus status) {
      this.name = status.name();
      this.status = status;
    }

    String name() {
      return name;
    }

    RecordingStatus status() {
      return status;
    }
  }

  /**
   * Makes an empty list.
   *
   * @param recordings gives those that there are
   * @param guest is told of changes
   */
  Roster(Supplier<List<RecordingStatus>> recordings, Guest guest) {
    this.recordings = recordings;
    this.guest = guest;
  }

  /** Looks which recordings there are. */
  synchronized void update() {
    Map<String, RecordingStatus> now = new LinkedHashMap<>();
    recordings.get().forEach(status -> now.putIfAbsent(status.name(), status));
    List<Entry> gone =
        entries.values().stream().filter(entry -> !now.containsKey(entry.name())).toList();
    gone.forEach(this::remove);
    now.forEach(this::put);
  }

  private void put(String name, RecordingStatus status) {
    Optional<Entry> known = Optional.ofNullable(entries.get(name));
    if (known.isPresent()) {
      known.get().status = status;
    } else {
      Entry entry = new Entry(status);
      entries.put(name, entry);
      guest.came(entry);
    }
  }

  private void remove(Entry entry) {
    entries.remove(entry.name());
    guest.left(entry);
  }

  /** All are told to have left. */
  synchronized void clear() {
    List.copyOf(entries.values()).forEach(this::remove);
  }
}
