package io.boxwire.itests.swaps.steering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;

/** What is needed to swap bundles, and to see afterwards that nothing of the old ones is left. */
final class Workshop implements AutoCloseable {
  /** What is there or not, as the recorder has just come or its first recording is far away. */
  private static final List<String> OF_LIVING_BUNDLES =
      List.of("boxwire-monitor-beans", "boxwire-recorder-timer");

  private final BundleContext context;
  private final Path jars;
  private final LoaderWatch loaders = new LoaderWatch();
  private final List<String> threads = Handles.threads();
  private final List<String> locks = Handles.fileLocks();
  private Journal journal;

  Workshop(BundleContext context, Path jars) {
    this.context = context;
    this.jars = jars;
  }

  /** Begins. */
  Workshop open() {
    journal = new Journal();
    return this;
  }

  Swapper swapper(Runnable hurry) {
    return new Swapper(context, jars, journal, loaders, hurry);
  }

  /** Fails if anything is left of what was swapped, or open in a folder. */
  void check(Path folder) {
    Waiting.until("threads to end: " + furtherThreads(), () -> furtherThreads().isEmpty());
    empty("open files", Handles.files(folder));
    empty("deadlocks", Handles.deadlocked());
    if (!Handles.fileLocks().equals(locks)) {
      throw new AssertionError("locks " + Handles.fileLocks() + ", at first " + locks);
    }
    empty("class loaders", loaders.left());
  }

  /** The threads that were not there at first, but for one of each that a living bundle has. */
  private List<String> furtherThreads() {
    List<String> further = new ArrayList<>(Handles.threads());
    threads.forEach(further::remove);
    OF_LIVING_BUNDLES.stream().filter(name -> !threads.contains(name)).forEach(further::remove);
    return further;
  }

  private static void empty(String what, List<String> left) {
    if (!left.isEmpty()) {
      throw new AssertionError(what + " that are left: " + left.size() + " " + left);
    }
  }

  /** Tells of swaps. */
  String summary(List<Swap> swaps) {
    return swaps.size()
        + " swaps, "
        + loaders.count()
        + " class loaders collected, "
        + swaps.stream().mapToLong(Swap::offers).sum()
        + " frames offered while there was none; from the stop of a revision to the first frame of"
        + " the next: "
        + Figures.of(swaps, Swap::away)
        + "; of that waited for an offer: "
        + Figures.of(swaps, Swap::waited)
        + "; frame held back without that: "
        + Figures.of(swaps, Swap::held)
        + "; from the start of a revision to its first frame: "
        + Figures.of(swaps, Swap::begun);
  }

  @Override
  public void close() {
    journal.close();
  }
}
