package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.mdat;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static io.boxwire.demuxer.internal.TestMovie.stco;
import static io.boxwire.demuxer.internal.TestMovie.stsc;
import static io.boxwire.demuxer.internal.TestMovie.stsz;
import static io.boxwire.demuxer.internal.TestMovie.stts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
  @TempDir Path folder;
  private final List<CodecPlugin> plugins = new CopyOnWriteArrayList<>();
  private final Mp4DemuxerFactory factory = new Mp4DemuxerFactory(CodecPlugins.live(() -> plugins));
  private Path file;

  @BeforeEach
  void writeFile() throws Exception {
    TestTrack track =
        TestTrack.video(1, 10).table(stts(row(3, 1)), stsc(row(1, 3, 1)), stsz(1, 1, 1), stco(28));
    byte[] bytes = bytes(ftyp(), mdat(new byte[] {1, 2, 3}), moov(false, track));
    file = Files.write(folder.resolve("a.mp4"), bytes);
  }

  private Demuxer open(PayloadForm form) throws MediaException {
    return factory.open(new Source.File(file), DemuxerOptions.of(form));
  }

  private static void assertCode(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void end_openDemuxers_throwServiceGoneAndCloseTheirFiles() throws Exception {
    Demuxer demuxer = open(PayloadForm.STORED);
    Frame frame = demuxer.read().orElseThrow();
    SampleCursor cursor = demuxer.samples(1);
    factory.end();

    assertCode(Code.SERVICE_GONE, demuxer::read);
    assertCode(Code.SERVICE_GONE, cursor::next);
    assertCode(Code.SERVICE_GONE, () -> demuxer.seek(Duration.ZERO));
    assertCode(Code.SERVICE_GONE, () -> demuxer.samples(1));
    assertThat(frame.region().orElseThrow().channel().isOpen()).isFalse();
    demuxer.close();
  }

  @Test
  void end_keptFrames_stayReadableUntilReleased() throws Exception {
    Frame kept;
    try (Demuxer demuxer = open(PayloadForm.STORED)) {
      kept = demuxer.read().orElseThrow().keep();
      factory.end();
    }
    assertThat(Reading.bytes(kept)).containsExactly(1);
    kept.release();
    assertThat(kept.region().orElseThrow().channel().isOpen()).isFalse();
  }

  @Test
  void open_afterEnd_throwsServiceGoneAtFirstUse() throws Exception {
    factory.end();
    try (Demuxer demuxer = open(PayloadForm.STORED)) {
      assertCode(Code.SERVICE_GONE, demuxer::read);
    }
  }

  @Test
  void revoke_pluginInUse_isReplacedByAnother() throws Exception {
    CodecPlugin first = new TestPlugin();
    plugins.add(first);
    try (Demuxer demuxer = open(PayloadForm.STREAM)) {
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).containsExactly(64, ~1);
      plugins.remove(first);
      factory.revoke(first);
      assertCode(Code.CODEC_GONE, demuxer::read);
      plugins.add(new TestPlugin());
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).containsExactly(64, ~3);
    }
  }

  @Test
  void read_noPlugin_givesStoredSamples() throws Exception {
    try (Demuxer demuxer = open(PayloadForm.STREAM)) {
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).containsExactly(1);
    }
  }
}
