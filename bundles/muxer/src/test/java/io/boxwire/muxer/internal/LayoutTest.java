package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.FragmentIndex;
import io.boxwire.api.MuxerOptions.FragmentProfile;
import io.boxwire.box.BoxReader;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.MovieExtendsHeaderBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.SampleSizeBox;
import io.boxwire.box.SegmentIndexBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackFragmentRandomAccessBox;
import io.boxwire.box.TrackRunBox;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies where in each layout, and that every sample is found again. */
class LayoutTest {
  @ParameterizedTest
  @EnumSource(Layout.class)
  void close_videoAndAudio_everySampleIsFoundWithItsBytesAndTimes(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    int audio = rig.addAudio();
    rig.seconds(video, audio, 3);
    ReadBack read = rig.closeAndRead();

    ReadBack.ReadTrack pictures = read.track(video);
    assertThat(pictures.samples).hasSize(75);
    assertThat(pictures.dts()).isEqualTo(multiples(75, Rig.FRAME));
    assertThat(pictures.cts()).isEqualTo(multiples(75, Rig.FRAME));
    assertThat(pictures.durations()).containsOnly((long) Rig.FRAME);
    List<byte[]> stored = read.bytes(pictures);
    for (int i = 0; i < 75; i++) {
      byte[] payload = FakeCodec.picture(i % 25 == 0 ? 'S' : 'N', 1, 100, (long) i * Rig.FRAME);
      assertThat(stored.get(i)).isEqualTo(nalUnit(payload));
      assertThat(pictures.samples.get(i).sync()).isEqualTo(i % 25 == 0);
    }

    ReadBack.ReadTrack blocks = read.track(audio);
    assertThat(blocks.dts()).isEqualTo(multiples(150, Rig.BLOCK));
    assertThat(blocks.sizes()).containsOnly((long) Rig.BLOCK);
    assertThat(blocks.syncs()).containsOnly(true);
    List<byte[]> storedBlocks = read.bytes(blocks);
    for (int i = 0; i < 150; i++) {
      byte[] payload = FakeCodec.picture('A', 1, Rig.BLOCK, ~((long) i * Rig.BLOCK));
      assertThat(storedBlocks.get(i)).isEqualTo(payload);
    }
    assertThat(rig.events).isEmpty();
    assertThat(rig.muxer.statistics().framesAccepted()).isEqualTo(225);
    assertThat(rig.muxer.statistics().samplesWritten()).isEqualTo(225);
    assertThat(rig.muxer.statistics().mediaBytes()).isEqualTo(75 * 104 + 150 * Rig.BLOCK);
    assertThat(rig.muxer.statistics().fileBytes()).isEqualTo(rig.channel.size());
  }

  static List<Long> multiples(int count, long step) {
    return java.util.stream.LongStream.range(0, count).mapToObj(i -> i * step).toList();
  }

  static byte[] nalUnit(byte[] payload) {
    return ByteBuffer.allocate(4 + payload.length).putInt(payload.length).put(payload).array();
  }

