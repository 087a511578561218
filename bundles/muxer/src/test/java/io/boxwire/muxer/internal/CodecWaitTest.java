package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.itests.fixtures.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What is seen of a wait for a codec, and what ends it before its time: here an hour. */
@Timeout(60)
class CodecWaitTest {
  private static final int ROOM = 1000;

  private final Mp4MuxerFactory factory = new Mp4MuxerFactory();
  private final MemoryChannel channel = new MemoryChannel();
  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger state = new AtomicInteger(Bundle.ACTIVE);
  private final FakeBundle bundle = FakeBundle.of(new AtomicInteger(Bundle.ACTIVE), state);
  private final FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
  private final ServiceReference<CodecPlugin> reference = FakeReference.of(1);
  private final AtomicReference<MediaException> failure = new AtomicReference<>();
  private Muxer muxer;
  private int video;

  @BeforeEach
  void loseTheCodec() throws Exception {
    factory.activate(bundle.context());
    factory.bindPlugin(reference, plugin);
    muxer =
        factory.open(
            new Sink.Seekable(channel),
            MuxerOptions.builder()
                .layout(Layout.HYBRID)
                .codecWait(Duration.ofHours(1), ROOM)
                .listener(events::add)
                .build());
    video = muxer.addTrack(Rig.video());
    picture(0);
    factory.unbindPlugin(reference, plugin);
  }

  private void picture(int i) throws Exception {
    muxer.write(Rig.numberedPicture(video, i, 200).build());
  }

  /** A step that throws nothing else. */
  private interface Step {
    void run() throws Exception;
  }

