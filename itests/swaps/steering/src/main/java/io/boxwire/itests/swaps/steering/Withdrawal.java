package io.boxwire.itests.swaps.steering;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * A codec goes for good: each recording that needs it ends in a file that plays, and says why, when
 * the time is over that it was told to wait.
 */
final class Withdrawal {
  private static final Duration WAIT = Duration.ofMillis(1500);

  /**
   * For closing the file, on a machine that does other things as well. With the wait it is less
   * than the 10 s that are waited where nothing was said.
   */
  private static final Duration SLACK = Duration.ofSeconds(8);

  private static final int FRAMES = 40;

  private final BundleContext context;
  private final Path folder;
  private final Load load;
  private final Workshop workshop;

  /**
   * Makes a test.
   *
   * @param context of whoever tests
   * @param jars the folder of the jars
   * @param folder where files go
   */
  Withdrawal(BundleContext context, Path jars, Path folder) {
    this.context = context;
    this.folder = folder;
    this.load = new Load(context);
    this.workshop = new Workshop(context, jars);
  }

  /** Takes each codec away once, and returns what is to be told of it. */
  String run() throws BundleException, IOException {
    Folders.fresh(folder);
    Plan plan = new Plan();
    List<String> told = new ArrayList<>();
    try (Workshop open = workshop.open()) {
      for (Part part : Part.CODECS) {
        Bundle bundle = Bundles.of(context, part.symbolicName());
        Path own = Folders.fresh(folder.resolve(part.name()));
        List<Session> sessions =
            Session.four("record", 1).stream().filter(session -> session.needs(part)).toList();
        sessions.forEach(session -> session.begin(load, own, WAIT));
        sessions.forEach(session -> session.awaitFrames(load, FRAMES));
        // The wait begins within the stop.
        long stopped = System.nanoTime();
        bundle.stop();
        try {
          for (Session session : sessions) {
            told.add(part + " " + ended(session, stopped));
            plan.plays(session.file(own));
          }
        } finally {
          Bundles.start(bundle);
        }
      }
      plan.write(folder);
      open.check(folder);
    }
    return String.join("; ", told);
  }

  private String ended(Session session, long stopped) {
    String failure = session.failure(load);
    Duration took = Duration.ofNanos(System.nanoTime() - stopped);
    if (!failure.startsWith("CODEC_GONE")) {
      throw new AssertionError(session.name() + " ended with " + failure);
    }
    if (took.compareTo(WAIT) < 0 || took.compareTo(WAIT.plus(SLACK)) > 0) {
      throw new AssertionError(session.name() + " waited " + took + " of " + WAIT);
    }
    return took.toMillis() + " ms: " + failure.replace('\u00a0', ' ');
  }
}
