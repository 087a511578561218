package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FrameClaimTest {
  private final Rig.Owner owner = new Rig.Owner();

  private static Frame.Builder frame() {
    return Frame.on(1).time(0).payload(ByteBuffer.allocate(1));
  }

  private FrameClaim during() {
    return FrameClaim.during(frame().transferred(owner).build());
  }

  @Test
  void release_accepted_releasesTheFrame() {
    FrameClaim claim = during();
    claim.accept();
    assertThat(owner.released).hasValue(0);
    claim.release();
    assertThat(owner.released).hasValue(1);
  }

  @Test
  void release_duringTheCall_waitsForItsEnd() {
    FrameClaim claim = during();
    claim.release();
    assertThat(owner.released).hasValue(0);
    claim.accept();
    assertThat(owner.released).hasValue(1);
  }

  @Test
  void release_refused_leavesTheFrameToTheCaller() {
    FrameClaim before = during();
    before.release();
    before.refuse();
    FrameClaim after = during();
    after.refuse();
    after.release();
    assertThat(owner.released).hasValue(0);
  }

  @Test
  void release_again_leavesTheNextFrameAlone() {
    FrameClaim first = during();
    first.accept();
    first.release();
    Rig.Owner next = new Rig.Owner();
    FrameClaim second = FrameClaim.during(frame().transferred(next).build());
    second.accept();
    first.release();
    assertThat(owner.released).hasValue(1);
    assertThat(next.released).hasValue(0);
    second.release();
    assertThat(next.released).hasValue(1);
  }

  @Test
  void lasting_transferredOrCopied_isBeyondTheCall() {
    assertThat(during().lasting()).isTrue();
    assertThat(FrameClaim.copied(frame().build()).lasting()).isTrue();
    assertThat(FrameClaim.during(frame().build()).lasting()).isFalse();
  }
}
