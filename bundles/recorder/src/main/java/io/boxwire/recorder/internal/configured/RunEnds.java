package io.boxwire.recorder.internal.configured;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers where the last run of each configuration left off: also over an update of this bundle
 * and a restart of the framework. Without it recordings go on, only their gaps go unreported: so
 * what can't be read or written is logged. Safe for use by any number of threads.
 */
public final class RunEnds {
  private static final Logger LOG = LoggerFactory.getLogger(RunEnds.class);

  /** Behind the PID, in which there is no blank. */
  private static final String OPEN = " open";

  private final Optional<Path> file;
  private final Properties ends = new Properties();

  /**
   * Reads what is remembered.
   *
   * @param file where it is kept; empty to remember for as long as this object is there
   */
  public RunEnds(Optional<Path> file) {
    this.file = file;
    file.filter(Files::isRegularFile).ifPresent(this::load);
  }

  private void load(Path from) {
    try (Reader reader = Files.newBufferedReader(from)) {
      ends.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("can't read {}, so gaps since then are not reported: {}", from, e.toString());
    }
  }

  /** Where the last run left off, if there was one. */
  synchronized Optional<RunEnd> of(String pid) {
    return Optional.ofNullable(ends.getProperty(pid)).flatMap(RunEnd::parse);
  }

  /** Notes where a run left off, which writes no file any more. */
  synchronized void put(String pid, RunEnd end) {
    ends.setProperty(pid, end.text());
    ends.remove(pid + OPEN);
    save();
  }

  /** The file that the last run was writing when the process died, if it has. */
  synchronized Optional<OpenFile> openFile(String pid) {
    return Optional.ofNullable(ends.getProperty(pid + OPEN)).flatMap(OpenFile::parse);
  }

  /** Notes which file a run writes. */
  synchronized void put(String pid, OpenFile file) {
    ends.setProperty(pid + OPEN, file.text());
    save();
  }

  /** Forgets a configuration. */
  synchronized void remove(String pid) {
    boolean known = ends.remove(pid) != null;
    known |= ends.remove(pid + OPEN) != null;
    if (known) {
      save();
    }
  }

  private void save() {
    if (file.isEmpty()) {
      return;
    }
    Path made = file.get().resolveSibling(file.get().getFileName() + ".new");
    try {
      StringWriter text = new StringWriter();
      ends.store(text, "where recordings left off: written, captured, frames, milliseconds");
      // One that is cut off by a crash or a power cut would take what is remembered of all
      // recordings with it: it is on the storage before it has the name.
      Files.writeString(made, text.toString(), CREATE, TRUNCATE_EXISTING, WRITE, SYNC);
      Files.move(made, file.get(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("can't write {}: {}", file.get(), e.toString());
    }
  }
}
