package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.Origin;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.box.EditListBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hybrid file shows the same at the same times before and after it is closed. */
class HybridPresentationTest {
  /** Keeps what was there before the last write, which makes the file a progressive one. */
  private static final class Before extends MemoryChannel {
    byte[] growing = {};

    @Override
    public int write(ByteBuffer source) throws IOException {
      growing = content();
      return super.write(source);
    }
  }

  /** Presentation times in nanoseconds, rounded to microseconds. */
  private static List<Long> presentation(ReadBack read, int track) {
    ReadBack.ReadTrack of = read.track(track);
    long shift = 0;
    for (EditListBox.Edit edit : of.edits) {
      if (edit.mediaTime() < 0) {
        shift += micros(edit.segmentDuration(), read.movie.timescale());
      } else {
        shift -= micros(edit.mediaTime(), of.timescale);
      }
    }
    List<Long> times = new ArrayList<>();
    for (ReadBack.Stored sample : of.samples) {
      times.add(Math.round((micros(sample.cts(), of.timescale) + shift) / 100.0));
    }
    return times;
  }

  private static long micros(long ticks, long timescale) {
    return Math.round(ticks * 1e6 / timescale);
  }

  @ParameterizedTest
  @CsvSource({
    // timescale, start, start of audio in ms behind it, pictures reordered by
    "90000, 0, 0, 0",
    "90000, 0, 0, 2",
    "90000, -900000, 0, 2",
    "90000, 0, 700, 2",
    "90000, 0, -700, 0",
    "1000000000, 1000000000000, 0, 2",
    "1000000000, 1000000000000, 333, 0",
    "30000, 12345, 21, 1",
    "2147483647, 99999999999, 17, 2",
    "1, 5, 0, 2",
  })
  void close_changesNoPresentationTime(int timescale, long start, long audioMillis, int reorder)
      throws Exception {
    for (Origin origin : Origin.values()) {
      Before channel = new Before();
      Muxer muxer =
          new Mp4MuxerFactory()
              .using(FakeCodec.both())
              .open(
                  new Sink.Seekable(channel),
                  MuxerOptions.builder().layout(Layout.HYBRID).origin(origin).build());
      int video = muxer.addTrack(TrackFormat.video(FakeCodec.VIDEO, timescale).build());
      int audio = muxer.addTrack(Rig.audio());
      long tick = Math.max(1, timescale / 25);
      long audioStart = Math.round(start * 8000.0 / timescale) + audioMillis * 8;
      for (int i = 0; i < 100; i++) {
        long dts = start + i * tick;
        // As an encoder with B-pictures does: 0 2 1 4 3 …, put off so that none is negative.
        int ahead =
            reorder == 0 ? 0 : i % 25 == 0 ? reorder : i % 2 == 1 ? reorder + 1 : reorder - 1;
        Frame.Builder picture =
            Rig.pictureFrame(video, i % 25 == 0 ? 'S' : 'N', 1, dts, dts + ahead * tick, 100);
        muxer.write(picture.build());
        muxer.write(Rig.blockFrame(audio, audioStart + i * 320L).build());
      }
      muxer.close();
      ReadBack growing = ReadBack.of(channel.growing);
      ReadBack closed = ReadBack.of(channel.content());
      assertThat(growing.moofs).isNotEmpty();
      assertThat(closed.moofs).isEmpty();
      for (int track : new int[] {video, audio}) {
        assertThat(closed.track(track).samples).hasSize(100);
        List<Long> before = presentation(growing, track);
        List<Long> after = presentation(closed, track);
        for (int i = 0; i < 100; i++) {
          assertThat(after.get(i))
              .as("track %d, sample %d, %s", track, i, origin)
              .isCloseTo(before.get(i), org.assertj.core.data.Offset.offset(10L));
        }
        assertThat(closed.track(track).durations().subList(0, 99))
            .isEqualTo(growing.track(track).durations().subList(0, 99));
      }
    }
  }

  @Test
  void anyPlaceInAChannel_switchLiesWithinASector() throws Exception {
    for (int start = 0; start < 1024; start++) {
      List<long[]> writes = new ArrayList<>();
      MemoryChannel channel =
          new MemoryChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
              writes.add(new long[] {position(), source.remaining()});
              return super.write(source);
            }
          };
      channel.write(ByteBuffer.allocate(start));
      Muxer muxer =
          new Mp4MuxerFactory()
              .using(FakeCodec.both())
              .open(new Sink.Seekable(channel), MuxerOptions.of(Layout.HYBRID));
      int audio = muxer.addTrack(Rig.audio());
      muxer.write(Rig.blockFrame(audio, 0).build());
      muxer.close();
      long[] last = writes.get(writes.size() - 1);
      assertThat(last[1]).isEqualTo(16);
      assertThat(last[0] / 512).as("start " + start).isEqualTo((last[0] + 15) / 512);
    }
  }
}
