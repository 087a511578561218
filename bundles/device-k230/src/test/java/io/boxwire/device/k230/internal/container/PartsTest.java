package io.boxwire.device.k230.internal.container;

import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_G711U;
import static io.boxwire.device.k230.Mp4Container.MP4_CODEC_ID_H264;
import static io.boxwire.device.k230.Mp4Container.MP4_CONFIG_TYPE_DEMUXER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.Source;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.Mp4CfgStr;
import io.boxwire.device.k230.Mp4Container;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parts that notice something, and parts that break their contract. */
@Timeout(60)
class PartsTest {
  private static final MediaEvent EVENT =
      MediaEvent.of(MediaEvent.Kind.INPUT_SKIPPED, "something is odd");

  private final K230Fixture k230 = new K230Fixture();

  @TempDir private Path folder;

  /** Opens muxers that notice something at once. */
  private record NoticingMuxers(MuxerFactory muxers) implements MuxerFactory {
    @Override
    public Muxer open(Sink sink, MuxerOptions options) throws MediaException {
      options.listener().onEvent(EVENT);
      return muxers.open(sink, options);
    }

    @Override
    public MuxerFactory using(Collection<? extends CodecPlugin> plugins) {
      return this;
    }
  }

  /** Opens demuxers that notice something at once. */
  private record NoticingDemuxers(DemuxerFactory demuxers) implements DemuxerFactory {
    @Override
    public Demuxer open(Source source, DemuxerOptions options) throws MediaException {
      options.listener().onEvent(EVENT);
      return demuxers.open(source, options);
    }

    @Override
    public DemuxerFactory using(Collection<? extends CodecPlugin> plugins) {
      return this;
    }
  }

  /** Opens nothing, and throws what it must not. */
  private record BrokenDemuxers(List<Channel> opened) implements DemuxerFactory {
    @Override
    public Demuxer open(Source source, DemuxerOptions options) {
      opened.add(((Source.Seekable) source).channel());
      throw new IllegalStateException("a defect");
    }

    @Override
    public DemuxerFactory using(Collection<? extends CodecPlugin> plugins) {
      return this;
    }
  }

  @Test
  void events_whileRecording_areLoggedButNotThatFramesAreLeftOut() throws Exception {
    Path file = folder.resolve("a.mp4");
    k230.muxers(new NoticingMuxers(k230.muxers()));
    try (Mp4Container container = k230.container()) {
      container.create(K230Fixture.recording(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U));
      container.start();
      K230Fixture.process(container, 5);
      container.stop();
      assertThat(container.statistics().framesLeftOut()).isPositive();
    }
    assertThat(k230.warnings()).containsExactly(file + ": something is odd");
  }

  @Test
  void events_whilePlaying_areLogged() throws Exception {
    Path file = recorded();
    k230.demuxers(new NoticingDemuxers(k230.demuxers()));
    try (Mp4Container container = k230.container()) {
      container.create(playing(file));
      container.start();
      K230Fixture.process(container, 5);
    }
    assertThat(k230.warnings()).containsExactly(file + ": something is odd");
  }

  @Test
  void create_demuxerBreaksItsContract_closesTheFile() throws Exception {
    Path file = recorded();
    List<Channel> opened = new ArrayList<>();
    k230.demuxers(new BrokenDemuxers(opened));
    assertThatThrownBy(() -> k230.container().create(playing(file)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(opened).hasSize(1).noneMatch(Channel::isOpen);
  }

  private Path recorded() throws Exception {
    Path file = folder.resolve("recorded.mp4");
    k230.record(K230Fixture.recording(file, MP4_CODEC_ID_H264, MP4_CODEC_ID_G711U), 5);
    return file;
  }

  private static Mp4CfgStr playing(Path file) {
    Mp4CfgStr cfg = new Mp4CfgStr(MP4_CONFIG_TYPE_DEMUXER);
    cfg.setDemuxerCfg(file.toString(), frame -> {});
    return cfg;
  }
}
