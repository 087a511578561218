package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Durability;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.FragmentIndex;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.box.BoxReader;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.MovieFragmentHeaderBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.SegmentIndexBox;
import io.boxwire.box.TrackFragmentDecodeTimeBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackFragmentRandomAccessBox;
import io.boxwire.box.TrackRunBox;
import io.boxwire.itests.fixtures.Waits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fragments that are written in chunks: what lies in each, and when it is there to be read. */
class ChunkTest {
  private static final Duration FIFTH = Duration.ofMillis(200);
  private static final Duration SHORTEST = Duration.ofNanos(1);

  private static MuxerOptions.Builder options(Layout layout, Duration chunk) {
    return MuxerOptions.builder().layout(layout).chunkDuration(chunk);
  }

  /** Of each chunk, how many samples of a track it has; 0 if none. */
  private static List<Long> samples(ReadBack read, int track) {
    List<Long> counts = new ArrayList<>();
    for (ParentBox moof : read.moofs) {
      long count = 0;
      for (ParentBox traf : moof.parents(ContainerBox.TRAF)) {
        if (id(traf) == track) {
          count += traf.child(TrackRunBox.class).orElseThrow().samples().count();
        }
      }
      counts.add(count);
    }
    return counts;
  }

  private static List<String> hex(List<byte[]> samples) {
    return samples.stream().map(HexFormat.of()::formatHex).toList();
  }

  private static long id(ParentBox traf) {
    return traf.child(TrackFragmentHeaderBox.class).orElseThrow().trackId();
  }

