package io.boxwire.device.k230.internal.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FrameBufferTest {
  private static final List<TrackFormat> TRACKS =
      List.of(
          TrackFormat.video("h264", 90_000).build(), TrackFormat.audio("g711a", 8000, 1).build());

  private final List<Long> released = new ArrayList<>();
  private int overflows;
  private final FrameBuffer buffer = new FrameBuffer(4, 1000, () -> overflows++);

  @BeforeEach
  void begin() {
    buffer.begin(TRACKS);
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
    assertThat(overflows).as("told once").isEqualTo(1);
    assertThat(buffer.dropped()).isEqualTo(5);
  }

  @Test
  void put_syncPictureWhileFull_isDroppedWithItsGroup() throws Exception {
    put("I0 P1 P2 P3 I4");
    take(4);
    put("P5 I6");
    assertThat(take(1)).containsExactly(6L);
    assertThat(buffer.dropped()).isEqualTo(2);
  }

  @Test
  void put_manyBytes_countAsFull() throws Exception {
    buffer.put(frame(1, 0, RandomAccess.SYNC, 999));
    buffer.put(frame(2, 1, RandomAccess.SYNC, 500));
    buffer.put(frame(2, 2, RandomAccess.SYNC, 1));
    assertThat(buffer.dropped()).isEqualTo(1);
    take(1);
    buffer.put(frame(2, 3, RandomAccess.SYNC, 1));
    assertThat(take(2)).containsExactly(1L, 3L);
  }

  @Test
  void begin_newSequence_startsWithASyncPicture() throws Exception {
    put("I0");
    buffer.begin(TRACKS);
    put("P1 a2 I3");
    assertThat(take(3)).containsExactly(0L, 2L, 3L);
  }

  @Test
  void lost_frame_breaksTheGroup() throws Exception {
    put("I0");
    buffer.lost();
    put("P1 I2");
    assertThat(take(2)).containsExactly(0L, 2L);
    assertThat(buffer.dropped()).isEqualTo(2);
  }

  @Test
  void fail_afterFrames_isToldWhenTheyAreTaken() throws Exception {
    put("I0");
    buffer.fail(MediaException.of(Code.DEVICE_FAILED, "broken"));
    put("P1");
    assertThat(take(1)).containsExactly(0L);
    assertThatThrownBy(buffer::take).hasMessage("broken");
    assertThatThrownBy(buffer::take).hasMessage("broken");
    assertThat(released).containsExactly(1L);
  }

  @Test
  void end_afterFrames_isTheEnd() throws Exception {
    put("I0");
    buffer.end();
    take(1);
    assertThat(buffer.take()).isEmpty();
  }

  @Test
  void close_always_releasesWhatIsInside() {
    put("I0 P1");
    buffer.close();
    put("I2");
    assertThat(released).containsExactly(0L, 1L, 2L);
    assertThatThrownBy(buffer::take)
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.CLOSED));
  }

  /** Puts sync pictures I, other pictures P, and audio a, each with its time. */
  private void put(String frames) {
    for (String frame : frames.split(" ")) {
      RandomAccess access = frame.charAt(0) == 'P' ? RandomAccess.NONE : RandomAccess.SYNC;
      long time = Long.parseLong(frame.substring(1));
      buffer.put(frame(frame.charAt(0) == 'a' ? 2 : 1, time, access, 10));
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
      times.add(buffer.take().orElseThrow().decodeTime());
    }
    return times;
  }
}
