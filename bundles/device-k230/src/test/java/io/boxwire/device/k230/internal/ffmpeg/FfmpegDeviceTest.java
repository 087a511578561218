package io.boxwire.device.k230.internal.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.itests.fixtures.Waits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a child may do, by scripts that do it. */
@Timeout(60)
class FfmpegDeviceTest {
  private static final String GOOD = "cat good.mov";
  private static final String WAITS = "read -N1";
  private static final CaptureRequest BOTH =
      CaptureRequest.builder().video("h264").audio("g711u").build();

  @TempDir Path folder;
  private FakeFfmpeg fake;

  @BeforeEach
  void makeStream() throws Exception {
    fake = new FakeFfmpeg(folder).withGoodStream();
  }

  @Test
  void serviceLoader_findsIt() {
    assertThat(ServiceLoader.load(CaptureDevice.class))
        .extracting(CaptureDevice::id)
        .contains("ffmpeg");
  }

  @Test
  void open_noDemuxer_saysWhatIsMissing() {
    assertFailure(() -> new FfmpegDevice().open(BOTH), Code.SERVICE_GONE)
        .hasMessageContaining("demuxer");
  }

  @Test
  void open_missingExecutable_namesIt() throws Exception {
    CaptureDevice device = fake.device(Map.of("ffmpeg", "/nowhere/ffmpeg"));
    assertFailure(() -> device.open(BOTH), Code.DEVICE_FAILED)
        .hasMessageContaining("/nowhere/ffmpeg")
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void open_childEndsWithError_tellsWhatItSaidWithoutThePassword() throws Exception {
    CaptureDevice device =
        fake.device(
            Map.of("preset", "rtsp", "url", "rtsp://me:hidden%40x@camera/1"),
            "echo 'rtsp://me:hidden%40x@camera/1: Server returned 401 Unauthorized' >&2",
            "exit 3");
    assertFailure(() -> device.open(BOTH), Code.DEVICE_FAILED)
        .hasMessageContaining("status 3")
        .hasMessageContaining("//***@camera/1: Server returned 401")
        .hasMessageNotContaining("hidden");
    assertThat(fake.pids()).as("opening does not try again").hasSize(1);
    assertNothingLeft();
  }

  @Test
  void open_garbage_isRefused() throws Exception {
    CaptureDevice device = fake.device(Map.of(), "yes garbage");
    assertFailure(() -> device.open(BOTH), Code.DEVICE_FAILED)
        .hasMessageContaining("what ffmpeg writes is no movie");
    assertNothingLeft();
  }

  @Test
  void open_childDeliversNothing_failsInTime() throws Exception {
    CaptureDevice device = fake.device(Map.of("start", "2"), "echo Hm >&2", WAITS);
    assertFailure(() -> device.open(BOTH), Code.DEVICE_FAILED)
        .hasMessageContaining("nothing for 2.0 s, and said: Hm");
    assertNothingLeft();
  }

  @Test
  void open_otherCodec_saysWhatComes() throws Exception {
    CaptureDevice device = fake.device(Map.of(), GOOD, WAITS);
    assertFailure(() -> device.open(request("h265", "g711u")), Code.BAD_REQUEST)
        .hasMessageContaining("h265 is wanted, but ffmpeg delivers h264");
    assertFailure(() -> device.open(request("h264", "g711a")), Code.BAD_REQUEST)
        .hasMessageContaining("g711a is wanted, but ffmpeg delivers g711u");
    assertNothingLeft();
  }

  @Test
  void open_otherSize_saysWhatComes() throws Exception {
    CaptureDevice device = fake.device(Map.of(), GOOD, WAITS);
    CaptureRequest request = CaptureRequest.builder().video("h264").size(640, 480).build();
    assertFailure(() -> device.open(request), Code.BAD_REQUEST).hasMessageContaining("1280x720");
    assertNothingLeft();
  }

  @Test
  void read_goodStream_givesEachFrameItsTime() throws Exception {
    try (CaptureSession session = fake.device(Map.of(), GOOD, WAITS).open(BOTH)) {
      assertThat(session.tracks())
          .extracting(format -> format.codec().orElseThrow() + " " + format.timescale())
          .containsExactly("h264 90000", "g711u 8000");
      List<Frame> frames = read(session, FakeFfmpeg.PICTURES + FakeFfmpeg.BLOCKS);
      assertThat(frames).allMatch(Frame::transferred);
      assertThat(times(frames, 1)).containsExactlyElementsOf(steps(900_000, 3000, 60));
      assertThat(times(frames, 2)).containsExactlyElementsOf(steps(80_000, 320, 50));
      frames.forEach(Frame::release);
    }
    assertNothingLeft();
  }

  @Test
  void read_restOfFragmentStillToCome_handsOverWhatIsComplete() throws Exception {
    // All but the last byte of the last frame: nothing waits for that, or for a next fragment.
    long size = Files.size(folder.resolve("good.mov"));
    int unread = tailWithoutLastFrame();
    String most = "head -c " + (size - unread) + " good.mov";
    try (CaptureSession session = fake.device(Map.of("stall", "600"), most, WAITS).open(BOTH)) {
      assertThat(read(session, 109)).hasSize(109);
    }
  }

  @Test
  void shutdown_ofTheJvm_killsTheChild() throws Exception {
    fake.device(Map.of(), "trap '' TERM", GOOD, "while :; do read -N1 -t 1000 || sleep 1000; done");
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                OpenAndExit.class.getName(),
                folder.resolve("ffmpeg").toString())
            .inheritIO()
            .start();
    assertThat(jvm.waitFor()).isEqualTo(OpenAndExit.STATUS);
    assertThat(fake.pids()).hasSize(1);
    Waits.until(fake::allGone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 7", "kill -9 $$", "exit 0", WAITS, "yes garbage"})
  void read_childBreaks_goesOnWithAnotherAfterAGap(String end) throws Exception {
    CaptureDevice device =
        fake.device(
            Map.of("stall", "1", "backoff", "0.2", "backoff.max", "0.2"),
            GOOD,
            "[ $run = 1 ] && { " + end + "; }",
            WAITS);
    try (CaptureSession session = device.open(BOTH)) {
      long opened = System.nanoTime();
      List<Frame> before = read(session, 110);
      List<Frame> after = read(session, 110);
      long passed = System.nanoTime() - opened;
      long gap = first(after, 1) - first(before, 1);
      // By the clock of the machine, but not before what came from the first child: 2 s.
      assertThat(gap).isBetween(180_000L, Math.max(181_000, 90_000 * passed / 1_000_000_000));
      assertThat(first(after, 2) - first(before, 2)).isBetween(gap * 4 / 45 - 1, gap * 4 / 45 + 1);
      assertThat(after.stream().filter(frame -> frame.track() == 1)).first().matches(Frame::sync);
      assertThat(session.framesDropped()).isZero();
    }
    assertNothingLeft();
  }

  @Test
  void read_childBreaksLater_followsTheClockOfTheMachine() throws Exception {
    CaptureDevice device =
        fake.device(
            Map.of("backoff", "2.2", "backoff.max", "2.2"), GOOD, "[ $run = 1 ] && exit 1", WAITS);
    long opened = System.nanoTime();
    try (CaptureSession session = device.open(BOTH)) {
      List<Frame> before = read(session, 110);
      List<Frame> after = read(session, 110);
      long passed = System.nanoTime() - opened;
      assertThat(first(after, 1) - first(before, 1))
          .isBetween(198_000L, 90_000 * passed / 1_000_000_000);
    }
  }

  @Test
  void read_allAttemptsFail_saysWhy() throws Exception {
    CaptureDevice device =
        fake.device(
            Map.of("attempts", "3"),
            "[ $run = 1 ] && { cat good.mov; exit 1; }",
            "echo \"no camera in run $run\" >&2",
            "exit 5");
    try (CaptureSession session = device.open(BOTH)) {
      read(session, 110);
      assertFailure(session::read, Code.DEVICE_FAILED)
          .hasMessageContaining("capture device ffmpeg")
          .hasMessageContaining("3 times in vain")
          .hasMessageContaining("status 5, and said: no camera in run 4");
    }
    assertThat(fake.pids()).hasSize(4);
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "failure"})
  void read_restartNotWanted_endsWithTheChild(String restart) throws Exception {
    CaptureDevice device = fake.device(Map.of("restart", restart), GOOD, "exit 0");
    try (CaptureSession session = device.open(BOTH)) {
      read(session, 110);
      assertThat(session.read()).isEmpty();
    }
    assertNothingLeft();
  }

  @Test
  void close_child_isAskedFirst() throws Exception {
    CaptureDevice device =
        fake.device(Map.of(), GOOD, "read -N1 key", "echo \"$key\" >key", "exit 0");
    device.open(BOTH).close();
    assertThat(folder.resolve("key")).hasContent("q");
    assertNothingLeft();
  }

  @Test
  void close_childThatIgnoresEverything_killsItAndWhatItStarted() throws Exception {
    CaptureDevice device =
        fake.device(
            Map.of(),
            "trap '' TERM",
            "sleep 1000 &",
            "echo $! >>pids",
            GOOD,
            "while :; do wait; done");
    CaptureSession session = device.open(BOTH);
    assertThat(fake.pids()).hasSize(2);
    long start = System.nanoTime();
    session.close();
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(3));
    assertNothingLeft();
  }

