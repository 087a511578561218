package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import io.boxwire.api.Durability;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Retention;
import io.boxwire.api.Sink;
import io.boxwire.api.SteppedRecording;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.itests.fixtures.Waits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class RecordCommandTest {
  @TempDir Path folder;
  private final Camera camera = new Camera();
  private final TestParts parts = new TestParts().with(camera);

  /** A recorder whose recordings end when the test or the command says so. */
  private final class Camera implements Recorder, Recording {
    final CountDownLatch awaited = new CountDownLatch(1);
    final CountDownLatch ended = new CountDownLatch(1);
    RecordingRequest request;
    MediaException startFailure;
    MediaException failure;
    boolean stopped;

    @Override
    public Recording start(RecordingRequest given) throws MediaException {
      request = given;
      if (startFailure != null) {
        throw startFailure;
      }
      if (given.sink() instanceof Sink.File file) {
        try {
          Files.writeString(file.path(), "new", StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
          throw MediaException.io("the file", e);
        }
      }
      return this;
    }

    void tell(MediaEvent event) {
      request.muxer().listener().onEvent(event);
    }

    @Override
    public SteppedRecording open(RecordingRequest request) {
      throw new AssertionError("the command does not step");
    }

    @Override
    public List<RecordingStatus> recordings() {
      return List.of();
    }

    @Override
    public Recorder using(MuxerFactory muxers, Collection<? extends CaptureDevice> devices) {
      return this;
    }

    @Override
    public State state() {
      return ended.getCount() == 0 ? State.ENDED : State.RUNNING;
    }

    @Override
    public void stop() {
      stopped = true;
      ended.countDown();
    }

    @Override
    public void await() throws MediaException, InterruptedException {
      ended.await();
    }

    @Override
    public boolean await(Duration timeout) throws MediaException, InterruptedException {
      awaited.countDown();
      if (!ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      if (failure != null) {
        throw failure;
      }
      return true;
    }

    @Override
    public RecordingStatistics statistics() {
      return RecordingStatistics.builder().missing(3, 1).build();
    }

    @Override
    public List<Path> files() {
      return request.sink() instanceof Sink.File
          ? List.of(folder.resolve("a.mp4"), folder.resolve("a-002.mp4"))
          : List.of();
    }
  }

  private TestShell.Result run(String... arguments) throws InterruptedException {
    return new TestShell(parts, folder).run(arguments);
  }

  @Test
  void record_noOptions_records200FramesHybrid() throws Exception {
    camera.ended.countDown();
    TestShell.Result result = run("record", "a.mp4");

    assertThat(result.status()).isEqualTo(CommandLine.DONE);
    assertThat(result.out().lines()).containsExactly("a.mp4", "a-002.mp4");
    assertThat(result.err())
        .isEqualTo(
            "boxwire: the device dropped 3 frames, not taken in time\n"
                + "boxwire: the muxer refused 1 frame, in front of the first sync sample\n");
    RecordingRequest request = camera.request;
    assertThat(request.sink()).isEqualTo(new Sink.File(folder.resolve("a.mp4")));
    assertThat(request.device()).isEqualTo("builtin");
    assertThat(request.videoFrames()).hasValue(200);
    assertThat(request.duration()).isEmpty();
    assertThat(request.capture().videoCodec()).hasValue("h264");
    assertThat(request.capture().audioCodec()).hasValue("g711u");
    assertThat(request.muxer().layout()).isEqualTo(Layout.HYBRID);
  }

  @Test
  void record_allOptions_reachTheRecorder() throws Exception {
    camera.ended.countDown();
    TestShell.Result result =
        run(
            "record",
            "-q",
            "--device",
            "k230",
            "--device-opt",
            "a=1",
            "--device-opt",
            "b=x=y",
            "--video",
            "none",
            "--audio",
            "g711a",
            "--size",
            "640x480",
            "--seconds",
            "00:01:00.5",
            "--layout",
            "faststart",
            "--fragment-time",
            "0.5",
            "--durability",
            "never",
            "--align",
            "4096",
            "a.mp4");

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isEqualTo(CommandLine.DONE);
    RecordingRequest request = camera.request;
    assertThat(request.device()).isEqualTo("k230");
    assertThat(request.capture().options()).containsOnly(entry("a", "1"), entry("b", "x=y"));
    assertThat(request.capture().videoCodec()).isEmpty();
    assertThat(request.capture().audioCodec()).hasValue("g711a");
    assertThat(request.capture().width()).isEqualTo(640);
    assertThat(request.capture().height()).isEqualTo(480);
    assertThat(request.videoFrames()).isEmpty();
    assertThat(request.duration()).hasValue(Duration.ofMillis(60_500));
    assertThat(request.muxer().layout()).isEqualTo(Layout.FAST_START);
    assertThat(request.muxer().fragmentDuration()).isEqualTo(Duration.ofMillis(500));
    assertThat(request.muxer().durability()).isEqualTo(Durability.never());
    assertThat(request.muxer().fragmentAlignment()).isEqualTo(4096);
  }

  @Test
  void record_durability_isOfEachFragmentOrOfATime() throws Exception {
    camera.ended.countDown();
    run("record", "-q", "a.mp4");
    assertThat(camera.request.muxer().durability()).isEqualTo(Durability.eachFragment());
    run("record", "-q", "--durability", "fragment", "b.mp4");
    assertThat(camera.request.muxer().durability()).isEqualTo(Durability.eachFragment());
    run("record", "-q", "--durability", "2.5", "c.mp4");
    assertThat(camera.request.muxer().durability())
        .isEqualTo(Durability.every(Duration.ofMillis(2500)));
  }

  @Test
  void record_chunkTime_isOfBothLayoutsWithFragments() throws Exception {
    camera.ended.countDown();
    run("record", "-q", "a.mp4");
    assertThat(camera.request.muxer().chunkDuration()).isEmpty();
    for (String layout : List.of("hybrid", "fragmented")) {
      run("record", "-q", "--layout", layout, "--chunk-time", "0.1", layout + ".mp4");
      assertThat(camera.request.muxer().chunkDuration()).hasValue(Duration.ofMillis(100));
    }
  }

  private static Map.Entry<String, String> entry(String key, String value) {
    return Map.entry(key, value);
  }

  @Test
  void record_toStandardOutput_isFragmentedAndNamesNothing() throws Exception {
    camera.ended.countDown();
    TestShell.Result result = run("record", "-");

    assertThat(result.status()).isEqualTo(CommandLine.DONE);
    assertThat(result.bytes()).isEmpty();
    assertThat(camera.request.sink()).isInstanceOf(Sink.Stream.class);
    assertThat(camera.request.muxer().layout()).isEqualTo(Layout.FRAGMENTED);
  }

  @Test
  void record_wrongUsage_startsNothing() throws Exception {
    Files.writeString(folder.resolve("old.mp4"), "old");
    String[][] wrong = {
      {"record"},
      {"record", "old.mp4"},
      {"record", "-", "--layout", "progressive"},
      {"record", "a.mp4", "--layout", "avi"},
      {"record", "a.mp4", "--frames", "0"},
      {"record", "a.mp4", "--frames", "5", "--seconds", "5"},
      {"record", "a.mp4", "--seconds", "0"},
      {"record", "a.mp4", "--size", "big"},
      {"record", "a.mp4", "--device-opt", "novalue"},
      {"record", "a.mp4", "--video", "none", "--audio", "none"},
      {"record", "a.mp4", "--segment-time", "0"},
      {"record", "a.mp4", "--fragment-time", "0"},
      {"record", "a.mp4", "--chunk-time", "0"},
      {"record", "a.mp4", "--chunk-time", "short"},
      {"record", "a.mp4", "--chunk-time", "0.2", "--layout", "progressive"},
      {"record", "a.mp4", "--chunk-time", "0.2", "--layout", "faststart"},
      {"record", "a.mp4", "--durability", "always"},
      {"record", "a.mp4", "--durability", "0"},
      {"record", "a.mp4", "--align", "0"},
      {"record", "a.mp4", "--align", "1000"},
      {"record", "a.mp4", "--align", "131072"},
      {"record", "a.mp4", "--segment-size", "20T"},
      {"record", "-", "--segment-time", "60"},
      {"record", "a.mp4", "--keep-size", "1G"},
      {"record", "a.mp4", "--keep-time", "60"},
      {"record", "a.mp4", "--keep-free", "1G", "--output-pattern", "%o-%n.mp4"},
      {"record", "a.mp4", "--keep-size", "0", "--segment-time", "60"},
      {"record", "a.mp4", "--keep-time", "0", "--segment-time", "60"},
      {"record", "-", "--segment-size", "1M"},
      {"record", "-", "--output-pattern", "%o-%n.mp4"},
      {"record", "a.mp4", "--output-pattern", "b/%n.mp4"},
      {"record", "a.mp4", "--output-pattern", ""},
      {"record", "old.mp4", "-y", "--output-pattern", "%o-%n.mp4"},
      {"record", "none/a.mp4", "--output-pattern", "%o-%n.mp4"},
    };
    for (String[] arguments : wrong) {
      TestShell.Result result = run(arguments);
      assertThat(result.status()).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(result.out()).isEmpty();
    }
    assertThat(camera.request).isNull();
    assertThat(folder.resolve("old.mp4")).hasContent("old");
  }

  @Test
  void record_failure_namesTheFilesAndFails() throws Exception {
    camera.failure = MediaException.of(Code.DEVICE_FAILED, "the sensor is gone");
    camera.ended.countDown();
    TestShell.Result result = run("record", "a.mp4");

    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.out().lines()).hasSize(2);
    assertThat(result.err()).isEqualTo("boxwire: the sensor is gone\n");
  }

  @Test
  void record_interrupted_stopsClosesAndThrows() throws Exception {
    Thread command = Thread.currentThread();
    Thread signal =
        new Thread(
            () -> {
              try {
                camera.awaited.await();
                command.interrupt();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    signal.start();

    assertThatThrownBy(() -> run("record", "a.mp4")).isInstanceOf(InterruptedException.class);
    assertThat(camera.stopped).isTrue();
    assertThat(camera.ended.getCount()).isZero();
    signal.join();
  }

  @Test
  void record_shellStops_returnsAndTheRecordingGoesOn() throws Exception {
    parts.leave();
    TestShell.Result result = run("record", "a.mp4");

    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.err())
        .isEqualTo("boxwire: the commands are being stopped; the recording goes on\n");
    assertThat(camera.stopped).isFalse();
  }

  @Test
  void record_whatIsKept_reachesTheRecorder() throws Exception {
    camera.startFailure = MediaException.of(Code.DEVICE_FAILED, "not now");
    run("record", "a.mp4", "--segment-time", "60", "--keep-size", "2G", "--keep-time", "24:00:00");
    assertThat(camera.request.retention())
        .isEqualTo(Retention.everything().withBytes(2L << 30).withAge(Duration.ofDays(1)));
    run("record", "a.mp4", "--segment-size", "1M", "--keep-free", "100M");
    assertThat(camera.request.retention())
        .isEqualTo(Retention.everything().withFreeBytes(100 << 20));
    run("record", "a.mp4", "--segment-size", "1M");
    assertThat(camera.request.retention().removes()).isFalse();
  }

  @Test
  void record_segments_reachTheRecorderAndOldOutputIsLeft() throws Exception {
    Files.writeString(folder.resolve("a.mp4"), "old");
    camera.startFailure = MediaException.of(Code.DEVICE_FAILED, "not now");
    run(
        "record",
        "a.mp4",
        "--segment-time",
        "00:10:00",
        "--segment-size",
        "20M",
        "--output-pattern",
        "%o-%Y-%n.mp4");

    assertThat(camera.request.segmentTime()).hasValue(Duration.ofMinutes(10));
    assertThat(camera.request.segmentBytes()).hasValue(20 << 20);
    assertThat(camera.request.filePattern()).hasValue("%o-%Y-%n.mp4");
    assertThat(camera.request.sink()).isEqualTo(new Sink.File(folder.resolve("a.mp4")));
    assertThat(folder.resolve("a.mp4")).hasContent("old");
  }

  @Test
  void record_oldOutputAndDeviceThatDoesNotOpen_keepsIt() throws Exception {
    Files.writeString(folder.resolve("a.mp4"), "old");
    camera.startFailure = MediaException.of(Code.DEVICE_FAILED, "the camera is busy");
    TestShell.Result result = run("record", "-y", "a.mp4");

    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.err()).isEqualTo("boxwire: the camera is busy\n");
    assertThat(folder.resolve("a.mp4")).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("a.mp4"));
  }

  @Test
  void record_oldOutputAndDeviceThatOpens_replacesIt() throws Exception {
    Files.writeString(folder.resolve("a.mp4"), "old");
    camera.ended.countDown();

    assertThat(run("record", "-y", "a.mp4").status()).isEqualTo(CommandLine.DONE);
    assertThat(folder.resolve("a.mp4")).hasContent("new");
    assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("a.mp4"));
  }

  @Test
  void record_fileClosed_isNamedWhileItGoesOnAndOnce() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Future<Integer> status = inBackground(out, new ByteArrayOutputStream(), 0, "a.mp4");
    camera.awaited.await();
    Path first = folder.resolve("a.mp4");
    camera.tell(MediaEvent.of(Kind.FILE_CLOSED, "closed").withFile(first));
    while (out.size() == 0) {
      assertThat(status.isDone()).isFalse();
      Thread.onSpinWait();
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a.mp4\n");

    camera.ended.countDown();
    assertThat(status.get()).isEqualTo(CommandLine.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("a.mp4", "a-002.mp4");
  }

  @Test
  void record_waits_progressSaysForWhatUntilItGoesOn() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Future<Integer> status = inBackground(new ByteArrayOutputStream(), err, 60, "a.mp4");
    camera.awaited.await();
    camera.tell(MediaEvent.of(Kind.RECORDING_WAITING, "waits for the codec h264"));
    until(err, "record: waits for the codec h264");
    camera.tell(MediaEvent.of(Kind.RECORDING_RESUMED, "goes on"));
    until(err, "boxwire: goes on\n");
    err.reset();
    until(err, "record [");

    camera.ended.countDown();
    assertThat(status.get()).isEqualTo(CommandLine.DONE);
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("waits");
  }

  private static void until(ByteArrayOutputStream stream, String text) {
    Waits.until(() -> stream.toString(StandardCharsets.UTF_8).contains(text));
  }

  private Future<Integer> inBackground(
      ByteArrayOutputStream out, ByteArrayOutputStream err, int columns, String file) {
    Streams plain =
        Streams.of(
                InputStream.nullInputStream(),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .inDirectory(folder);
    Streams streams = columns > 0 ? plain.onTerminal(columns) : plain;
    FutureTask<Integer> task =
        new FutureTask<>(() -> new CommandRunner(parts).run(List.of("record", file), streams));
    new Thread(task).start();
    return task;
  }

  @Test
  void help_withDevice_listsItsOptions() throws Exception {
    parts.with(TestParts.real().devices().toArray(new CaptureDevice[0]));

    assertThat(run("record", "--help").out())
        .contains("--segment-time S", "\ndevice builtin: ")
        .doesNotContain("  pace ");
    assertThat(run("record", "--device", "builtin", "--help").out())
        .contains("\ndevice builtin: ", "\n  pace ")
        .doesNotContain("device k230");
    assertThat(run("record", "--device", "x", "--help").out())
        .endsWith("\nThere is no device x now.\n");
  }

  @Test
  void record_absoluteName_namesFilesAbsolutely() throws Exception {
    camera.ended.countDown();

    assertThat(run("record", folder.resolve("a.mp4").toString()).out().lines())
        .containsExactly(
            folder.resolve("a.mp4").toString(), folder.resolve("a-002.mp4").toString());
  }
}
