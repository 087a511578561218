package io.boxwire.itests.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.K230;
import io.boxwire.itests.felix.CommandLineSupport.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The manual's three programs, run as the command that they are; in real time. */
public class K230ExamplesIT extends FelixTestSupport {
  /** 200 frames at 30 a second. */
  private static final long REAL_MILLIS = 6_667;

  private Path directory;

  @Before
  public void awaitParts() throws IOException {
    directory = Files.createTempDirectory("k230-examples");
    for (String codec : List.of("h264", "h265", "g711u")) {
      service(CodecPlugin.class, "(codec=" + codec + ")");
    }
    service(CaptureDevice.class, "(device.id=builtin)");
    service(CommandExtension.class);
  }

  private Result run(String... words) throws InterruptedException {
    return CommandLineSupport.run(service(CommandLine.class), directory, words);
  }

  @Test
  public void example1_builtinCamera_records200FramesThatExample3Plays() throws Exception {
    long start = System.nanoTime();
    Result recorded = run("k230-example", "1", "one.mp4");
    checkRealTime(start);

    List<String> expected = new ArrayList<>(List.of("mp4_muxer_test start"));
    IntStream.rangeClosed(1, 200).forEach(i -> expected.add("frame_count =  " + i));
    expected.add("mp4_muxer_test stop");
    checkDone(recorded);
    assertEquals(expected, recorded.lines());
    Map<String, Integer> frames = framesByCodec("one.mp4");
    assertEquals("[g711u, h265]", frames.keySet().toString());
    assertEquals(200, (int) frames.get("h265"));
    // Blocks of 40 ms, whole ones only, up to the last picture.
    assertTrue(frames.toString(), frames.get("g711u") >= 165 && frames.get("g711u") <= 167);

    start = System.nanoTime();
    Result played = run("k230-example", "3", "one.mp4");
    checkRealTime(start);
    checkDone(played);
    assertEquals(
        List.of(
            "    codec_id:  1",
            "    track_id:  1",
            "    width:  1280",
            "    height:  720",
            "    codec_id:  3",
            "    track_id:  2",
            "    channels:  1",
            "    sample_rate:  8000",
            "    bit_per_sample:  16"),
        played.lines().subList(0, 9));
    assertEquals(200, count(played, "video frame_data.codec_id: 1 data_length: "));
    assertEquals(
        (int) frames.get("g711u"),
        count(played, "audio frame_data.codec_id: 3 data_length: 320 timestamp: "));
    checkTimestamps(played, 200);
  }

  @Test
  public void example2_builtinCamera_recordsAnIdrFrameAnd200MoreThatExample3Plays()
      throws Exception {
    long start = System.nanoTime();
    Result recorded = run("k230-example", "2", "two.mp4");
    checkRealTime(start);

    checkDone(recorded);
    List<String> lines = recorded.lines();
    assertEquals("venc_test start", lines.get(0));
    assertEquals("save stream to file:  " + directory.resolve("two.mp4"), lines.get(1));
    assertEquals(200, count(recorded, "video size:  "));
    assertTrue(lines.get(2), lines.get(2).endsWith(" video type:  1 video timestamp: 33333"));
    assertTrue(lines.get(201), lines.get(201).endsWith(" video timestamp: 6666666"));
    assertEquals("venc_test stop", lines.get(202));
    assertEquals(Map.of("h264", 201), framesByCodec("two.mp4"));

    start = System.nanoTime();
    Result played = run("k230-example", "3", "two.mp4");
    checkRealTime(start);
    checkDone(played);
    assertEquals(
        List.of("    codec_id:  0", "    track_id:  1", "    width:  1280", "    height:  720"),
        played.lines().subList(0, 4));
    assertEquals(201, count(played, "video frame_data.codec_id: 0 data_length: "));
    checkTimestamps(played, 201);
  }

  @Test
  public void bundleStopped_whileExample1Or2Runs_endsItAndTheFilePlays() throws Exception {
    for (String number : List.of("1", "2")) {
      String name = "stopped" + number + ".mp4";
      CommandLine commands = service(CommandLine.class);
      service(CommandExtension.class);
      CompletableFuture<Result> result = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  result.complete(
                      CommandLineSupport.run(commands, directory, "k230-example", number, name));
                } catch (InterruptedException e) {
                  result.completeExceptionally(e);
                }
              });
      thread.start();
      // Fragments are written as they are complete, which takes a second.
      while (!Files.exists(directory.resolve(name))
          || Files.size(directory.resolve(name)) < 9_000) {
        assertFalse("ended too soon", result.isDone());
        Thread.onSpinWait();
      }
      Bundle bundle = FrameworkUtil.getBundle(K230.class);
      bundle.stop();
      try {
        assertEquals(CommandLine.FAILED, result.get(20, TimeUnit.SECONDS).status());
        Map<String, Integer> frames = frames(name);
        assertTrue(frames.toString(), frames.get(number.equals("1") ? "h265" : "h264") > 10);
      } finally {
        bundle.start();
      }
    }
  }

  @Test
  public void command_ofTheDeviceBundle_isListedAndCalled() throws Exception {
    assertTrue(run("--help").out().contains("  k230-example "));
    assertTrue(run("plugins").out().contains("command  k230-example io.boxwire.device.k230 "));
    assertEquals(CommandLine.WRONG_USAGE, run("k230-example", "4", "x.mp4").status());
  }

  private static void checkDone(Result result) {
    assertEquals(result.err(), CommandLine.DONE, result.status());
    assertEquals("", result.err());
  }

  /** A machine that is busy with other tests may take longer, and never less. */
  private static void checkRealTime(long startNanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    assertTrue(millis + " ms", millis >= REAL_MILLIS - 40 && millis < REAL_MILLIS + 2_000);
  }

  private static long count(Result result, String beginning) {
    return result.lines().stream().filter(line -> line.startsWith(beginning)).count();
  }

  /** Video frames have the times that they were captured at, to the millisecond. */
  private static void checkTimestamps(Result played, int frames) {
    List<Long> times =
        played.lines().stream()
            .filter(line -> line.startsWith("video frame_data"))
            .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
            .toList();
    for (int i = 0; i < frames; i++) {
      assertEquals(i * 100.0 / 3, times.get(i), 1);
    }
  }

  private Map<String, Integer> framesByCodec(String name) throws Exception {
    try (Demuxer demuxer = open(name)) {
      double seconds = demuxer.movie().duration().toMillis() / 1000.0;
      assertEquals(name, REAL_MILLIS / 1000.0, seconds, 0.05);
    }
    return frames(name);
  }

  private Demuxer open(String name) throws MediaException {
    return service(DemuxerFactory.class, "(container=mp4)")
        .open(new Source.File(directory.resolve(name)), DemuxerOptions.builder().build());
  }

  private Map<String, Integer> frames(String name) throws Exception {
    Map<String, Integer> frames = new TreeMap<>();
    try (Demuxer demuxer = open(name)) {
      List<TrackInfo> tracks = demuxer.movie().tracks();
      for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
        int track = f.get().track();
        TrackInfo info = tracks.stream().filter(t -> t.id() == track).findFirst().orElseThrow();
        frames.merge(info.codec().orElseThrow(), 1, Integer::sum);
      }
    }
    return frames;
  }
}
