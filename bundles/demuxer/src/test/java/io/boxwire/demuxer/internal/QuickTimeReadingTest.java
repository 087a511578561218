package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.mdat;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.pattern;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static io.boxwire.demuxer.internal.TestMovie.stco;
import static io.boxwire.demuxer.internal.TestMovie.stsc;
import static io.boxwire.demuxer.internal.TestMovie.stss;
import static io.boxwire.demuxer.internal.TestMovie.stsz;
import static io.boxwire.demuxer.internal.TestMovie.stts;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Demuxer;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleEntry;
import io.boxwire.box.Box;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.HandlerBox;
import io.boxwire.box.OpaqueBox;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class QuickTimeReadingTest {
  private static final int MEDIA = 28;

  /** A sound description: fields of version 0, those of its version, and boxes. */
  private static Box sound(String type, int version, ByteBuffer more, Box... children)
      throws MediaException {
    byte[] inside = bytes(children);
    ByteBuffer entry = ByteBuffer.allocate(28 + more.remaining() + inside.length);
    entry.put(new byte[6]).putShort((short) 1);
    entry.putShort((short) version).put(new byte[6]);
    entry.putShort((short) 2).putShort((short) 16).putShort((short) -2).putShort((short) 0);
    entry.putInt(44_100 << 16);
    entry.put(more).put(inside);
    return OpaqueBox.of(FourCc.of(type), entry.flip());
  }

  private static ByteBuffer version1(int samplesPerPacket, int bytesPerFrame) {
    return ByteBuffer.allocate(16)
        .putInt(samplesPerPacket)
        .putInt(bytesPerFrame / 2)
        .putInt(bytesPerFrame)
        .putInt(2)
        .flip();
  }

  private static ByteBuffer version2(double rate, int channels, int bits) {
    return ByteBuffer.allocate(36)
        .putInt(72)
        .putDouble(rate)
        .putInt(channels)
        .putInt(0x7f000000)
        .putInt(bits)
        .putInt(0)
        .putInt(0)
        .putInt(0)
        .flip();
  }

  private static TestTrack audio(Box entry) {
    return TestTrack.audio(1, 44_100, "none", 1, 16).withoutEntries().entry(entry);
  }

  private static Demuxer open(TestTrack... tracks) throws MediaException {
    return Reading.open(
        bytes(ftyp(), mdat(pattern(4000, 0)), moov(false, tracks)), PayloadForm.STORED);
  }

  @Test
  void movie_soundDescriptionOfVersion1_givesBoxesInsideWave() throws Exception {
    Box esds = OpaqueBox.of(FourCc.of("esds"), ByteBuffer.wrap(pattern(20, 0)));
    Box wave = ContainerBox.of(ContainerBox.WAVE, esds);
    TestTrack track =
        audio(sound("mp4a", 1, version1(1024, 0), wave))
            .table(stts(row(1, 1024)), stsc(row(1, 1, 1)), stsz(9), stco(MEDIA));
    try (Demuxer demuxer = open(track)) {
      SampleEntry entry = demuxer.movie().track(1).orElseThrow().format().sampleEntries().get(0);
      assertThat(entry.channels()).isEqualTo(2);
      assertThat(entry.sampleRate()).isEqualTo(44_100);
      assertThat(entry.box("esds").orElseThrow().payload().remaining()).isEqualTo(20);
      assertThat(Reading.frames(demuxer)).containsExactly("1: 0 0 +1024 9 SYNC");
    }
  }

  @Test
  void movie_soundDescriptionOfVersion2_givesRateAndChannels() throws Exception {
    TestTrack track =
        audio(sound("lpcm", 2, version2(96_000, 6, 24)))
            .table(
                stts(row(100, 1)),
                stsc(row(1, 100, 1)),
                SampleSizeBox.constant(18, 100),
                stco(MEDIA));
    try (Demuxer demuxer = open(track)) {
      SampleEntry entry = demuxer.movie().track(1).orElseThrow().format().sampleEntries().get(0);
      assertThat(entry.channels()).isEqualTo(6);
      assertThat(entry.sampleRate()).isEqualTo(96_000);
      assertThat(entry.bitsPerSample()).isEqualTo(24);
      assertThat(Reading.frames(demuxer)).containsExactly("1: 0 0 +100 1800 SYNC");
    }
  }

  @Test
  void read_codecOfConstantRate_comesInWholePackets() throws Exception {
    TestTrack track =
        audio(sound("ima4", 1, version1(64, 68)))
            .table(
                stts(row(64 * 20, 1)),
                stsc(row(1, 64 * 20, 1)),
                SampleSizeBox.constant(1, 64 * 20),
                stco(MEDIA));
    try (Demuxer demuxer = open(track)) {
      assertThat(Reading.frames(demuxer))
          .containsExactly("1: 0 0 +1024 1088 SYNC", "1: 1024 1024 +256 272 SYNC");
    }
  }

  @Test
  void read_partialSyncSamples_areOpenGop() throws Exception {
    ByteBuffer stps = ByteBuffer.allocate(12).putInt(0).putInt(1).putInt(3).flip();
    TestTrack track =
        TestTrack.video(1, 10)
            .table(
                stts(row(3, 1)),
                stsc(row(1, 3, 1)),
                stsz(1, 1, 1),
                stco(MEDIA),
                stss(1),
                OpaqueBox.of(FourCc.of("stps"), stps));
    try (Demuxer demuxer = open(track)) {
      assertThat(Reading.frames(demuxer))
          .containsExactly("1: 0 0 +1 1 SYNC", "1: 1 1 +1 1 NONE", "1: 2 2 +1 1 OPEN_GOP");
    }
  }

  @Test
  void open_metadataOfQuickTime_isTolerated() throws Exception {
    // In QuickTime, meta has no version and flags.
    byte[] hdlr = bytes(HandlerBox.of(FourCc.of("mdta"), ""));
    Box meta = OpaqueBox.of(FourCc.of("meta"), ByteBuffer.wrap(hdlr));
    Box udta = OpaqueBox.of(ContainerBox.UDTA, ByteBuffer.wrap(new byte[4]));
    TestTrack track =
        TestTrack.video(1, 10)
            .table(stts(row(1, 1)), stsc(row(1, 1, 1)), stsz(1), stco(MEDIA), meta, udta);
    try (Demuxer demuxer = open(track)) {
      assertThat(Reading.frames(demuxer)).hasSize(1);
    }
  }
}
