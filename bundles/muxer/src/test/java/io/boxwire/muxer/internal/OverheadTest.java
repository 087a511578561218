package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a recording costs beyond its media: 4 Mbit/s of video with G.711, a fragment a second. */
class OverheadTest {
  private static final double MOST = 1.02;
  private static final int SECONDS = 60;
  private static final int SYNC_PICTURE = 80_000;
  private static final int PICTURE = 17_500;

  /** Counts what is written, wherever. */
  private static final class Counting extends TestFile {
    long bytes;

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
      bytes += source.remaining();
      return super.write(source);
    }
  }

  @ParameterizedTest
  @CsvSource({"HYBRID,1", "HYBRID,4096", "FRAGMENTED,1", "FRAGMENTED,4096"})
  void record_fourMegabitsASecond_writesLittleMoreThanTheMedia(Layout layout, int alignment)
      throws Exception {
    Counting file = new Counting();
    MuxerOptions options =
        MuxerOptions.builder().layout(layout).fragmentAlignment(alignment).build();
    Muxer muxer =
        new Mp4MuxerFactory().using(FakeCodec.both()).open(new Sink.Seekable(file), options);
    int video = muxer.addTrack(Rig.video());
    int audio = muxer.addTrack(Rig.audio());
    ByteBuffer picture = ByteBuffer.allocate(2 * SYNC_PICTURE).put(1, (byte) 1);
    Random random = new Random(1);
    for (int i = 0; i < 25 * SECONDS; i++) {
      boolean sync = i % 25 == 0;
      int size = (int) ((sync ? SYNC_PICTURE : PICTURE) * (0.7 + 0.6 * random.nextDouble()));
      picture.put(0, (byte) (sync ? 'S' : 'N'));
      long time = (long) i * Rig.FRAME;
      muxer.write(
          Frame.on(video)
              .times(time, time + i % 3 * Rig.FRAME)
              .payload(picture.duplicate().limit(size))
              .build());
      muxer.write(Rig.blockFrame(audio, 2L * i * Rig.BLOCK).build());
      muxer.write(Rig.blockFrame(audio, (2L * i + 1) * Rig.BLOCK).build());
    }
    muxer.close();
    long media = muxer.statistics().mediaBytes();
    double factor = (double) file.bytes / media;
    System.out.printf(
        "%s, aligned to %d: %.5f of the media's %d bits a second%n",
        layout, alignment, factor, media * 8 / SECONDS);
    assertThat(media * 8 / SECONDS).isBetween(3_900_000L, 4_300_000L);
    assertThat(factor).isBetween(1.0, MOST);
  }
}
