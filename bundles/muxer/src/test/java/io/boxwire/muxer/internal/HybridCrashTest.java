package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.box.FreeSpaceBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hybrid file that is cut at any moment is an ordinary fragmented one, or finished. */
class HybridCrashTest {
  /** Keeps what a loss of power after each write would leave. */
  private static final class History extends MemoryChannel {
    final List<byte[]> states = new ArrayList<>();
    final List<Long> offsets = new ArrayList<>();

    @Override
    public int write(ByteBuffer source) throws IOException {
      offsets.add(position());
      int n = super.write(source);
      states.add(content());
      return n;
    }
  }

  private static History record() throws Exception {
    History history = new History();
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(new Sink.Seekable(history), MuxerOptions.of(Layout.HYBRID));
    int video = muxer.addTrack(Rig.video());
    for (int i = 0; i < 100; i++) {
      muxer.write(Rig.numberedPicture(video, i, 50).build());
    }
    muxer.close();
    return history;
  }

  @Test
  void close_stoppedBetweenItsTwoSteps_isAFragmentedFileWithAFreeBoxBehind() throws Exception {
    List<byte[]> states = record().states;
    ReadBack before = ReadBack.of(states.get(states.size() - 2));
    assertThat(before.topTypes())
        .containsExactly(
            "ftyp", "free", "moov", "moof", "mdat", "moof", "mdat", "moof", "mdat", "moof", "mdat",
            "free");
    assertThat(before.track(1).samples).hasSize(100);
    ReadBack after = ReadBack.of(states.get(states.size() - 1));
    assertThat(after.topTypes()).containsExactly("ftyp", "mdat", "moov");
    assertThat(after.track(1).samples).hasSize(100);
    assertThat(after.bytes(after.track(1))).hasSameSizeAs(before.bytes(before.track(1)));
    for (int i = 0; i < 100; i++) {
      assertThat(after.bytes(after.track(1).samples.get(i)))
          .isEqualTo(before.bytes(before.track(1).samples.get(i)));
    }
  }

  @Test
  void close_secondStep_overwritesSixteenBytesInOneSectorAndNothingElse() throws Exception {
    History history = record();
    List<byte[]> states = history.states;
    byte[] before = states.get(states.size() - 2);
    byte[] after = states.get(states.size() - 1);
    assertThat(after).hasSameSizeAs(before);
    int first = -1;
    int last = -1;
    for (int i = 0; i < after.length; i++) {
      if (after[i] != before[i]) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    long at = history.offsets.get(history.offsets.size() - 1);
    assertThat(first).isGreaterThanOrEqualTo((int) at);
    assertThat(last).isLessThan((int) at + 16);
    assertThat(at / 512).isEqualTo((at + 15) / 512);
    assertThat(ByteBuffer.wrap(before).getInt((int) at + 4)).isEqualTo(FreeSpaceBox.TYPE.code());
  }

  @Test
  void growing_neverOverwrites() throws Exception {
    History history = record();
    long end = 0;
    for (int i = 0; i < history.offsets.size() - 1; i++) {
      assertThat(history.offsets.get(i)).isEqualTo(end);
      end = history.states.get(i).length;
    }
  }

  @Test
  void growing_cutBehindAnyFragment_holdsAllBeforeIt() throws Exception {
    History history = record();
    int seen = 0;
    // The last three writes are those of closing.
    for (byte[] state : history.states.subList(0, history.states.size() - 3)) {
      ReadBack read = ReadBack.of(state);
      if (!read.moofs.isEmpty() && read.topTypes().get(read.top.size() - 1).equals("mdat")) {
        assertThat(read.track(1).samples).hasSize(25 * read.moofs.size());
        seen++;
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(4);
  }
}