  /** As when a wrapper script is killed: what it started belongs to nobody any more. */
  @Test
  void close_childIsGoneButWhatItStartedWrites_endsThatToo() throws Exception {
    CaptureDevice device =
        fake.device(
            Map.of(),
            "(cat good.mov; while :; do head -c 9999 /dev/zero || exit; done) &",
            "echo $! >>pids",
            "wait");
    CaptureSession session = device.open(BOTH);
    ProcessHandle wrapper = ProcessHandle.of(fake.pids().get(0)).orElseThrow();
    wrapper.destroyForcibly();
    wrapper.onExit().get(10, TimeUnit.SECONDS);
    session.close();
    assertNothingLeft();
  }

  @Test
  void close_childBlockedInWriting_endsIt() throws Exception {
    CaptureDevice device = fake.device(Map.of(), "while :; do cat good.mov || exit 1; done");
    // The second movie header is no fragment: all further output is drained when it is closed.
    device.open(BOTH).close();
    assertNothingLeft();
  }

  @Test
  void close_whileAnotherThreadReads_endsTheRead() throws Exception {
    CaptureSession session = fake.device(Map.of(), GOOD, WAITS).open(BOTH);
    read(session, 110);
    AtomicReference<Thread> reader = new AtomicReference<>();
    CompletableFuture<Throwable> outcome = readInBackground(session, reader);
    awaitWaiting(reader);
    session.close();
    assertThat(outcome.get(10, TimeUnit.SECONDS))
        .asInstanceOf(type(MediaException.class))
        .extracting(MediaException::code)
        .isEqualTo(Code.CLOSED);
    assertNothingLeft();
  }

