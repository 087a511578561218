package io.boxwire.health.internal;

import io.boxwire.api.Recording;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Sink;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the folders that are recorded to have room, in bytes and in time at the present bit rate
 * of all recordings that share a store, and whether writing keeps up.
 */
final class DiskCheck implements RecordingsCheck {
  private static final long MEBI = 1 << 20;

  private final Limits limits;
  private final Disk disk;

  /**
   * From when on something is worth telling.
   *
   * @param leastBytes free space below which it is critical
   * @param leastTime time until a store is full below which it is critical
   * @param slowWrite the time for a frame from which on a warning is due
   * @param stuckWrite the time for a frame from which on it is critical
   */
  record Limits(long leastBytes, Duration leastTime, Duration slowWrite, Duration stuckWrite) {}

  /** What is written to a store. */
  private static final class Load {
    final Disk.Space space;
    final Path folder;
    double bytesPerSecond;

    Load(Disk.Space space, Path folder) {
      this.space = space;
      this.folder = folder;
    }
  }

  DiskCheck(Limits limits, Disk disk) {
    this.limits = limits;
    this.disk = disk;
  }

  @Override
  public List<Finding> check(List<RecordingStatus> recordings) {
    List<Finding> findings = new ArrayList<>();
    Map<Object, Load> loads = new LinkedHashMap<>();
    for (RecordingStatus recording : recordings) {
      folder(recording).ifPresent(folder -> add(recording, folder, loads, findings));
      findings.add(latency(recording));
    }
    loads.values().forEach(load -> findings.add(space(load)));
    return findings;
  }

  /** Where it writes now: to the folder of its newest file. */
  private static Optional<Path> folder(RecordingStatus recording) {
    List<Path> files = recording.files();
    if (!files.isEmpty()) {
      return Optional.of(parent(files.get(files.size() - 1)));
    }
    return recording.request().sink() instanceof Sink.File file
        ? Optional.of(parent(file.path()))
        : Optional.empty();
  }

  private static Path parent(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private void add(
      RecordingStatus recording, Path folder, Map<Object, Load> loads, List<Finding> findings) {
    try {
      Disk.Space space = space(recording, folder);
      Load load = loads.computeIfAbsent(space.store(), store -> new Load(space, folder));
      if (recording.state() == Recording.State.RUNNING) {
        load.bytesPerSecond += bytesPerSecond(recording.statistics());
      }
    } catch (IOException e) {
      findings.add(
          Finding.critical(recording.name() + ": the folder " + folder + " can't be used: " + e));
    }
  }

  /** Of a folder that is made when the recording begins, the one that it will be made in counts. */
  private Disk.Space space(RecordingStatus recording, Path folder) throws IOException {
    try {
      return disk.of(folder);
    } catch (NoSuchFileException e) {
      Recording.State state = recording.state();
      boolean begins = state == Recording.State.OPEN || state == Recording.State.WAITING;
      if (!begins || folder.getParent() == null) {
        throw e;
      }
      return space(recording, folder.getParent());
    }
  }

  private static double bytesPerSecond(RecordingStatistics statistics) {
    long millis = statistics.mediaTime().toMillis();
    return millis > 0 ? statistics.bytes() * 1000.0 / millis : 0;
  }

  private Finding space(Load load) {
    long usable = load.space.usableBytes();
    String message = usable / MEBI + " MiB are free for " + load.folder;
    boolean critical = usable < limits.leastBytes();
    if (load.bytesPerSecond > 0) {
      double seconds = usable / load.bytesPerSecond;
      message += ", enough for " + (long) (seconds / 60) + " minutes";
      critical |= seconds < limits.leastTime().toSeconds();
    }
    return critical ? Finding.critical(message) : Finding.ok(message);
  }

  private Finding latency(RecordingStatus recording) {
    Duration longest = recording.statistics().longestWrite();
    String message =
        recording.name() + ": a frame took up to " + longest.toMillis() + " ms to be written";
    if (longest.compareTo(limits.stuckWrite()) > 0) {
      return Finding.critical(message);
    }
    return longest.compareTo(limits.slowWrite()) > 0 ? Finding.warn(message) : Finding.ok(message);
  }
}
