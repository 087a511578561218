package io.boxwire.itests.swaps.steering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Swaps the muxer under four recordings, which go on in a next file each time, then has all of them
 * fed with the same frames once more, undisturbed.
 */
final class MuxerSwaps {
  private static final int HURRY = 20;
  private static final int FIRST = 10;

  private final Path folder;
  private final Pace pace;
  private final Load load;
  private final Workshop workshop;
  private final List<Session> sessions = Session.four("record", 1);

  /**
   * Makes a test.
   *
   * @param context of whoever tests
   * @param jars the folder of the jars that revisions are made of
   * @param folder where files go
   * @param pace how fast frames come
   */
  MuxerSwaps(BundleContext context, Path jars, Path folder, Pace pace) {
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
    Path swapped = Folders.fresh(folder.resolve("swapped"));
    Path undisturbed = Folders.fresh(folder.resolve("undisturbed"));
    List<Swap> swaps = new ArrayList<>();
    Plan plan = new Plan();
    int files = 0;
    try (Workshop open = workshop.open()) {
      Swapper swapper = open.swapper(() -> load.order("allow frames=" + HURRY));
      sessions.forEach(session -> session.begin(load, swapped, pace));
      load.order("allow frames=" + FIRST);
      sessions.forEach(session -> session.awaitFrames(load, FIRST));
      for (int i = 0; i < count; i++) {
        swaps.add(swapper.swap(Part.MUXER));
      }
      sessions.forEach(session -> session.end(load));
      for (Session session : sessions) {
        Map<String, String> fed = session.await(load);
        session.repeat(load, undisturbed, fed);
        plan.everyFrameOnce(
            fed.get("files"),
            session.file(undisturbed),
            Long.parseLong(fed.get("video")),
            Long.parseLong(fed.get("audio")));
        files += fed.get("files").split(";").length;
      }
      plan.write(folder);
      swapper.restore();
      open.check(folder);
    }
    return files + " files, " + workshop.summary(swaps);
  }
}
