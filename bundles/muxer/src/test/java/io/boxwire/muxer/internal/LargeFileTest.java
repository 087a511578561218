package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ChunkLargeOffsetBox;
import io.boxwire.box.ChunkOffsetBox;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files beyond what 32 bits count, and long ones, without the bytes. */
class LargeFileTest {
  /** Keeps short writes and, of long ones, that they were there. */
  private static final class Sparse implements SeekableByteChannel {
    private static final int SHORT = 64 << 10;
    private final TreeMap<Long, byte[]> pieces = new TreeMap<>();
    private long position;
    private long size;

    @Override
    public int write(ByteBuffer source) {
      int n = source.remaining();
      if (n <= SHORT) {
        byte[] bytes = new byte[n];
        source.get(bytes);
        pieces.put(position, bytes);
      } else {
        source.position(source.limit());
      }
      position += n;
      size = Math.max(size, position);
      return n;
    }

    @Override
    public int read(ByteBuffer into) {
      if (position >= size) {
        return -1;
      }
      int n = (int) Math.min(into.remaining(), size - position);
      int start = into.position();
      for (int i = 0; i < n; i++) {
        into.put((byte) 0);
      }
      for (Map.Entry<Long, byte[]> piece : pieces.headMap(position + n).entrySet()) {
        byte[] bytes = piece.getValue();
        for (int i = 0; i < bytes.length; i++) {
          long at = piece.getKey() + i - position;
          if (at >= 0 && at < n) {
            into.put(start + (int) at, bytes[i]);
          }
        }
      }
      position += n;
      return n;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
      position = to;
      return this;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public SeekableByteChannel truncate(long to) {
      size = Math.min(size, to);
      return this;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"PROGRESSIVE", "HYBRID", "FRAGMENTED"})
  void moreThanFourGibibytes_offsetsAndSizesAre64Bit(Layout layout) throws Exception {
    Sparse sparse = new Sparse();
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(new Sink.Seekable(sparse), MuxerOptions.of(layout));
    int video = muxer.addTrack(Rig.video());
    ByteBuffer payload = ByteBuffer.allocateDirect(16 << 20);
    payload.put(0, (byte) 'S').put(1, (byte) 1);
    Rig.Owner owner = new Rig.Owner();
    int frames = 300;
    for (int i = 0; i < frames; i++) {
      muxer.write(Frame.on(video).time(i * 90_000L).payload(payload).transferred(owner).build());
    }
    muxer.close();
    assertThat(owner.released).hasValue(frames);
    ReadBack read = ReadBack.of(ByteSource.of(sparse));
    ReadBack.ReadTrack track = read.track(video);
    assertThat(track.samples).hasSize(frames);
    assertThat(track.samples.get(frames - 1).offset()).isGreaterThan(1L << 32);
    assertThat(track.sizes()).containsOnly((16L << 20) + 4);
    if (layout != Layout.FRAGMENTED) {
      assertThat(track.sampleTable.child(ChunkLargeOffsetBox.class)).isPresent();
      assertThat(track.sampleTable.child(ChunkOffsetBox.class)).isEmpty();
      assertThat(read.topTypes()).containsExactly("ftyp", "mdat", "moov");
      assertThat(read.top.get(1).headerSize()).isEqualTo(16);
    }
  }

  @Test
  void fragmented_hoursOfVideo_decodeTimesAre64Bit() throws Exception {
    Rig rig = new Rig(Layout.FRAGMENTED);
    int video = rig.muxer.addTrack(TrackFormat.video(FakeCodec.VIDEO, 1_000_000).build());
    long hour = 3_600_000_000L;
    for (int i = 0; i < 5; i++) {
      rig.picture(video, 'S', 1, i * hour);
    }
    assertThat(rig.closeAndRead().track(video).dts().get(4)).isEqualTo(4 * hour);
  }

  @Test
  void fastStart_moovLargerThanTheRoom_movesTheMedia() throws Exception {
    Rig rig = new Rig(Layout.FAST_START);
    int video = rig.addVideo();
    int frames = 200_000;
    for (int i = 0; i < frames; i++) {
      char kind = i % 25 == 0 ? 'S' : 'N';
      rig.muxer.write(
          Rig.pictureFrame(video, kind, 1, i * 3600L, i * 3600L + (i % 3) * 3600L, 20 + i % 50)
              .build());
    }
    ReadBack read = rig.closeAndRead();
    assertThat(read.topTypes()).containsExactly("ftyp", "moov", "free", "mdat");
    assertThat(read.top.get(1).size()).isGreaterThan(1 << 20);
    ReadBack.ReadTrack track = read.track(video);
    for (int i : new int[] {0, 1, 77, 99_999, frames - 1}) {
      assertThat(read.bytes(track.samples.get(i)))
          .isEqualTo(
              LayoutTest.nalUnit(
                  FakeCodec.picture(i % 25 == 0 ? 'S' : 'N', 1, 20 + i % 50, i * 3600L)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,3", "2,4", "3,6"})
  void index_ofVideo_takesFewBytesASample(int reorder, int most) throws Exception {
    SampleIndex index = new SampleIndex(PageStore.HEAP);
    java.util.Random random = new java.util.Random(1);
    int samples = 500_000;
    long offset = 48;
    for (int i = 0; i < samples; i++) {
      boolean sync = i % 50 == 0;
      int size = (int) ((sync ? 90_000 : 20_000) * (0.7 + 0.6 * random.nextDouble()));
      long duration = reorder == 3 ? 3600 + random.nextInt(200) - 100 : 3600;
      index.add(
          offset,
          size,
          duration,
          reorder == 0 ? 0 : (i % (reorder + 1)) * 3600L,
          sync ? io.boxwire.api.RandomAccess.SYNC : io.boxwire.api.RandomAccess.NONE,
          0,
          1);
      offset += size + (i % 8 == 7 ? 2000 : 0);
    }
    assertThat((double) index.heapBytes() / samples).isLessThan(most + 0.5);
  }

  @Test
  void index_ofEqualBlocks_takesNothingASample() {
    SampleIndex index = new SampleIndex(PageStore.HEAP);
    for (int i = 0; i < 1_000_000; i++) {
      index.add(48 + i * 160L, 160, 160, 0, io.boxwire.api.RandomAccess.SYNC, 0, 1);
    }
    assertThat(index.heapBytes()).isLessThan(2000);
    assertThat(index.count()).isEqualTo(1_000_000);
  }
}
