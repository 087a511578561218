package io.boxwire.device.k230.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.device.k230.internal.device.FrameQueue.Loss;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FrameQueueTest {
  private static final List<TrackFormat> TRACKS =
      List.of(
          TrackFormat.video("h264", 90_000).build(), TrackFormat.audio("g711a", 8000, 1).build());

  private final List<Long> released = new ArrayList<>();
  private final FrameQueue queue = new FrameQueue("test", 1000, 4);

  @BeforeEach
  void begin() {
    queue.begin(TRACKS);
  }

  @Test
  void put_full_dropsPicturesUpToTheNextSyncPicture() throws Exception {
    put("I0 P1 a2 P3 P4 a5");
    assertThat(released).containsExactly(4L, 5L);
    take(2);
    put("P6 a7 P8");
    assertThat(take(3)).containsExactly(2L, 3L, 7L);
    put("P9 I10 P11 a12");
    assertThat(take(3)).containsExactly(10L, 11L, 12L);
    assertThat(released).containsExactly(4L, 5L, 6L, 8L, 9L);
    assertThat(queue.dropped()).isEqualTo(5);
  }

  @Test
  void put_syncPictureWhileFull_isDroppedWithItsGroup() throws Exception {
    put("I0 P1 P2 P3 I4");
    take(4);
    put("P5 I6");
    assertThat(take(1)).containsExactly(6L);
    assertThat(queue.dropped()).isEqualTo(2);
  }

  @Test
  void put_manyBytes_countAsFull() throws Exception {
    queue.put(frame(1, 0, RandomAccess.SYNC, 999));
    queue.put(frame(2, 1, RandomAccess.SYNC, 500));
    queue.put(frame(2, 2, RandomAccess.SYNC, 1));
    assertThat(queue.dropped()).isEqualTo(1);
    take(1);
    queue.put(frame(2, 3, RandomAccess.SYNC, 1));
    assertThat(take(2)).containsExactly(1L, 3L);
  }

  @Test
  void begin_newSequence_startsWithASyncPicture() throws Exception {
    put("I0");
    queue.begin(TRACKS);
    put("P1 a2 I3");
    assertThat(take(3)).containsExactly(0L, 2L, 3L);
  }

  @Test
  void lost_frame_breaksTheGroup() throws Exception {
    put("I0");
    queue.lost(Loss.CODED, 1);
    put("P1 I2");
    assertThat(take(2)).containsExactly(0L, 2L);
    assertThat(queue.dropped()).isEqualTo(2);
  }

  @Test
  void lost_raw_isCountedAndBreaksNothing() throws Exception {
    put("I0");
    queue.lost(Loss.RAW, 3);
    put("P1");
    assertThat(take(2)).containsExactly(0L, 1L);
    assertThat(queue.dropped()).isEqualTo(3);
  }

  /** As a sync picture of a camera with many pixels may be. */
  @Test
  void put_frameLargerThanTheQueue_isTaken() throws Exception {
    assertThat(queue.put(frame(1, 0, RandomAccess.SYNC, 5000))).isTrue();
    assertThat(queue.put(frame(1, 1, RandomAccess.NONE, 1))).isFalse();
    assertThat(take(1)).containsExactly(0L);
  }

  @Test
  void wantsSync_fromTheBeginning_onceUntilItComes() {
    assertThat(queue.wantsSync()).isTrue();
    assertThat(queue.wantsSync()).as("asked for already").isFalse();
    put("P0 I1 P2");
    assertThat(queue.wantsSync()).as("has come").isFalse();
  }

  @Test
  void wantsSync_afterOverflow_onlyOnceHalfIsFree() throws Exception {
    put("I0 P1 P2 P3 P4");
    assertThat(queue.wantsSync()).as("full").isFalse();
    take(1);
    assertThat(queue.wantsSync()).as("3 of 4 are in use").isFalse();
    take(1);
    assertThat(queue.wantsSync()).isTrue();
  }

  @Test
  void wantsSync_theOneAskedForIsLost_asksAgain() {
    assertThat(queue.wantsSync()).isTrue();
    queue.lost(Loss.CODED, 1);
    assertThat(queue.wantsSync()).isTrue();
  }

  @Test
  void wantsSync_soundAlone_never() {
    queue.begin(List.of(TRACKS.get(1)));
    queue.lost(Loss.CODED, 1);
    assertThat(queue.wantsSync()).isFalse();
  }

  @Test
  void fail_afterFrames_isToldWhenTheyAreTaken() throws Exception {
    put("I0");
    queue.fail(MediaException.of(Code.DEVICE_FAILED, "broken"));
    put("P1");
    assertThat(take(1)).containsExactly(0L);
    assertThatThrownBy(queue::take).hasMessage("broken");
    assertThatThrownBy(queue::take).hasMessage("broken");
    assertThat(released).containsExactly(1L);
  }

  @Test
  void end_afterFrames_isTheEnd() throws Exception {
    put("I0");
    queue.end();
    take(1);
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void close_always_releasesWhatIsInside() {
    put("I0 P1");
    queue.close();
    put("I2");
    assertThat(released).containsExactly(0L, 1L, 2L);
    assertThatThrownBy(queue::take)
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.CLOSED));
  }

  /** Puts sync pictures I, other pictures P, and audio a, each with its time. */
  private void put(String frames) {
    for (String frame : frames.split(" ")) {
      RandomAccess access = frame.charAt(0) == 'P' ? RandomAccess.NONE : RandomAccess.SYNC;
      long time = Long.parseLong(frame.substring(1));
      queue.put(frame(frame.charAt(0) == 'a' ? 2 : 1, time, access, 10));
    }
  }

  private Frame frame(int track, long time, RandomAccess access, int size) {
    PayloadOwner owner =
        new PayloadOwner() {
          @Override
          public void retain() {
            throw new AssertionError("a transferred frame is not retained");
          }

          @Override
          public void release() {
            released.add(time);
          }
        };
    return Frame.on(track)
        .time(time)
        .randomAccess(access)
        .payload(ByteBuffer.allocate(size))
        .transferred(owner)
        .build();
  }

  private List<Long> take(int count) throws Exception {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(queue.take().orElseThrow().decodeTime());
    }
    return times;
  }
}