  private Thread run(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (MediaException e) {
                failure.set(e);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    thread.start();
    return thread;
  }

  /** Writes until there is no more room for frames; returns when that has come. */
  private Thread blockedWriter() {
    Thread writer =
        run(
            () -> {
              for (int i = 1; i < 100; i++) {
                picture(i);
              }
            });
    Waits.until(() -> writer.getState() == Thread.State.WAITING);
    return writer;
  }

  private Thread waitingCloser() throws Exception {
    picture(1);
    Thread closer = run(muxer::close);
    Waits.until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    return closer;
  }

  private void hasEnded(MediaException.Code code, int unwritten) throws Exception {
    assertThat(failure.get().code()).isEqualTo(code);
    MediaException atClose = catchThrowableOfType(MediaException.class, muxer::close);
    assertThat(atClose.code()).isEqualTo(MediaException.Code.CODEC_GONE);
    String frames = unwritten == 1 ? "1 frame was accepted but is" : unwritten + " frames were";
    assertThat(atClose).hasMessageContaining("; " + frames);
    assertThat(muxer.statistics().framesUnwritten()).isEqualTo(Map.of(video, (long) unwritten));
    assertThat(ReadBack.of(channel.content()).track(video).samples).hasSize(1);
  }

  @Test
  void deactivate_writerThatWaits_getsServiceGoneAtOnce() throws Exception {
    Thread writer = blockedWriter();
    factory.deactivate();
    writer.join();
    hasEnded(MediaException.Code.SERVICE_GONE, 5);
  }

  @Test
  void deactivate_closeThatWaits_endsAtOnce() throws Exception {
    Thread closer = waitingCloser();
    factory.deactivate();
    closer.join();
    // It was closed before the service went.
    hasEnded(MediaException.Code.CODEC_GONE, 1);
  }

  @Test
  void ownBundleStops_writerThatWaits_getsServiceGoneBeforeDeactivate() throws Exception {
    Thread writer = blockedWriter();
    state.set(Bundle.STOPPING);
    writer.join();
    hasEnded(MediaException.Code.SERVICE_GONE, 5);
  }

  @Test
  void ownBundleStops_closeThatWaits_endsBeforeDeactivate() throws Exception {
    Thread closer = waitingCloser();
    state.set(Bundle.STOPPING);
    closer.join();
    hasEnded(MediaException.Code.CODEC_GONE, 1);
  }

  @Test
  void exporterIsUpdated_writerThatWaits_getsCodecGone() throws Exception {
    Thread writer = blockedWriter();
    bundle.exporterIsUpdated();
    writer.join();
    // Not to be understood as if another muxer could go on.
    hasEnded(MediaException.Code.CODEC_GONE, 5);
  }

  @Test
  void hurry_writerThatWaits_getsCodecGone() throws Exception {
    Thread writer = blockedWriter();
    muxer.hurry();
    writer.join();
    hasEnded(MediaException.Code.CODEC_GONE, 5);
  }

  @Test
  void hurry_closeThatWaits_ends() throws Exception {
    Thread closer = waitingCloser();
    muxer.hurry();
    closer.join();
    hasEnded(MediaException.Code.CODEC_GONE, 1);
  }

  @Test
  void hurry_whileNoPluginIsMissing_changesNothing() throws Exception {
    factory.bindPlugin(reference, plugin);
    muxer.hurry();
    for (int i = 1; i < 20; i++) {
      picture(i);
    }
    muxer.close();
    assertThat(ReadBack.of(channel.content()).track(video).samples).hasSize(20);
  }

  @Test
  void statistics_sayWhichCodecsAreAwaited() throws Exception {
    assertThat(muxer.statistics().codecsAwaited()).containsExactly(FakeCodec.VIDEO);
    factory.bindPlugin(reference, plugin);
    picture(1);
    assertThat(muxer.statistics().codecsAwaited()).isEmpty();
    factory.unbindPlugin(reference, plugin);
    assertThat(muxer.statistics().codecsAwaited()).containsExactly(FakeCodec.VIDEO);
    muxer.close();
    assertThat(muxer.statistics().codecsAwaited()).isEmpty();
  }

  @Test
  void pluginComes_eventTellsHowManyFramesWaitedAndHowLong() throws Exception {
    long begin = System.nanoTime();
    for (int i = 1; i < 4; i++) {
      picture(i);
    }
    factory.bindPlugin(reference, plugin);
    Waits.until(() -> events.size() == 2);
    Duration most = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(events.get(0).message()).startsWith("the plugin for fake left");
    MediaEvent came = events.get(1);
    assertThat(came.kind()).isEqualTo(MediaEvent.Kind.PLUGIN_CHANGED);
    assertThat(came.track()).hasValue(video);
    assertThat(came.message())
        .matches("a plugin for fake came after \\d+ ms; 3 frames waited, up to \\d+ ms");
    assertThat(came.frames()).hasValue(3);
    assertThat(came.time().orElseThrow()).isBetween(Duration.ofNanos(1), most);
    muxer.close();
    assertThat(events).hasSize(2);
  }

  @Test
  void pluginComes_writerThatWaited_countsAsWell() throws Exception {
    Thread writer = blockedWriter();
    factory.bindPlugin(reference, plugin);
    writer.join();
    muxer.close();
    assertThat(failure).hasNullValue();
    assertThat(events).hasSize(2);
    assertThat(events.get(1).frames()).hasValue(6);
    assertThat(ReadBack.of(channel.content()).track(video).samples).hasSize(100);
  }

  @Test
  void twoWaits_areToldOfOneByOne() throws Exception {
    for (int i = 1; i <= 2; i++) {
      picture(i);
      factory.bindPlugin(reference, plugin);
      Waits.until(() -> events.size() % 2 == 0);
      factory.unbindPlugin(reference, plugin);
    }
    assertThat(events.stream().filter(e -> e.frames().isPresent()).map(e -> e.frames().getAsLong()))
        .containsExactly(1L, 1L);
  }

  @Test
  void anotherPluginAtHand_eventTellsHowLongTheChangeTook() throws Exception {
    factory.bindPlugin(reference, plugin);
    Waits.until(() -> events.size() == 2);
    factory.bindPlugin(FakeReference.of(2), new FakeCodec(FakeCodec.VIDEO));
    picture(1);
    events.clear();
    factory.unbindPlugin(reference, plugin);
    assertThat(events).hasSize(1);
    MediaEvent over = events.get(0);
    assertThat(over.message()).matches("another plugin for fake took over after \\d+ ms");
    assertThat(over.frames()).hasValue(0);
    assertThat(over.time()).isPresent();
    muxer.close();
  }
}
