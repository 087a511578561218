package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptFramesTest {
  private static final int SIZE = 10;

  private final AtomicInteger released = new AtomicInteger();
  private final Tracks tracks = new Tracks(List.of(FakeDevice.VIDEO, FakeDevice.AUDIO));
  private final KeptFrames kept = new KeptFrames(tracks, 10 * SIZE, new UnwrittenFrames(tracks, 0));

  @Test
  void add_beforeAnyPoint_keepsNothing() {
    kept.add(picture(0, 0, RandomAccess.NONE));
    kept.add(sound(0));
    assertThat(kept.isEmpty()).isTrue();
    assertThat(kept.pointsSeen()).isFalse();
    assertThat(released).hasValue(2);
  }

  @Test
  void add_syncPicture_forgetsWhatWasBefore() {
    kept.add(picture(0, 0, RandomAccess.SYNC));
    kept.add(sound(0));
    kept.add(picture(1, 1, RandomAccess.NONE));
    assertThat(times()).containsExactly(0L, 0L, 1L);
    kept.add(picture(2, 2, RandomAccess.SYNC));
    assertThat(times()).containsExactly(2L);
    assertThat(released).hasValue(3);
    assertThat(kept.bytes()).isEqualTo(SIZE);
  }

  @Test
  void add_openGroup_takesOverWhenItsLeadingPicturesAreThrough() {
    kept.add(picture(0, 2, RandomAccess.SYNC));
    assertThat(kept.add(picture(3, 6, RandomAccess.OPEN_GOP))).isFalse();
    assertThat(kept.add(picture(4, 5, RandomAccess.NONE))).isFalse();
    assertThat(kept.add(sound(1))).isFalse();
    assertThat(times()).startsWith(0L);
    assertThat(kept.add(picture(6, 8, RandomAccess.NONE))).isTrue();
    assertThat(times()).containsExactly(3L, 4L, 1L, 6L);
    assertThat(released).hasValue(1);
  }

  @Test
  void add_recoveryPoint_takesOverAfterItsDistance() {
    kept.add(picture(0, 0, RandomAccess.SYNC));
    kept.add(
        new SharedFrame(
            frame(1)
                .times(1, 1)
                .randomAccess(RandomAccess.RECOVERY_POINT)
                .rollDistance(2)
                .build()));
    assertThat(kept.add(picture(2, 2, RandomAccess.NONE))).isFalse();
    assertThat(kept.add(picture(3, 3, RandomAccess.NONE))).isTrue();
    assertThat(times()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void add_groupBeyondTheBound_isGivenUpUntilTheNextPoint() {
    kept.add(picture(0, 0, RandomAccess.SYNC));
    for (int i = 1; i < 20; i++) {
      kept.add(picture(i, i, RandomAccess.NONE));
    }
    assertThat(kept.isEmpty()).isTrue();
    assertThat(kept.bytes()).isZero();
    assertThat(released).hasValue(20);
    kept.add(picture(20, 20, RandomAccess.SYNC));
    assertThat(times()).containsExactly(20L);
  }

  @Test
  void add_soundAlone_keepsNothing() {
    Tracks audio = new Tracks(List.of(FakeDevice.AUDIO));
    KeptFrames sound = new KeptFrames(audio, 1000, new UnwrittenFrames(audio, 0));
    sound.add(new SharedFrame(frame(1).time(0).randomAccess(RandomAccess.SYNC).build()));
    assertThat(sound.isEmpty()).isTrue();
    assertThat(sound.pointsSeen()).isFalse();
  }

  @Test
  void sharedFrame_releasedByItsUsersAndItself_goesBackOnce() {
    SharedFrame shared = picture(0, 0, RandomAccess.SYNC);
    Frame first = shared.handed();
    Frame second = shared.handed();
    first.release();
    first.release();
    shared.release();
    assertThat(released).hasValue(0);
    second.release();
    assertThat(released).hasValue(1);
  }

  private List<Long> times() {
    return kept.frames().stream().map(shared -> shared.frame().decodeTime()).toList();
  }

  private SharedFrame picture(long decode, long composition, RandomAccess access) {
    return new SharedFrame(frame(1).times(decode, composition).randomAccess(access).build());
  }

  private SharedFrame sound(long time) {
    return new SharedFrame(frame(2).time(time).randomAccess(RandomAccess.SYNC).build());
  }

  private Frame.Builder frame(int track) {
    PayloadOwner owner =
        new PayloadOwner() {
          @Override
          public void retain() {
            throw new AssertionError("a transferred frame needs no retain");
          }

          @Override
          public void release() {
            released.incrementAndGet();
          }
        };
    return Frame.on(track).payload(ByteBuffer.allocate(SIZE)).transferred(owner);
  }
}
