package io.boxwire.itests.swaps.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.Configuration;

/**
 * Swaps a part under four recordings that configuration asks for, of cameras that do not wait: what
 * is missing is to be reported.
 */
final class PartSwaps {
  private static final String LOAD = "io.boxwire.itests.swaps.load";
  private static final String ZERO = "boxwire.swaps.zero";
  private static final String GAP = "GAP";

  private final BundleContext context;
  private final Part part;
  private final Path folder;
  private final Events events;
  private final Load load;
  private final Workshop workshop;
  private final List<Session> sessions = Session.four("configured", 1);

  /**
   * Makes a test.
   *
   * @param context of whoever tests
   * @param jars the folder of the jars that revisions are made of
   * @param folder where files go
   * @param part what is swapped
   */
  PartSwaps(BundleContext context, Path jars, Path folder, Part part) {
    this.context = context;
    this.part = part;
    this.folder = folder;
    this.events = new Events(folder.resolve("events.csv"));
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
    try (Workshop open = workshop.open()) {
      Swapper swapper = open.swapper(() -> {});
      try {
        openCameras();
        String told = swap(swapper, count);
        closeCameras();
        swapper.restore();
        open.check(folder);
        return told;
      } finally {
        swapper.restore();
      }
    }
  }

  private String swap(Swapper swapper, int count) throws BundleException, IOException {
    List<Swap> swaps = new ArrayList<>();
    List<Configuration> configurations = begin();
    String used;
    try {
      awaitMedia();
      begin(sessions.get(0));
      for (int i = 1; i <= count; i++) {
        swaps.add(swapper.swap(part));
        if (part.codecs().isEmpty()) {
          awaitGaps(i);
        }
      }
      awaitMedia();
      used = endUse();
    } finally {
      for (Configuration configuration : configurations) {
        configuration.delete();
      }
    }
    Plan plan = new Plan();
    for (Session session : sessions) {
      String name = session.name();
      Waiting.until("the end of " + name, () -> events.count(name, "RECORDING_ENDED") > 0);
      if (part == Part.DEVICE) {
        // Its pictures have no numbers, and its clock begins anew with each session.
        files(session).forEach(plan::decodes);
      } else {
        plan.reportedGaps(files(session), name);
      }
    }
    plan.write(folder);
    return used + workshop.summary(swaps);
  }

  /** Until the last file of each recording has got its first fragment. */
  private void awaitMedia() {
    Waiting.until(
        "media in each recording",
        () ->
            sessions.stream()
                .map(this::files)
                .allMatch(
                    all -> !all.isEmpty() && all.get(all.size() - 1).toFile().length() > 2000));
  }

  /** Where each camera is up to depends on the time from here on. */
  private void openCameras() throws BundleException {
    System.setProperty(ZERO, Long.toString(System.nanoTime()));
    System.setProperty(Events.FILE, folder.resolve("events.csv").toString());
    restartLoad();
  }

  private void closeCameras() throws BundleException {
    System.clearProperty(ZERO);
    System.clearProperty(Events.FILE);
    restartLoad();
  }

  private void restartLoad() throws BundleException {
    Bundle bundle = Bundles.of(context, LOAD);
    bundle.stop();
    bundle.start();
  }

  private List<Configuration> begin() throws IOException {
    Configurations configurations = new Configurations(context);
    List<Configuration> made = new ArrayList<>();
    for (int i = 0; i < sessions.size(); i++) {
      Session session = sessions.get(i);
      String device = part == Part.DEVICE ? "builtin" : "live" + (i + 1);
      made.add(configurations.add(session, device, folder.resolve(session.name())));
    }
    return made;
  }

  /** Has the part used, if recordings do not need it. */
  private void begin(Session any) {
    if (part == Part.DEMUXER) {
      load.order("read file=" + files(any).get(0));
    } else if (part == Part.SHELL) {
      load.order("command file=" + files(any).get(0));
    }
  }

  private String endUse() {
    if (part != Part.DEMUXER && part != Part.SHELL) {
      return "";
    }
    Map<String, String> used =
        load.ask("finish name=" + (part == Part.DEMUXER ? "read" : "command"));
    if (!used.get("failure").isEmpty()) {
      throw new AssertionError(part + " failed: " + used);
    }
    return used + ", ";
  }

  private void awaitGaps(int count) {
    for (Session session : sessions) {
      Waiting.until(
          "the " + count + "th gap of " + session.name(),
          () -> events.count(session.name(), GAP) >= count);
    }
  }

  private List<Path> files(Session session) {
    Path own = folder.resolve(session.name());
    if (Files.notExists(own)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(own)) {
      return all.sorted().collect(Collectors.toList());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
