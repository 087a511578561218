package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Retention;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.recorder.internal.configured.ConfiguredRecordings;
import io.boxwire.recorder.internal.configured.Engine;
import io.boxwire.recorder.internal.configured.RecordingPlan;
import io.boxwire.recorder.internal.configured.RunEnds;
import io.boxwire.recorder.internal.configured.Safety;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A refresh stops all that a configured recording needs, in any order, and starts it again: the
 * gaps that are reported have the very frames that no file has.
 */
@Timeout(30)
class StopOrderTest {
  /** Pictures of 3000 ticks and blocks of 160 begin together after three and five of them. */
  private static final int PICTURES = 3;

  private static final int BLOCKS = 5;
  private static final long PICTURE_TICKS = 3000;
  private static final long BLOCK_TICKS = 160;

  /** How many frames of each track the muxer has not written when its codecs go first. */
  private static final Map<Integer, Long> UNWRITTEN = Map.of(1, 8L, 2, 3L);

  private final List<String> journal = new CopyOnWriteArrayList<>();
  private final RunEnds ends = new RunEnds(Optional.empty());
  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  /** What stops. */
  private enum Part {
    CODECS,
    MUXER,
    DEVICE,
    RECORDER
  }

  static Stream<List<Part>> orders() {
    return orders(List.of(), EnumSet.allOf(Part.class));
  }

  private static Stream<List<Part>> orders(List<Part> begin, Set<Part> rest) {
    if (rest.isEmpty()) {
      return Stream.of(begin);
    }
    return rest.stream()
        .flatMap(
            next -> {
              List<Part> longer = new ArrayList<>(begin);
              longer.add(next);
              EnumSet<Part> others = EnumSet.copyOf(rest);
              others.remove(next);
              return orders(longer, others);
            });
  }

  @ParameterizedTest
  @MethodSource("orders")
  void stopped_inAnyOrder_reportedGapsAreTheFramesMissing(List<Part> order) throws Exception {
    Generation first = new Generation();
    first.films(0, 3);
    order.forEach(first::stops);
    Generation second = new Generation();
    second.films(10, 12);
    second.stops(Part.RECORDER);

    long missing =
        missing(first.pictures(), second.pictures()) + missing(first.blocks(), second.blocks());
    // From the picture of 3 * 3 to that of 10 * 3, and the same time of sound, at the least.
    assertThat(missing).isGreaterThanOrEqualTo(7 * (PICTURES + BLOCKS));
    assertThat(reported()).isEqualTo(missing);
    first.device.assertReleasedOnce();
    second.device.assertReleasedOnce();
  }

  private long reported() {
    return events.stream()
        .filter(event -> event.kind() == MediaEvent.Kind.GAP)
        .mapToLong(event -> event.frames().orElseThrow())
        .sum();
  }

  private static long missing(List<Long> before, List<Long> after) {
    List<Long> all = Stream.concat(before.stream(), after.stream()).toList();
    assertThat(all).doesNotHaveDuplicates().isSorted();
    return all.get(all.size() - 1) - all.get(0) + 1 - all.size();
  }

  /** All parts, from when they start until they stop. */
  private final class Generation implements Engine {
    final FakeDevice device = new FakeDevice("cam", journal);
    private final FakeMuxers muxers = new FakeMuxers(journal);
    private final List<MuxerFactory> presentMuxers = new CopyOnWriteArrayList<>(List.of(muxers));
    private final List<CaptureDevice> presentDevices = new CopyOnWriteArrayList<>(List.of(device));
    private final RecorderSchedule schedule = new RecorderSchedule();
    private final DefaultRecorder recorder =
        new DefaultRecorder(
            () -> presentMuxers,
            () -> presentDevices,
            () -> true,
            this::happened,
            task -> {},
            Optional::empty);
    private final ConfiguredRecordings recordings = new ConfiguredRecordings(this, schedule, ends);
    private int filmed;
    private boolean codecsGone;

