package io.boxwire.itests.swaps.steering;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A recording that the load feeds.
 *
 * @param name its name, and that of its file
 * @param verb how it is begun
 * @param video codec of its pictures
 * @param audio codec of its sound
 * @param layout layout of its file
 * @param threads how many threads feed the muxer
 */
record Session(String name, String verb, String video, String audio, String layout, int threads) {
  /** The pairs of codecs that are recorded. */
  private static final List<List<String>> CODECS =
      List.of(List.of("h264", "g711a"), List.of("h265", "g711u"));

  private static final List<String> LAYOUTS = List.of("HYBRID", "FRAGMENTED");

  /** Whether a part works on its frames. */
  boolean needs(Part part) {
    return part.codecs().contains(video) || part.codecs().contains(audio);
  }

  /** Whether its file is to be the same in each byte, however often a codec is swapped. */
  boolean sameBytes() {
    return threads == 1;
  }

  /** One of each pair of codecs and each layout. */
  static List<Session> four(String verb, int threads) {
    return CODECS.stream()
        .flatMap(
            codecs ->
                LAYOUTS.stream()
                    .map(
                        layout ->
                            new Session(
                                verb
                                    + threads
                                    + "-"
                                    + codecs.get(0)
                                    + "-"
                                    + layout.toLowerCase(Locale.ROOT),
                                verb,
                                codecs.get(0),
                                codecs.get(1),
                                layout,
                                threads)))
        .toList();
  }

  Path file(Path folder) {
    return folder.resolve(name + ".mp4");
  }

  /** Begins it. */
  void begin(Load load, Path folder, Pace pace) {
    load.order(order(folder, pace));
  }

  /** Begins it, and has it wait only so long for a codec. */
  void begin(Load load, Path folder, Duration codecWait) {
    load.order(order(folder, Pace.REALTIME) + " wait=" + codecWait.toMillis());
  }

  /** Feeds another one with the same frames and waits for its end. */
  void repeat(Load load, Path folder, Map<String, String> fed) {
    load.order(
        order(folder, Pace.FREE) + " pictures=" + fed.get("video") + " blocks=" + fed.get("audio"));
    Map<String, String> again = await(load);
    if (!count(again).equals(count(fed))) {
      throw new AssertionError(name + " was fed with " + fed + " and then with " + again);
    }
  }

  private String order(Path folder, Pace pace) {
    return verb
        + " name="
        + name
        + " file="
        + file(folder)
        + " video="
        + video
        + " audio="
        + audio
        + " layout="
        + layout
        + " threads="
        + threads
        + " pace="
        + pace
        + pace.options();
  }

  private static String count(Map<String, String> fed) {
    return fed.get("video") + " pictures, " + fed.get("audio") + " blocks";
  }

  /** Waits until it was fed with so many frames. */
  void awaitFrames(Load load, long count) {
    Waiting.until(
        count + " frames of " + name,
        () -> Long.parseLong(load.order("count name=" + name)) >= count);
  }

  /** Feeds it with nothing more. */
  void end(Load load) {
    load.order("end name=" + name);
  }

  /** Waits for its end, and returns what it failed with. */
  String failure(Load load) {
    return end(name, load).get("failure");
  }

  private static Map<String, String> end(String name, Load load) {
    return load.ask("await name=" + name);
  }

  /** Waits for its end, which is to be a good one; says what it was fed with. */
  Map<String, String> await(Load load) {
    Map<String, String> fed = end(name, load);
    if (!fed.get("failure").isEmpty()) {
      throw new AssertionError(name + " failed: " + fed);
    }
    return fed;
  }
}