  @Test
  void interrupt_whileReading_endsTheReadOnly() throws Exception {
    try (CaptureSession session = fake.device(Map.of(), GOOD, WAITS).open(BOTH)) {
      read(session, 110);
      AtomicReference<Thread> reader = new AtomicReference<>();
      CompletableFuture<Throwable> outcome = readInBackground(session, reader);
      awaitWaiting(reader);
      reader.get().interrupt();
      assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
      assertThat(fake.allGone()).isFalse();
    }
    assertNothingLeft();
  }

  @Test
  void close_manySessions_leaveNoThreadNoProcessNoDescriptor() throws Exception {
    CaptureDevice device = fake.device(Map.of(), GOOD, WAITS);
    device.open(BOTH).close();
    long before = descriptors();
    for (int i = 0; i < 10; i++) {
      try (CaptureSession session = device.open(BOTH)) {
        read(session, 10).forEach(Frame::release);
      }
    }
    assertNothingLeft();
    assertThat(descriptors()).isLessThanOrEqualTo(before);
  }

  @Test
  void options_passwordInDefaults_isMasked() throws Exception {
    CaptureDevice device = fake.device(Map.of("url", "rtsp://me:hidden@camera/1"));
    assertThat(device.options().toString())
        .contains("rtsp://***@camera/1")
        .doesNotContain("hidden");
  }

  /** How much of the stream's end to keep back, so that exactly the frame that lies last is cut. */
  private int tailWithoutLastFrame() throws Exception {
    byte[] stream = Files.readAllBytes(folder.resolve("good.mov"));
    try (var demuxer =
        FakeFfmpeg.boxwire()
            .demuxers()
            .open(
                new Source.File(folder.resolve("good.mov")),
                DemuxerOptions.of(PayloadForm.STORED))) {
      long end = 0;
      for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
        end = Math.max(end, f.get().region().orElseThrow().position() + f.get().size());
      }
      return (int) (stream.length - end + 1);
    }
  }

  private static CaptureRequest request(String video, String audio) {
    return CaptureRequest.builder().video(video).audio(audio).build();
  }

  private static List<Frame> read(CaptureSession session, int count) throws Exception {
    List<Frame> frames = new ArrayList<>();
    while (frames.size() < count) {
      frames.add(session.read().orElseThrow());
    }
    return frames;
  }

  private static long first(List<Frame> frames, int track) {
    return times(frames, track).get(0);
  }

  private static List<Long> times(List<Frame> frames, int track) {
    return frames.stream().filter(f -> f.track() == track).map(Frame::decodeTime).toList();
  }

  private static List<Long> steps(long start, long step, int count) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(start + i * step);
    }
    return times;
  }

  private static CompletableFuture<Throwable> readInBackground(
      CaptureSession session, AtomicReference<Thread> reader) {
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                Optional<Frame> frame = session.read();
                outcome.complete(new AssertionError("read " + frame));
              } catch (MediaException | InterruptedException e) {
                outcome.complete(e);
              }
            });
    reader.set(thread);
    thread.start();
    return outcome;
  }

  private static void awaitWaiting(AtomicReference<Thread> reader) {
    Waits.until(() -> reader.get().getState() == Thread.State.WAITING);
  }

  private static long descriptors() throws Exception {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private void assertNothingLeft() throws Exception {
    // A process that was killed may take a moment to leave the table of processes.
    Waits.until(fake::allGone);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("boxwire-ffmpeg"));
  }

  private interface Call {
    Object call() throws Exception;
  }

  private static AbstractThrowableAssert<?, ?> assertFailure(Call call, Code code) {
    return assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }
}