    Generation() {
      device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
      recordings.add("pid").change(plan());
    }

    private void happened(RecordingStatus run, MediaEvent event) {
      recordings.told(run, event);
    }

    /** Films groups of three pictures and five blocks, all of which are written. */
    void films(int from, int to) {
      captures(from, to);
      RecorderFixture.awaitTrue(
          () ->
              muxers.written.size() == (to - from) * (PICTURES + BLOCKS)
                  && device.delivered.get() == muxers.written.size());
    }

    private void captures(int from, int to) {
      for (int group = from; group < to; group++) {
        for (int i = 0; i < PICTURES; i++) {
          device.frame(
              Frame.on(1)
                  .time((group * PICTURES + i) * PICTURE_TICKS)
                  .duration(PICTURE_TICKS)
                  .randomAccess(i == 0 ? RandomAccess.SYNC : RandomAccess.NONE));
        }
        for (int i = 0; i < BLOCKS; i++) {
          device.frame(Frame.on(2).time((group * BLOCKS + i) * BLOCK_TICKS).duration(BLOCK_TICKS));
        }
      }
      filmed = to;
    }

    /** Stops a part; as long as there is a recording, the device films on. */
    void stops(Part part) {
      switch (part) {
        case CODECS -> {
          if (!presentMuxers.isEmpty() && !presentDevices.isEmpty()) {
            codecsGone = true;
            muxers.awaiting(Set.of("h264")).without(UNWRITTEN).failingToClose(codecGone());
          }
        }
        case MUXER -> {
          presentMuxers.clear();
          recorder.withdrawn(muxers);
        }
        case DEVICE -> {
          presentDevices.clear();
          recorder.withdrawn(device);
        }
        case RECORDER -> {
          presentDevices.clear();
          recordings.close();
          recorder.close();
          schedule.close();
        }
        default -> throw new AssertionError(part);
      }
      if (!presentDevices.isEmpty()) {
        int before = device.delivered.get();
        captures(filmed, filmed + 1);
        RecorderFixture.awaitTrue(() -> device.delivered.get() == before + PICTURES + BLOCKS);
      }
    }

    List<Long> pictures() {
      return inFiles(1, PICTURE_TICKS);
    }

    List<Long> blocks() {
      return inFiles(2, BLOCK_TICKS);
    }

    private List<Long> inFiles(int track, long ticks) {
      List<Long> taken =
          muxers.written.stream()
              .filter(frame -> frame.track() == track)
              .map(frame -> frame.decodeTime() / ticks)
              .toList();
      return codecsGone ? taken.subList(0, taken.size() - UNWRITTEN.get(track).intValue()) : taken;
    }

    @Override
    public Optional<String> missing(String id, Collection<String> codecs) {
      return presentDevices.isEmpty() || presentMuxers.isEmpty()
          ? Optional.of("a part")
          : Optional.empty();
    }

    @Override
    public Recording start(RecordingRequest request) throws MediaException {
      return recorder.start(request);
    }

    @Override
    public Optional<RecordingStatus> running(RecordingRequest request) {
      return recorder.recordings().stream().filter(run -> run.request() == request).findFirst();
    }

    @Override
    public void hurry(RecordingRequest request) {
      recorder.hurry(request);
    }

    @Override
    public void tell(RecordingStatus recording, MediaEvent event) {
      events.add(event);
    }
  }

  private RecordingPlan plan() {
    return new RecordingPlan(
        "front",
        "cam",
        Map.of(),
        Optional.of("h264"),
        Optional.of("g711u"),
        Optional.empty(),
        folder,
        "%o-%n.mp4",
        Layout.HYBRID,
        Optional.empty(),
        OptionalLong.empty(),
        Retention.everything(),
        Safety.USUAL,
        Duration.ofSeconds(10),
        Duration.ofSeconds(8));
  }

  private static MediaException codecGone() {
    return MediaException.of(MediaException.Code.CODEC_GONE, "some frames are not in the file");
  }
}
