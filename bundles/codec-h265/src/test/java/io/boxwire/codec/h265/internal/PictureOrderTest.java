package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PictureOrderTest {
  private static final int TRAIL_R = 1;
  private static final int TRAIL_N = 0;
  private static final int BITS = 4;

  private final PictureOrder order = new PictureOrder();

  @Test
  void next_lowBitsWrap_goesOn() {
    assertThat(order.next(NalType.IDR_W_RADL, 0, 0, BITS)).isZero();
    assertThat(order.started()).isTrue();
    for (long count = 6; count < 100; count += 6) {
      assertThat(order.next(TRAIL_R, 0, (int) (count & 15), BITS)).isEqualTo(count);
      assertThat(order.started()).isFalse();
      // A picture shown earlier.
      assertThat(order.next(TRAIL_R, 1, (int) (count - 3 & 15), BITS)).isEqualTo(count - 3);
    }
  }

  @Test
  void next_halfACycleAway_followsEquation81() {
    order.next(NalType.IDR_W_RADL, 0, 0, BITS);
    assertThat(order.next(TRAIL_R, 0, 12, BITS)).isEqualTo(-4);
    assertThat(order.next(TRAIL_R, 0, 4, BITS)).isEqualTo(4);
    assertThat(order.next(TRAIL_R, 0, 12, BITS)).isEqualTo(12);
    assertThat(order.next(TRAIL_R, 0, 4, BITS)).isEqualTo(20);
  }

  @Test
  void next_picturesThatAreNoAnchors_doNotMoveTheCycle() {
    order.next(NalType.IDR_W_RADL, 0, 0, BITS);
    order.next(TRAIL_R, 0, 7, BITS);
    for (int type : new int[] {NalType.RADL_N, NalType.RASL_R, TRAIL_N}) {
      assertThat(order.next(type, 0, 14, BITS)).isEqualTo(14);
    }
    assertThat(order.next(TRAIL_R, 1, 14, BITS)).isEqualTo(14);
    // Seen from 14 this would be 19; from 7 it is 3.
    assertThat(order.next(TRAIL_R, 0, 3, BITS)).isEqualTo(3);
  }

  @Test
  void next_cra_startsASequenceOnlyAtTheHeadOrBehindAnEnd() {
    assertThat(order.next(NalType.CRA, 0, 9, BITS)).isEqualTo(9);
    assertThat(order.started()).isTrue();
    assertThat(order.next(NalType.CRA, 0, 1, BITS)).isEqualTo(17);
    assertThat(order.started()).isFalse();
    order.endSequence();
    assertThat(order.next(NalType.CRA, 0, 2, BITS)).isEqualTo(2);
    assertThat(order.started()).isTrue();
    assertThat(order.next(NalType.BLA_W_LP, 0, 1, BITS)).isEqualTo(1);
    assertThat(order.started()).isTrue();
  }
}