  @Test
  void progressive_closed_isFtypMdatMoov() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    rig.seconds(rig.addVideo(), rig.addAudio(), 2);
    ReadBack read = rig.closeAndRead();
    assertThat(read.topTypes()).containsExactly("ftyp", "free", "mdat", "moov");
    assertThat(read.movie.timescale()).isEqualTo(360_000);
    assertThat(read.movie.duration()).isEqualTo(720_000);
    assertThat(read.track(1).trackDuration).isEqualTo(720_000);
    assertThat(read.track(1).mediaDuration).isEqualTo(180_000);
    assertThat(read.track(2).trackDuration).isEqualTo(720_000);
    assertThat(read.track(2).mediaDuration).isEqualTo(16_000);
    assertThat(read.track(1).edits).isEmpty();
  }

  @Test
  void progressive_constantBlocks_haveAnExplicitSizeTable() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    rig.seconds(0, rig.addAudio(), 1);
    ReadBack read = rig.closeAndRead();
    SampleSizeBox sizes = read.track(1).sampleTable.child(SampleSizeBox.class).orElseThrow();
    assertThat(sizes.sampleSize()).isZero();
    assertThat(sizes.sizes().count()).isEqualTo(50);
  }

  @Test
  void progressive_interleaved_makesChunksOfFairSize() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    rig.seconds(rig.addVideo(), rig.addAudio(), 10);
    ReadBack read = rig.closeAndRead();
    assertThat(
            read.track(1)
                .sampleTable
                .child(io.boxwire.box.ChunkOffsetBox.class)
                .orElseThrow()
                .entries()
                .count())
        .isBetween(15L, 60L);
  }

  @Test
  void fastStart_closed_hasMoovInFrontAndNoRoomLeft() throws Exception {
    Rig rig = new Rig(Layout.FAST_START);
    rig.seconds(rig.addVideo(), rig.addAudio(), 2);
    ReadBack read = rig.closeAndRead();
    assertThat(read.topTypes()).containsExactly("ftyp", "moov", "free", "mdat");
    assertThat(read.top.get(2).size()).isEqualTo(8);
  }

  @Test
  void fastStart_sinkThatCannotBeRead_keepsMoovAtTheEndAndSaysSo() throws Exception {
    Rig rig = new Rig(Layout.FAST_START);
    rig.channel.notReadable();
    rig.seconds(rig.addVideo(), 0, 2);
    ReadBack read = rig.closeAndRead();
    assertThat(read.topTypes()).containsExactly("ftyp", "free", "free", "mdat", "moov");
    assertThat(read.track(1).samples).hasSize(50);
    assertThat(rig.eventKinds()).containsExactly(io.boxwire.api.MediaEvent.Kind.LAYOUT_CHANGED);
  }

  @Test
  void fragmented_closed_hasAFragmentEachSecondAndAnIndex() throws Exception {
    Rig rig = new Rig(Layout.FRAGMENTED);
    rig.seconds(rig.addVideo(), rig.addAudio(), 3);
    ReadBack read = rig.closeAndRead();
    assertThat(read.topTypes())
        .containsExactly("ftyp", "moov", "moof", "mdat", "moof", "mdat", "moof", "mdat", "mfra");
    ParentBox traf = (ParentBox) read.moofs.get(1).children(ContainerBox.TRAF).get(0);
    TrackFragmentHeaderBox header = traf.child(TrackFragmentHeaderBox.class).orElseThrow();
    assertThat(header.has(TrackFragmentHeaderBox.DEFAULT_BASE_IS_MOOF)).isTrue();
    TrackRunBox run = traf.child(TrackRunBox.class).orElseThrow();
    assertThat(run.has(TrackRunBox.FIRST_SAMPLE_FLAGS)).isTrue();
    assertThat(run.flags() & (TrackRunBox.SAMPLE_FLAGS | TrackRunBox.SAMPLE_DURATION)).isZero();
    assertThat(
            read.moov
                .parent("mvex")
                .orElseThrow()
                .child(MovieExtendsHeaderBox.class)
                .orElseThrow()
                .fragmentDuration())
        .isEqualTo(1_080_000);
    ParentBox mfra = mfra(rig);
    List<TrackFragmentRandomAccessBox> indexes = mfra.children(TrackFragmentRandomAccessBox.class);
    assertThat(indexes).hasSize(2);
    assertThat(indexes.get(0).entries().column(0)).containsExactly(0, 90_000, 180_000);
    assertThat(indexes.get(0).entries().column(1))
        .containsExactly(read.moofOffsets.stream().mapToLong(Long::longValue).toArray());
    assertThat(indexes.get(1).entries().column(0)).containsExactly(0, 8000, 16_000);
  }

  private static ParentBox mfra(Rig rig) throws Exception {
    byte[] file = rig.channel.content();
    int size = ByteBuffer.wrap(file).getInt(file.length - 4);
    return (ParentBox)
        BoxReader.parse(ByteBuffer.wrap(file, file.length - size, size).slice()).get(0);
  }

  @Test
  void fragmented_segmentIndexAskedFor_liesInFrontAndCoversTheFragments() throws Exception {
    Rig rig =
        new Rig(
            MuxerOptions.builder()
                .layout(Layout.FRAGMENTED)
                .fragmentIndex(FragmentIndex.SIDX_AND_MFRA));
    rig.seconds(rig.addVideo(), rig.addAudio(), 3);
    ReadBack read = rig.closeAndRead();
    assertThat(read.topTypes().subList(0, 5))
        .containsExactly("ftyp", "moov", "sidx", "free", "moof");
    BoxReader reader = BoxReader.of(ByteSource.of(ByteBuffer.wrap(rig.channel.content())));
    SegmentIndexBox index = (SegmentIndexBox) reader.read(read.top.get(2));
    assertThat(index.references().count()).isEqualTo(3);
    assertThat(read.top.get(2).end() + index.firstOffset()).isEqualTo(read.moofOffsets.get(0));
    long at = read.moofOffsets.get(0);
    long[] sizes = index.references().column(1);
    assertThat(at + sizes[0]).isEqualTo(read.moofOffsets.get(1));
    assertThat(index.references().column(2)).containsExactly(90_000, 90_000, 90_000);
    assertThat(index.references().column(3)).containsOnly(1);
  }

  @Test
  void fragmented_cmafWithReorderedPictures_hasNegativeOffsetsAndNoEdit() throws Exception {
    Rig rig =
        new Rig(
            MuxerOptions.builder().layout(Layout.FRAGMENTED).fragmentProfile(FragmentProfile.CMAF));
    int video = rig.addVideo();
    rig.reordered(video, 'S', 0, 2L * Rig.FRAME);
    rig.reordered(video, 'N', Rig.FRAME, 5L * Rig.FRAME);
    rig.reordered(video, 'N', 2L * Rig.FRAME, 3L * Rig.FRAME);
    rig.reordered(video, 'N', 3L * Rig.FRAME, 4L * Rig.FRAME);
    ReadBack read = rig.closeAndRead();
    ReadBack.ReadTrack track = read.track(video);
    assertThat(track.edits).isEmpty();
    assertThat(track.cts()).containsExactly(0L, 3L * Rig.FRAME, (long) Rig.FRAME, 2L * Rig.FRAME);
    assertThat(track.dts()).isEqualTo(multiples(4, Rig.FRAME));
  }

  @Test
  void fragmented_audioAlone_isCutByDuration() throws Exception {
    Rig rig = new Rig(Layout.FRAGMENTED);
    rig.seconds(0, rig.addAudio(), 3);
    ReadBack read = rig.closeAndRead();
    assertThat(read.moofs).hasSize(3);
  }

  @Test
  void fragmented_noRandomAccessPoint_isCutByForceAtTenTimesTheDuration() throws Exception {
    Rig rig = new Rig(Layout.FRAGMENTED);
    int video = rig.addVideo();
    for (int i = 0; i < 25 * 25; i++) {
      rig.picture(video, i == 0 ? 'S' : 'N', 1, (long) i * Rig.FRAME);
    }
    ReadBack read = rig.closeAndRead();
    assertThat(read.moofs).hasSize(3);
    assertThat(read.track(video).syncs().stream().filter(s -> s)).hasSize(1);
  }

  @Test
  void hybrid_closed_isAnOrdinaryProgressiveFile() throws Exception {
    Rig rig = new Rig(Layout.HYBRID);
    rig.seconds(rig.addVideo(), rig.addAudio(), 3);
    ReadBack read = rig.closeAndRead();
    assertThat(read.topTypes()).containsExactly("ftyp", "mdat", "moov");
    assertThat(read.top.get(1).headerSize()).isEqualTo(16);
    assertThat(read.moov.child(ContainerBox.MVEX)).isEmpty();
    assertThat(read.movie.duration()).isEqualTo(1_080_000);
  }

  @Test
  void progressive_oneSampleAnAudioFrame_hasConstantSizeAndDuration() throws Exception {
    Rig rig =
        new Rig(
            MuxerOptions.builder()
                .layout(Layout.PROGRESSIVE)
                .audioSamples(MuxerOptions.AudioSamples.AUDIO_FRAME));
    rig.seconds(0, rig.addAudio(), 1);
    ReadBack read = rig.closeAndRead();
    SampleSizeBox sizes = read.track(1).sampleTable.child(SampleSizeBox.class).orElseThrow();
    assertThat(sizes.sampleSize()).isEqualTo(1);
    assertThat(sizes.sampleCount()).isEqualTo(8000);
    assertThat(read.track(1).durations()).containsOnly(1L);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void close_nothingWritten_leavesAFileWithoutTracks(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    rig.addVideo();
    ReadBack read = rig.closeAndRead();
    assertThat(read.tracks).isEmpty();
    assertThat(rig.eventKinds()).containsExactly(io.boxwire.api.MediaEvent.Kind.TRACK_LEFT_OUT);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void open_channelAtAPosition_countsOffsetsFromItsStart(Layout layout) throws Exception {
    MemoryChannel channel = new MemoryChannel();
    channel.write(ByteBuffer.wrap(new byte[] {0, 0, 1, (byte) 0xf2, 'f', 'r', 'e', 'e'}));
    channel.write(ByteBuffer.allocate(0x1f2 - 8));
    io.boxwire.api.Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(new io.boxwire.api.Sink.Seekable(channel), MuxerOptions.of(layout));
    int video = muxer.addTrack(Rig.video());
    for (int i = 0; i < 60; i++) {
      muxer.write(Rig.numberedPicture(video, i, 50).build());
    }
    muxer.close();
    ReadBack read = ReadBack.of(channel.content());
    assertThat(read.track(video).samples).hasSize(60);
    assertThat(read.bytes(read.track(video).samples.get(59)))
        .isEqualTo(nalUnit(FakeCodec.picture('N', 1, 50, 59 * 3600L)));
  }
}
