package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FactoryTest {
  @Test
  void plainJar_isFoundByServiceLoader() {
    assertThat(ServiceLoader.load(MuxerFactory.class))
        .hasAtLeastOneElementOfType(Mp4MuxerFactory.class);
  }

  @Test
  void sameInput_givesTheSameBytes() throws Exception {
    for (Layout layout : Layout.values()) {
      byte[][] files = new byte[2][];
      for (int i = 0; i < 2; i++) {
        Rig rig = new Rig(layout);
        rig.seconds(rig.addVideo(), rig.addAudio(), 3);
        rig.muxer.close();
        files[i] = rig.channel.content();
      }
      assertThat(files[0]).isEqualTo(files[1]);
    }
  }

  @Test
  void creationTime_isCountedFrom1904() throws Exception {
    Rig rig =
        new Rig(
            MuxerOptions.builder()
                .layout(Layout.PROGRESSIVE)
                .creationTime(Instant.parse("2026-01-02T03:04:05Z")));
    rig.seconds(rig.addVideo(), 0, 1);
    assertThat(rig.closeAndRead().movie.creationTime()).isEqualTo(1_767_323_045L + 2_082_844_800L);
  }

  @Test
  void using_otherPlugins_sameJournal() throws Exception {
    List<MediaEvent.Kind> journal = new ArrayList<>();
    Muxer muxer =
        new Mp4MuxerFactory((sink, event) -> journal.add(event.kind()))
            .using(FakeCodec.both())
            .open(
                new Sink.Stream(Channels.newChannel(new ByteArrayOutputStream())),
                MuxerOptions.of(Layout.HYBRID));
    muxer.close();
    assertThat(journal).contains(MediaEvent.Kind.LAYOUT_CHANGED);
  }

  @Test
  void listenerThatThrows_comesNotBetweenAFrameAndItsFile() throws Exception {
    MemoryChannel channel = new MemoryChannel();
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(
                new Sink.Seekable(channel),
                MuxerOptions.builder()
                    .layout(Layout.PROGRESSIVE)
                    .listener(
                        e -> {
                          throw new IllegalStateException("the listener is broken");
                        })
                    .build());
    int audio = muxer.addTrack(Rig.audio());
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Thread writer =
        new Thread(
            () -> {
              try {
                muxer.write(Rig.blockFrame(audio, 0).build());
                muxer.write(Rig.blockFrame(audio, 500).build());
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    writer.setUncaughtExceptionHandler((t, e) -> seen.set(e));
    writer.start();
    writer.join();
    muxer.close();
    assertThat(seen.get()).hasMessage("the listener is broken");
    assertThat(ReadBack.of(channel.content()).track(audio).samples).hasSize(2);
  }
}
