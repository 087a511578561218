package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingRequest.Beginning;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import io.boxwire.api.SteppedRecording;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.itests.fixtures.SmallDisk;
import io.boxwire.itests.fixtures.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stepped recordings of the built-in device, and where recordings begin, as ffprobe sees it. */
@Timeout(120)
class SteppedRecordingIT {
  private static final int CYCLES = 100;
  private static final long PICTURE_NANOS = 33_333_333;
  private static final long BLOCK_NANOS = 40_000_000;

  private final Recorder recorder = ElementaryStream.boxwire().recorder().orElseThrow();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Layout.class)
  void step_60Times_writesAsManyPicturesAndTheirSound(Layout layout) throws Exception {
    SteppedRecording recording = begun(request(layout, Map.of()).build());
    for (int i = 0; i < 60; i++) {
      assertThat(recording.step()).isTrue();
    }
    // The device goes on until the queue is full.
    while (recording.statistics().queuedFrames() < recording.statistics().queueCapacity()) {
      assertThat(recording.await(Duration.ofMillis(1))).isFalse();
    }
    stopped(recording);
    assertThat(recording.statistics().framesLeftOut()).isGreaterThan(200);
    List<String> pictures = Decoded.pictureHashes(file());
    // The camera shows the same each second; in it, three pictures are white.
    assertThat(pictures).hasSize(60);
    assertThat(pictures.subList(30, 60)).isEqualTo(pictures.subList(0, 30));
    assertThat(Set.copyOf(pictures.subList(0, 30))).hasSizeBetween(28, 30);
    assertThat(Probe.of(file(), "v:0").packets()).hasSize(60).first().matches(p -> p.pts() == 0);
    Probe audio = Probe.of(file(), "a:0");
    // 2 s are 50 blocks.
    assertThat(audio.packets().stream().mapToInt(Probe.Packet::size).sum()).isEqualTo(50 * 320);
  }

  @Test
  void step_interruptedAllTheTime_leavesAFileOfEveryPicture() throws Exception {
    int pictures = 600;
    SteppedRecording recording = begun(request(Layout.HYBRID, Map.of()).build());
    FutureTask<Integer> task = new FutureTask<>(() -> stepThroughInterrupts(recording, pictures));
    Thread caller = new Thread(task, "caller");
    caller.start();
    Random random = new Random(7);
    while (caller.isAlive()) {
      caller.interrupt();
      for (int i = random.nextInt(5000); i > 0; i--) {
        Thread.onSpinWait();
      }
    }
    assertThat(task.get(10, TimeUnit.SECONDS)).isPositive();
    stopped(recording);
    List<Long> times = Probe.of(file(), "v:0").presentation();
    assertThat(times).hasSize(pictures);
    for (int i = 0; i < pictures; i++) {
      assertThat(times.get(i)).isBetween(i * PICTURE_NANOS, i * PICTURE_NANOS + pictures);
    }
    assertThat(Decoded.pictureHashes(file())).hasSize(pictures);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void leadingTrack_cameraInMidstream_beginsWithItsFirstSyncPicture(Layout layout)
      throws Exception {
    Recording recording =
        recorder.start(
            request(layout, Map.of("picture", "45"))
                .beginning(Beginning.LEADING_TRACK)
                .videoFrames(50)
                .build());
    recording.await();
    RecordingStatistics statistics = recording.statistics();
    assertThat(statistics.framesRefused()).isPositive();
    assertThat(statistics.framesLeftOut()).isPositive();
    Probe video = Probe.of(file(), "v:0");
    assertThat(video.packets()).hasSize(50).first().matches(p -> p.pts() == 0 && p.key());
    Probe audio = Probe.of(file(), "a:0");
    long began = statistics.began().orElseThrow().toNanos();
    // The microphone starts with picture 45, and its blocks follow one another from there.
    long sinceStart = began - TimeUnit.MILLISECONDS.toNanos(45 * 1000 / 30);
    long firstBlock = (sinceStart + BLOCK_NANOS - 1) / BLOCK_NANOS * BLOCK_NANOS;
    assertThat(first(audio)).isCloseTo(firstBlock - sinceStart, within());
    assertThat(Decoded.pictureHashes(file())).hasSize(50);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void zero_afterTheFirstPictures_isTime0OfTheFile(Layout layout) throws Exception {
    // The camera's clock stands at 10 s when it starts; picture 30 of the clip is a sync picture.
    Recording recording =
        recorder.start(
            request(layout, Map.of()).zero(Duration.ofMillis(10_500)).videoFrames(60).build());
    recording.await();
    // Pictures 0 to 14 and blocks 0 to 12 begin before 10.5 s.
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(15 + 13);
    assertThat(recording.statistics().began()).contains(Duration.ofMillis(10_520));
    Probe video = Probe.of(file(), "v:0");
    long skipped = recording.statistics().framesRefused();
    assertThat(skipped).isBetween(1L, 15L);
    assertThat(video.packets()).hasSize(60).first().matches(Probe.Packet::key);
    assertThat(first(video)).isCloseTo(skipped * PICTURE_NANOS, within());
    assertThat(first(Probe.of(file(), "a:0"))).isCloseTo(20_000_000L, within());
    assertThat(Decoded.pictureHashes(file())).hasSize(60);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void zero_beforeTheFirstPicture_leavesThatTimeEmpty(Layout layout) throws Exception {
    recorder
        .start(request(layout, Map.of()).zero(Duration.ofMillis(9250)).videoFrames(30).build())
        .await();
    assertThat(first(Probe.of(file(), "v:0"))).isCloseTo(750_000_000L, within());
    assertThat(first(Probe.of(file(), "a:0"))).isCloseTo(750_000_000L, within());
  }

  @Test
  void step_diskFull_throwsAndWhatWasWrittenPlays() throws Exception {
    SteppedRecording recording;
    try (SmallDisk disk = SmallDisk.create(file(), 400_000)) {
      recording = begun(request(new Sink.Seekable(disk), Layout.HYBRID, Map.of()).build());
      int made = 0;
      MediaException full = null;
      while (full == null) {
        try {
          made += recording.step() ? 1 : 0;
        } catch (MediaException e) {
          full = e;
        }
      }
      assertThat(full).hasMessageContaining(SmallDisk.FULL);
      assertThat(catchThrowableOfType(MediaException.class, recording::step)).isSameAs(full);
      assertThat(recording.state()).isEqualTo(Recording.State.FAILED);
      assertThat(Decoded.pictureHashes(file())).hasSizeBetween(60, made);
    }
  }

  @Test
  void stop_beforeAnyStep_leavesAFileWithoutTracks() throws Exception {
    for (int i = 0; i < 2; i++) {
      Files.deleteIfExists(file());
      SteppedRecording recording = recorder.open(request(Layout.HYBRID, Map.of()).build());
      if (i > 0) {
        recording.begin();
      }
      stopped(recording);
      try (Demuxer demuxer =
          ElementaryStream.boxwire()
              .demuxers()
              .open(new Source.File(file()), DemuxerOptions.builder().build())) {
        assertThat(demuxer.movie().tracks()).isEmpty();
      }
    }
  }

  @Test
  void openBeginStepStop_100Times_leaveNoThreadAndNoFileOpen() throws Exception {
    cycle(0);
    long files = openFiles();
    for (int i = 1; i <= CYCLES; i++) {
      cycle(i);
    }
    Waits.until(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("boxwire-")));
    assertThat(openFiles()).isLessThanOrEqualTo(files);
    System.out.println("stepped recordings: " + CYCLES + ", files open after: " + files);
  }

  private void cycle(int number) throws Exception {
    SteppedRecording recording = recorder.open(request(Layout.HYBRID, Map.of()).build());
    // One in four each: never begun, never stepped, stepped, stepped to its limit.
    if (number % 4 > 0) {
      recording.begin();
    }
    for (int steps = number % 4; steps > 1; steps--) {
      assertThat(recording.step()).isTrue();
    }
    stopped(recording);
    Files.delete(file());
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static int stepThroughInterrupts(SteppedRecording recording, int pictures)
      throws Exception {
    int interrupts = 0;
    for (int made = 0; made < pictures; ) {
      try {
        made += recording.step() ? 1 : 0;
      } catch (InterruptedException e) {
        interrupts++;
      }
    }
    return interrupts;
  }

  private SteppedRecording begun(RecordingRequest request) throws Exception {
    SteppedRecording recording = recorder.open(request);
    recording.begin();
    return recording;
  }

  private static void stopped(SteppedRecording recording) throws Exception {
    recording.stop();
    recording.await();
  }

  private static long first(Probe track) {
    return track.nanos(track.packets().get(0).pts());
  }

  /** Movie timescales and ffprobe round by less than this. */
  private static Offset<Long> within() {
    return Offset.offset(1_000_000L);
  }

  private Path file() {
    return folder.resolve("out.mp4");
  }

  private RecordingRequest.Builder request(Layout layout, Map<String, String> others) {
    return request(new Sink.File(file()), layout, others);
  }

  private static RecordingRequest.Builder request(
      Sink sink, Layout layout, Map<String, String> others) {
    Map<String, String> options = new HashMap<>(Map.of("pace", "fast"));
    options.putAll(others);
    CaptureRequest capture =
        CaptureRequest.builder().video("h264").audio("g711u").options(options).build();
    return RecordingRequest.to(sink, capture).muxer(MuxerOptions.builder().layout(layout).build());
  }
}
