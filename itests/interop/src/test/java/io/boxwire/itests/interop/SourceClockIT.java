package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import io.boxwire.api.capture.CaptureSession;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recordings of a camera whose clock goes wrong, beside one of the same camera whose clock does
 * not: ffprobe must find the same times in both.
 */
@Timeout(120)
class SourceClockIT {
  private static final int PICTURES = 250;
  private static final long FRAME_NANOS = 40_000_000;

  private static Optional<ElementaryStream> stream = Optional.empty();

  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  /** What goes wrong: seconds that are added to a time, which is from 100 s to 110 s. */
  private enum Fault {
    RESET(1) {
      @Override
      double added(int track, double time, int number) {
        return time < 104.2 ? 0 : -104.2;
      }
    },
    DAY_AHEAD(1) {
      @Override
      double added(int track, double time, int number) {
        return time < 103.5 ? 0 : 86_400;
      }
    },
    SET_BY_NETWORK_TIME_AND_BACK(2) {
      @Override
      double added(int track, double time, int number) {
        return time < 102 || time >= 107 ? 0 : 1_790_000_000;
      }
    },
    WILD_TIMES(3) {
      @Override
      double added(int track, double time, int number) {
        return number % 70 == 69 ? 8_520 : 0;
      }
    },
    WRAP_OF_33_BITS(1) {
      @Override
      double added(int track, double time, int number) {
        return time < 105 ? 0 : -(1L << 33) / 90_000.0;
      }
    };

    private final int steps;

    Fault(int steps) {
      this.steps = steps;
    }

    abstract double added(int track, double time, int number);
  }

  static Stream<Arguments> faultsAndLayouts() {
    return Stream.of(Fault.values())
        .flatMap(fault -> Stream.of(Layout.values()).map(layout -> Arguments.of(fault, layout)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("faultsAndLayouts")
  void clockGoesWrong_theFileHasTheTimesOfOneThatDoesNot(Fault fault, Layout layout)
      throws Exception {
    Path steady = record("steady.mp4", (track, time, number) -> 0, layout, Optional.empty()).get(0);
    assertThat(events).extracting(MediaEvent::kind).doesNotContain(MediaEvent.Kind.GAP);
    Path mended = record("mended.mp4", fault::added, layout, Optional.empty()).get(0);
    for (String track : List.of("v:0", "a:0")) {
      Probe expected = Probe.of(steady, track);
      Probe probe = Probe.of(mended, track);
      assertThat(probe.packets()).hasSameSizeAs(expected.packets());
      assertRises(probe);
      for (int i = 0; i < probe.packets().size(); i++) {
        assertThat(probe.nanos(probe.packets().get(i).pts()))
            .as("packet %d of %s", i, track)
            .isBetween(at(expected, i) - FRAME_NANOS, at(expected, i) + FRAME_NANOS);
      }
    }
    assertThat(seconds(mended)).isBetween(seconds(steady) - 0.041, seconds(steady) + 0.041);
    assertThat(Decoded.pictureHashes(mended)).isEqualTo(Decoded.pictureHashes(steady));
    assertThat(events.stream().filter(e -> e.kind() == MediaEvent.Kind.GAP))
        .hasSizeGreaterThanOrEqualTo(2 * fault.steps)
        .allMatch(event -> event.message().startsWith("device clock, track"));
  }

  @Test
  void segments_clockGoesWrong_allAreAsLongAsAskedFor() throws Exception {
    List<Path> files =
        record(
            "out.mp4",
            Fault.SET_BY_NETWORK_TIME_AND_BACK::added,
            Layout.HYBRID,
            Optional.of(Duration.ofSeconds(3)));
    assertThat(files).hasSize(4);
    int pictures = 0;
    for (Path file : files) {
      Probe probe = Probe.of(file, "v:0");
      assertRises(probe);
      pictures += probe.packets().size();
      assertThat(seconds(file)).as(file.toString()).isLessThan(3.2);
    }
    assertThat(pictures).isEqualTo(PICTURES);
  }

  private static long at(Probe probe, int packet) {
    return probe.nanos(probe.packets().get(packet).pts());
  }

  private static void assertRises(Probe probe) {
    List<Long> times = probe.packets().stream().map(Probe.Packet::dts).toList();
    assertThat(times).isSorted().doesNotHaveDuplicates();
  }

  private static double seconds(Path file) throws Exception {
    return Double.parseDouble(
        Ffmpeg.ffprobe("-show_entries", "format=duration", "-of", "csv=p=0", file).text().strip());
  }

  private List<Path> record(String name, Times times, Layout layout, Optional<Duration> segment)
      throws Exception {
    Boxwire boxwire = ElementaryStream.boxwire();
    RecordingRequest.Builder request =
        RecordingRequest.to(
                new Sink.File(folder.resolve(name)),
                CaptureRequest.builder().video("h264").audio("g711u").build())
            .device("clock")
            .muxer(MuxerOptions.builder().layout(layout).listener(events::add).build());
    segment.ifPresent(request::segmentTime);
    Recording recording =
        boxwire
            .recorder()
            .orElseThrow()
            .using(boxwire.muxers(), List.of(new ClockDevice(stream(), times)))
            .start(request.build());
    recording.await();
    assertThat(recording.statistics().videoFrames()).isEqualTo(PICTURES);
    assertThat(recording.statistics().mediaTime()).isLessThan(Duration.ofSeconds(11));
    return recording.files();
  }

  private static synchronized ElementaryStream stream() throws Exception {
    if (stream.isEmpty()) {
      Path file = Files.createDirectories(Path.of("target", "streams")).resolve("clock.h264");
      List<Object> line = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=s=160x96:r=25"));
      line.addAll(List.of("-frames:v", PICTURES, "-pix_fmt", "yuv420p", "-c:v", "libx264"));
      line.addAll(List.of("-g", 25, "-bf", 2, "-f", "h264", file));
      Ffmpeg.ffmpeg(line.toArray());
      stream = Optional.of(ElementaryStream.cut("h264", file, AssemblerOptions.builder().build()));
    }
    return stream.get();
  }

  /** What a clock shows too much, in seconds. */
  private interface Times {
    double added(int track, double time, int number);
  }

  /** The clip's camera with another clock, and live: it does not say that it waits. */
  private record ClockDevice(ClipDevice clip, Times times) implements CaptureDevice {
    ClockDevice(ElementaryStream video, Times times) {
      this(new ClipDevice(video, number -> {}), times);
    }

    @Override
    public String id() {
      return "clock";
    }

    @Override
    public String description() {
      return "a clip with another clock";
    }

    @Override
    public List<Option> options() {
      return List.of();
    }

    @Override
    public CaptureSession open(CaptureRequest request) {
      CaptureSession session = clip.open(request);
      return new CaptureSession() {
        private final int[] numbers = new int[2];

        @Override
        public List<TrackFormat> tracks() {
          return session.tracks();
        }

        @Override
        public Optional<Frame> read() throws MediaException, InterruptedException {
          return session.read().map(this::set);
        }

        private Frame set(Frame frame) {
          int track = frame.track();
          int timescale = tracks().get(track - 1).timescale();
          double time = (double) frame.decodeTime() / timescale;
          double added = times.added(track, time, numbers[track - 1]++);
          long ticks = Math.round(added * timescale);
          return frame.toBuilder()
              .times(frame.decodeTime() + ticks, frame.compositionTime() + ticks)
              .build();
        }

        @Override
        public void close() throws MediaException {
          session.close();
        }
      };
    }
  }
}
