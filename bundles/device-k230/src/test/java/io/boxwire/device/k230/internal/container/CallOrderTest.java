package io.boxwire.device.k230.internal.container;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_DEMUXER;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_MUXER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call in every state. */
@Timeout(60)
class CallOrderTest {
  private static final int FRAMES = 10;

  private final K230Fixture k230 = new K230Fixture();
  private final Mp4Container container = k230.container();
  private final AtomicInteger played = new AtomicInteger();

  @TempDir private Path folder;
  private Mp4CfgStr recording;
  private Mp4CfgStr playing;

  /** A call of the container. */
  @FunctionalInterface
  private interface Call {
    void run() throws Exception;
  }

  @BeforeEach
  void configure() throws Exception {
    recording =
        K230Fixture.recording(folder.resolve("a.mp4"), MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U);
    Path file = folder.resolve("played.mp4");
    k230.record(K230Fixture.recording(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U), FRAMES);
    playing = new Mp4CfgStr(MP4_CONFIG_TYPE_DEMUXER);
    playing.setDemuxerCfg(file.toString(), frame -> played.incrementAndGet());
  }

  /** Each pair of calls that is out of order; those in order still work as if it were not made. */
  @ParameterizedTest
  @ValueSource(ints = {MP4_CONFIG_TYPE_MUXER, MP4_CONFIG_TYPE_DEMUXER})
  void anyCall_outOfOrder_saysWhatToCallAndChangesNothing(int type) throws Exception {
    Mp4CfgStr cfg = type == MP4_CONFIG_TYPE_MUXER ? recording : playing;
    Map<String, Call> calls = new TreeMap<>();
    calls.put("create", () -> container.create(cfg));
    calls.put("start", container::start);
    calls.put("process", container::process);
    calls.put("stop", container::stop);

    refused(calls, List.of("start", "process", "stop"), "not created: call create first");
    container.create(cfg);
    refused(calls, List.of("create", "process", "stop"), "not started: call start, or destroy");
    container.start();
    for (int i = 0; i < FRAMES; i++) {
      refused(calls, List.of("create", "start"), "is started: call process or stop, or destroy");
      assertThat(container.process()).isTrue();
    }
    container.stop();
    refused(calls, List.copyOf(calls.keySet()), "is stopped: call destroy");
    container.destroy();
    refused(calls, List.of("start", "process", "stop"), "not created: call create first");

    if (type == MP4_CONFIG_TYPE_MUXER) {
      assertThat(Recorded.of(folder.resolve("a.mp4")).video()).hasSize(FRAMES);
    } else {
      assertThat(played).hasValue(FRAMES);
    }
  }

  @Test
  void destroy_inEveryState_letsGoAndCanBeCreatedAgain() throws Exception {
    container.destroy();
    container.close();

    container.create(playing);
    container.destroy();

    container.create(playing);
    container.start();
    container.destroy();
    container.destroy();

    container.create(recording);
    container.destroy();
    Files.delete(folder.resolve("a.mp4"));

    container.create(recording);
    container.start();
    K230Fixture.process(container, FRAMES);
    container.destroy();
    assertThat(Recorded.of(folder.resolve("a.mp4")).video()).hasSize(FRAMES);

    container.create(playing);
    container.start();
    container.stop();
    container.destroy();
  }

  @Test
  void create_noConfiguration_throwsAndStaysUncreated() throws Exception {
    assertThatThrownBy(() -> container.create(null)).isInstanceOf(NullPointerException.class);
    container.create(playing);
    container.destroy();
  }

  private static void refused(Map<String, Call> calls, List<String> names, String message) {
    for (String name : names) {
      assertThatThrownBy(() -> calls.get(name).run())
          .as(name)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(message);
    }
  }
}