  @Test
  void fragmented_inChunks_eachHasItsNumberItsTimeAndOnlyTheFirstASyncSample() throws Exception {
    Rig rig = new Rig(options(Layout.FRAGMENTED, FIFTH));
    int video = rig.addVideo();
    rig.seconds(video, rig.addAudio(), 3);
    ReadBack read = rig.closeAndRead();

    assertThat(read.moofs).hasSize(15);
    assertThat(samples(read, video)).containsOnly(5L);
    assertThat(samples(read, 2)).containsOnly(10L);
    for (int i = 0; i < 15; i++) {
      ParentBox moof = read.moofs.get(i);
      assertThat(moof.child(MovieFragmentHeaderBox.class).orElseThrow().sequenceNumber())
          .isEqualTo(i + 1);
      ParentBox traf = (ParentBox) moof.children(ContainerBox.TRAF).get(0);
      assertThat(traf.child(TrackFragmentDecodeTimeBox.class).orElseThrow().baseMediaDecodeTime())
          .isEqualTo(5L * i * Rig.FRAME);
      boolean first = i % 5 == 0;
      assertThat(read.track(video).samples.get(5 * i).sync()).isEqualTo(first);
    }
    assertThat(read.track(video).syncs().stream().filter(sync -> sync)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"FRAGMENTED", "HYBRID"})
  void close_inChunks_leavesTheSamplesOfAFileWithoutThem(Layout layout) throws Exception {
    Rig chunked = new Rig(options(layout, FIFTH));
    Rig whole = new Rig(layout);
    chunked.seconds(chunked.addVideo(), chunked.addAudio(), 4);
    whole.seconds(whole.addVideo(), whole.addAudio(), 4);
    ReadBack with = chunked.closeAndRead();
    ReadBack without = whole.closeAndRead();

    for (int track = 1; track <= 2; track++) {
      ReadBack.ReadTrack one = with.track(track);
      ReadBack.ReadTrack other = without.track(track);
      assertThat(one.dts()).isEqualTo(other.dts());
      assertThat(one.cts()).isEqualTo(other.cts());
      assertThat(one.durations()).isEqualTo(other.durations());
      assertThat(one.syncs()).isEqualTo(other.syncs());
      assertThat(hex(with.bytes(one))).isEqualTo(hex(without.bytes(other)));
    }
    assertThat(chunked.muxer.statistics().samplesWritten()).isEqualTo(300);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void close_chunksLongerThanFragmentsOrNoFragments_isAsWithoutThem(Layout layout)
      throws Exception {
    Rig chunked = new Rig(options(layout, Duration.ofSeconds(20)));
    Rig whole = new Rig(layout);
    chunked.seconds(chunked.addVideo(), chunked.addAudio(), 4);
    whole.seconds(whole.addVideo(), whole.addAudio(), 4);
    chunked.muxer.close();
    whole.muxer.close();
    assertThat(chunked.channel.content()).isEqualTo(whole.channel.content());
  }

  @ParameterizedTest
  @EnumSource(names = {"FRAGMENTED", "HYBRID"})
  void write_chunksOfASample_thePreviousPictureIsInTheFile(Layout layout) throws Exception {
    Rig rig = new Rig(options(layout, SHORTEST));
    int video = rig.addVideo();
    for (int i = 0; i < 40; i++) {
      rig.picture(video, i % 25 == 0 ? 'S' : 'N', 1, (long) i * Rig.FRAME);
      ReadBack growing = ReadBack.of(rig.channel.content());
      assertThat(growing.moofs).hasSize(i);
      if (i > 0) {
        assertThat(growing.track(video).samples).hasSize(i);
      }
    }
    assertThat(rig.closeAndRead().track(video).samples).hasSize(40);
  }

  @Test
  void write_timesThatAreNoWholeNanoseconds_chunksStayEquallyLong() throws Exception {
    Rig rig = new Rig(options(Layout.FRAGMENTED, Duration.ofNanos(100_100_000)));
    int video = rig.muxer.addTrack(TrackFormat.video(FakeCodec.VIDEO, 30_000).build());
    for (int i = 0; i < 3000; i++) {
      rig.picture(video, i % 30 == 0 ? 'S' : 'N', 1, 1001L * i);
    }
    assertThat(samples(rig.closeAndRead(), video)).hasSize(1000).containsOnly(3L);
  }

  @Test
  void fragmented_indexesAskedFor_countFragmentsNotChunks() throws Exception {
    Rig rig = new Rig(options(Layout.FRAGMENTED, FIFTH).fragmentIndex(FragmentIndex.SIDX_AND_MFRA));
    rig.seconds(rig.addVideo(), rig.addAudio(), 3);
    ReadBack read = rig.closeAndRead();

    BoxReader reader = BoxReader.of(ByteSource.of(ByteBuffer.wrap(rig.channel.content())));
    SegmentIndexBox index = (SegmentIndexBox) reader.read(read.top.get(2));
    assertThat(index.references().column(2)).containsExactly(90_000, 90_000, 90_000);
    assertThat(index.references().column(3)).containsOnly(1);
    long[] fragments = LongStream.of(0, 5, 10).map(i -> read.moofOffsets.get((int) i)).toArray();
    long[] sizes = index.references().column(1);
    assertThat(fragments[0] + sizes[0]).isEqualTo(fragments[1]);
    assertThat(fragments[1] + sizes[1]).isEqualTo(fragments[2]);

    ParentBox mfra = (ParentBox) reader.read(read.top.get(read.top.size() - 1));
    for (TrackFragmentRandomAccessBox track : mfra.children(TrackFragmentRandomAccessBox.class)) {
      assertThat(track.entries().column(1)).containsExactly(fragments);
    }
  }

  @Test
  void durabilityOfEachFragment_inChunks_forcesAsOftenAsWithout() throws Exception {
    assertThat(forcesWithin(Durability.eachFragment())).isEqualTo(5);
  }

  @Test
  void durabilityOfAnInterval_inChunks_forcesAChunkOfTheOpenFragment() throws Exception {
    TestFile file = new TestFile();
    Muxer muxer = open(file, options(Layout.HYBRID, FIFTH).durability(Durability.every(SHORTEST)));
    int video = muxer.addTrack(Rig.video());
    for (int i = 0; i < 12; i++) {
      muxer.write(Rig.numberedPicture(video, i, 100).build());
    }
    Waits.until(() -> file.forces.stream().anyMatch(force -> force.size() == file.size()));
    assertThat(ReadBack.of(file.content()).track(video).samples).hasSize(10);
    muxer.close();
  }

  /** How often the thread that forces was asked to before the file was closed. */
  private static long forcesWithin(Durability durability) throws Exception {
    TestFile file = new TestFile();
    Muxer muxer = open(file, options(Layout.FRAGMENTED, FIFTH).durability(durability));
    int video = muxer.addTrack(Rig.video());
    for (int i = 0; i < 25 * 5 + 20; i++) {
      muxer.write(Rig.numberedPicture(video, i, 100).build());
      long due = (i - 1) / 25;
      Waits.until(() -> file.forces.size() >= due);
    }
    long forces = file.forces.size();
    muxer.close();
    return forces;
  }

  private static Muxer open(TestFile file, MuxerOptions.Builder options) throws Exception {
    return new Mp4MuxerFactory()
        .using(FakeCodec.both())
        .open(new Sink.Seekable(file), options.build());
  }

  @ParameterizedTest
  @EnumSource(names = {"FRAGMENTED", "HYBRID"})
  void write_storageFullInTheMiddleOfAFragment_leavesTheChunksBefore(Layout layout)
      throws Exception {
    Rig rig = new Rig(options(layout, FIFTH).durability(Durability.never()));
    int video = rig.addVideo();
    for (int i = 0; i < 12; i++) {
      rig.picture(video, i == 0 ? 'S' : 'N', 1, (long) i * Rig.FRAME);
    }
    rig.channel.failAfter = rig.channel.written + 150;
    assertThatThrownBy(
            () -> {
              for (int i = 12; i < 20; i++) {
                rig.picture(video, 'N', 1, (long) i * Rig.FRAME);
              }
            })
        .isInstanceOf(MediaException.class);
    rig.channel.failAfter = Long.MAX_VALUE;
    assertThatThrownBy(rig.muxer::close).isInstanceOf(MediaException.class);
    assertThat(ReadBack.of(rig.channel.content()).track(video).samples).hasSize(10);
  }
}
