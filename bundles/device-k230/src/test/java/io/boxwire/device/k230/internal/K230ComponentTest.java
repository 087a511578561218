package io.boxwire.device.k230.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Boxwire;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.KMp4Config;
import io.boxwire.device.k230.KU64Ptr;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;

@Timeout(60)
class K230ComponentTest {
  private static final Boxwire BOXWIRE = Boxwire.load(K230ComponentTest.class.getClassLoader());

  private final ServiceReference<Recorder> recorderReference = reference(new AtomicInteger(1));
  private final K230Component component = new K230Component();

  @TempDir private Path folder;

  @Test
  void deactivate_containersOpen_finishesTheirFilesAndLaterCallsFail() throws Exception {
    bindAll();
    Path path = folder.resolve("a.mp4");
    Mp4Container recording = component.newMp4Container();
    recording.create(recording(path));
    recording.start();
    for (int i = 0; i < 40; i++) {
      recording.process();
    }
    Mp4Container created = component.newMp4Container();
    created.create(recording(folder.resolve("b.mp4")));
    Mp4Container unused = component.newMp4Container();

    component.deactivate();

    assertThat(play(path)).isGreaterThan(40);
    assertGone(recording::process, "module was stopped");
    assertGone(recording::start, "module was stopped");
    assertGone(recording::stop, "module was stopped");
    assertGone(() -> recording.create(recording(folder.resolve("c.mp4"))), "module was stopped");
    assertGone(created::start, "module was stopped");
    assertGone(() -> unused.create(recording(folder.resolve("c.mp4"))), "module was stopped");
    assertGone(
        () -> component.newMp4Container().create(recording(folder.resolve("c.mp4"))),
        "module was stopped");
    recording.destroy();
    created.destroy();
    unused.destroy();
    assertThat(recording.statistics().videoFrames()).isEqualTo(40);
    assertThatThrownBy(recording::process).isInstanceOf(IllegalStateException.class);
    assertThat(folder.resolve("c.mp4")).doesNotExist();
  }

  @Test
  void deactivate_kdMp4Open_laterCallsFail() throws Exception {
    bindAll();
    KdMp4 calls = component.newKdMp4();
    KMp4Config config = new KMp4Config();
    config.configType = KdMp4.K_MP4_CONFIG_MUXER;
    config.muxerConfig.fileName = folder.resolve("k.mp4").toString();
    KU64Ptr handle = new KU64Ptr();
    assertThat(calls.create(handle, config)).isEqualTo(KdMp4.K_MP4_OK);

    component.deactivate();

    config.muxerConfig.fileName = folder.resolve("l.mp4").toString();
    assertThat(calls.create(new KU64Ptr(), config)).isEqualTo(KdMp4.K_MP4_ERR_SERVICE_GONE);
    assertThat(folder.resolve("l.mp4")).doesNotExist();
  }

  @Test
  void create_partMissing_saysWhich() throws Exception {
    Path file = Files.writeString(folder.resolve("a.mp4"), "");
    Mp4CfgStr playing = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_DEMUXER);
    playing.setDemuxerCfg(file.toString(), frame -> {});
    Mp4Container container = component.newMp4Container();

    assertGone(() -> container.create(recording(folder.resolve("b.mp4"))), "no recorder");
    assertGone(() -> container.create(playing), "no demuxer");
    assertThatThrownBy(component::muxers).hasMessageContaining("no muxer is present");
    assertThat(component.codecs()).isEmpty();

    bindAll();
    container.create(recording(folder.resolve("b.mp4")));
    container.destroy();
    component.unbindRecorder(recorderReference);
    assertGone(() -> container.create(recording(folder.resolve("c.mp4"))), "no recorder");
  }

  @Test
  void parts_severalOfAKind_areRankedWhenTheyAreAskedFor() throws Exception {
    AtomicInteger rank = new AtomicInteger(1);
    MuxerFactory low = BOXWIRE.muxers().using(List.of());
    MuxerFactory high = BOXWIRE.muxers().using(List.of());
    component.bindMuxer(reference(rank), low);
    component.bindMuxer(reference(new AtomicInteger(2)), high);

    assertThat(component.muxers()).isSameAs(high);
    rank.set(3);
    assertThat(component.muxers()).isSameAs(low);
  }

  @Test
  void configure_defaultDevice_isRecordedFromWhereNoneIsNamed() throws Exception {
    bindAll();
    assertThat(component.defaultDevice()).isEqualTo("builtin");
    component.configure(
        new K230Component.Configuration() {
          @Override
          public String default_device() {
            return "front";
          }

          @Override
          public Class<? extends Annotation> annotationType() {
            return K230Component.Configuration.class;
          }
        });
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg(folder.resolve("a.mp4").toString(), 0, 0, 0, 3);

    assertThatThrownBy(() -> component.newMp4Container().create(cfg))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("no capture device front is present, only builtin");
  }

  private void bindAll() {
    AtomicInteger rank = new AtomicInteger(1);
    component.bindMuxer(reference(rank), BOXWIRE.muxers());
    component.bindDemuxer(K230ComponentTest.<DemuxerFactory>reference(rank), BOXWIRE.demuxers());
    component.bindRecorder(recorderReference, BOXWIRE.recorder().orElseThrow());
    for (CodecPlugin codec : BOXWIRE.codecs()) {
      component.bindCodec(reference(rank), codec);
    }
  }

  /** Counts the frames of a file, by a module of its own. */
  private static int play(Path file) throws Exception {
    AtomicInteger frames = new AtomicInteger();
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(file.toString(), frame -> frames.incrementAndGet());
    try (Mp4Container container = new PlainK230(BOXWIRE).newMp4Container()) {
      container.create(cfg);
      container.start();
      while (container.process()) {
        assertThat(frames.get()).isPositive();
      }
      container.stop();
    }
    return frames.get();
  }

  private static Mp4CfgStr recording(Path file) {
    Mp4CfgStr cfg = new Mp4CfgStr(Mp4Container.MP4_CONFIG_TYPE_MUXER);
    cfg.setMuxerCfg(file.toString(), 0, 0, 0, 3);
    cfg.setDevice("builtin", Map.of("pace", "fast"));
    return cfg;
  }

  private static void assertGone(ThrowingCallable call, String word) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.SERVICE_GONE))
        .hasMessageContaining(word);
  }

  /** A reference that can be compared and nothing else. */
  @SuppressWarnings("unchecked")
  private static <S> ServiceReference<S> reference(AtomicInteger rank) {
    return (ServiceReference<S>)
        Proxy.newProxyInstance(
            K230ComponentTest.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class, Ranked.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "rank" -> rank.get();
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "compareTo" -> Integer.compare(rank.get(), ((Ranked) arguments[0]).rank());
                  case "equals" -> proxy == arguments[0];
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }

  /** Tells the rank of a reference. */
  private interface Ranked {
    int rank();
  }
}
