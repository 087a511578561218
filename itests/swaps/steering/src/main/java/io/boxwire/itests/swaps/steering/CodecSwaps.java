package io.boxwire.itests.swaps.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Swaps codecs under four recordings and under four muxers that are written to from several
 * threads, then has all of them fed with the same frames once more, undisturbed.
 */
final class CodecSwaps {
  private static final int HURRY = 10;

  private final Path folder;
  private final Pace pace;
  private final Load load;
  private final Workshop workshop;
  private final List<Session> sessions =
      Stream.concat(Session.four("record", 1).stream(), Session.four("mux", 2).stream()).toList();

  /**
   * Makes a test.
   *
   * @param context of whoever tests
   * @param jars the folder of the jars that revisions are made of
   * @param folder where files go, not there yet
   * @param pace how fast frames come
   */
  CodecSwaps(BundleContext context, Path jars, Path folder, Pace pace) {
    this.folder = folder;
    this.pace = pace;
    this.load = new Load(context);
    this.workshop = new Workshop(context, jars);
  }

  /**
   * Swaps.
   *
   * @param count how often
   * @return what is to be told of it
   */
  String run(int count) throws BundleException, IOException {
    Folders.fresh(folder);
    Path swapped = Files.createDirectories(folder.resolve("swapped"));
    Path undisturbed = Files.createDirectories(folder.resolve("undisturbed"));
    List<Swap> swaps = new ArrayList<>();
    Plan plan = new Plan();
    try (Workshop open = workshop.open()) {
      Swapper swapper = open.swapper(() -> load.order("allow frames=" + HURRY));
      sessions.forEach(session -> session.begin(load, swapped, pace));
      for (int i = 0; i < count; i++) {
        swaps.add(swapper.swap(Part.CODECS.get(i % Part.CODECS.size())));
      }
      sessions.forEach(session -> session.end(load));
      for (Session session : sessions) {
        Map<String, String> fed = session.await(load);
        session.repeat(load, undisturbed, fed);
        compare(session.file(swapped), session.file(undisturbed), session.sameBytes());
        plan.sameFrames(
            session.file(swapped),
            session.file(undisturbed),
            Long.parseLong(fed.get("video")),
            Long.parseLong(fed.get("audio")));
      }
      plan.write(folder);
      swapper.restore();
      open.check(folder);
    }
    return workshop.summary(swaps);
  }

  private static void compare(Path file, Path undisturbed, boolean sameBytes) throws IOException {
    long at = Files.mismatch(file, undisturbed);
    if (sameBytes && at >= 0) {
      throw new AssertionError(file + " differs from " + undisturbed + " at " + at);
    }
  }
}
