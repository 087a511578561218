package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.AudioSamples;
import io.boxwire.api.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storage that is full ends a recording that plays, in layouts that describe all at the end. */
@Timeout(60)
class FullStorageTest {
  /** Has room for so many bytes, and takes what fits of a write that exceeds them. */
  private static final class Full extends TestFile {
    private final long room;

    Full(long room) {
      this.room = room;
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
      int fits = (int) Math.min(source.remaining(), room - position());
      if (fits <= 0 && source.hasRemaining()) {
        throw new IOException("No space left on device");
      }
      ByteBuffer part = source.slice().limit(fits);
      int written = super.write(part);
      source.position(source.position() + written);
      return written;
    }
  }

  private static Frame picture(int number, int size) {
    return Rig.numberedPicture(1, number, size).build();
  }

  @ParameterizedTest
  @CsvSource({"PROGRESSIVE,BLOCK", "PROGRESSIVE,AUDIO_FRAME", "FAST_START,BLOCK"})
  void write_noSpaceLeft_closesAFileThatPlaysAndNamesTheReason(Layout layout, AudioSamples audio)
      throws Exception {
    Full file = new Full(6 << 20);
    MuxerOptions options = MuxerOptions.builder().layout(layout).audioSamples(audio).build();
    Muxer muxer =
        new Mp4MuxerFactory().using(FakeCodec.both()).open(new Sink.Seekable(file), options);
    muxer.addTrack(Rig.video());
    muxer.addTrack(Rig.audio());
    MediaException refused =
        catchThrowableOfType(
            MediaException.class,
            () -> {
              for (int i = 0; i < 100_000; i++) {
                muxer.write(picture(i, 20_000));
                muxer.write(Rig.blockFrame(2, 2L * i * Rig.BLOCK).build());
                muxer.write(Rig.blockFrame(2, (2L * i + 1) * Rig.BLOCK).build());
              }
            });
    assertThat(refused).hasMessageContaining("No space left on device");
    MediaException closing = catchThrowableOfType(MediaException.class, muxer::close);
    assertThat(closing).hasMessageContaining("No space left on device");
    int pictures = check(file.content());
    assertThat(pictures * 20_004L).isGreaterThan((6 << 20) - (2 << 20));
  }

  @Test
  void close_roomForTheMediaAlone_givesUpTheLastSamplesAndSaysSo() throws Exception {
    Full file = new Full(100 * 20_004 + 1000);
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(new Sink.Seekable(file), MuxerOptions.of(Layout.PROGRESSIVE));
    muxer.addTrack(Rig.video());
    for (int i = 0; i < 100; i++) {
      muxer.write(picture(i, 20_000));
    }
    MediaException closing = catchThrowableOfType(MediaException.class, muxer::close);
    int pictures = check(file.content());
    assertThat(pictures).isBetween(94, 97);
    assertThat(closing)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("the last " + (100 - pictures) + " samples made room");
    assertThat(muxer.statistics().framesUnwritten()).containsEntry(1, 100L - pictures);
  }

  @Test
  void close_fastStartWithALongDescription_givesUpWhatCantBeMovedForIt() throws Exception {
    int pictures = 150_000;
    Full file = new Full((1 << 20) + 100 + pictures * 14L);
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(new Sink.Seekable(file), MuxerOptions.of(Layout.FAST_START));
    muxer.addTrack(Rig.video());
    for (int i = 0; i < pictures; i++) {
      // No two durations are equal, so that a picture takes 12 bytes in moov.
      long time = i * 3600L + (i & 1);
      muxer.write(Rig.pictureFrame(1, i % 25 == 0 ? 'S' : 'N', 1, time, time, 10).build());
    }
    MediaException closing = catchThrowableOfType(MediaException.class, muxer::close);
    assertThat(closing).hasMessageContaining("made room for the index");
    ReadBack read = ReadBack.of(file.content());
    assertThat(read.topTypes()).startsWith("ftyp", "moov").endsWith("mdat");
    ReadBack.ReadTrack track = read.track(1);
    assertThat(track.samples).hasSizeBetween(50_000, pictures - 1);
    assertThat(muxer.statistics().framesUnwritten())
        .containsEntry(1, (long) pictures - track.samples.size());
    for (int i = 0; i < track.samples.size(); i += 997) {
      long time = i * 3600L + (i & 1);
      byte[] payload = FakeCodec.picture(i % 25 == 0 ? 'S' : 'N', 1, 10, time);
      assertThat(read.bytes(track.samples.get(i))).isEqualTo(LayoutTest.nalUnit(payload));
    }
  }

  /** Checks all samples of a file, and says how many pictures it has. */
  private static int check(byte[] content) throws Exception {
    ReadBack read = ReadBack.of(content);
    ReadBack.ReadTrack track = read.track(1);
    for (int i = 0; i < track.samples.size(); i++) {
      byte[] payload = FakeCodec.picture(i % 25 == 0 ? 'S' : 'N', 1, 20_000, (long) i * Rig.FRAME);
      assertThat(read.bytes(track.samples.get(i))).isEqualTo(LayoutTest.nalUnit(payload));
      assertThat(track.samples.get(i).dts()).isEqualTo((long) i * Rig.FRAME);
    }
    return track.samples.size();
  }
}
