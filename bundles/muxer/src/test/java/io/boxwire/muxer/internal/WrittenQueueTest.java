package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenQueueTest {
  private static final int SIZE = 10;

  private final Track track = new Track(1, Rig.video());
  private final List<Long> noted = new ArrayList<>();
  private final WrittenQueue queue = new WrittenQueue(sample -> noted.add(sample.offset));

  @Test
  void settle_whatIsWritten_isReleasedAndUsedAgain() {
    Rig.Owner first = new Rig.Owner();
    Rig.Owner second = new Rig.Owner();
    Sample sample = add(0, first);
    add(SIZE, second);
    queue.settle(SIZE);
    assertThat(noted).containsExactly(0L);
    assertThat(first.released).hasValue(1);
    assertThat(second.released).hasValue(0);
    assertThat(track.sample(1, 1)).isSameAs(sample);
  }

  @Test
  void fail_allAreReleasedAndNoneIsUsedAgain() {
    Rig.Owner written = new Rig.Owner();
    Rig.Owner unwritten = new Rig.Owner();
    Sample whole = add(0, written);
    Sample half = add(SIZE, unwritten);
    queue.fail(2 * SIZE - 1);
    assertThat(noted).containsExactly(0L);
    assertThat(written.released).hasValue(1);
    assertThat(unwritten.released).hasValue(1);
    assertThat(track.sample(1, 1)).isNotIn(whole, half);
    // Whoever brought it lets go of it as well.
    half.release();
    assertThat(unwritten.released).hasValue(1);
  }

  private Sample add(long offset, Rig.Owner owner) {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    FrameClaim claim =
        FrameClaim.during(Frame.on(1).time(0).payload(bytes).transferred(owner).build());
    claim.accept();
    Sample sample = track.sample(0, 0);
    sample.offset = offset;
    sample.bytes(bytes);
    sample.claim(claim);
    queue.add(sample);
    return sample;
  }
}
