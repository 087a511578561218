package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {
  private final Window.Pool pool = new Window.Pool(64);

  @Test
  void take_afterTheLastRelease_givesTheSameMemory() {
    Window window = pool.take(0);
    window.retain();
    window.release();
    assertThat(pool.take(0)).isNotSameAs(window);

    window.memory().position(10);
    window.release();

    Window again = pool.take(0);
    assertThat(again).isSameAs(window);
    assertThat(again.memory().position()).isZero();
  }

  @Test
  void take_moreThanUsual_isLargerAndNotKept() {
    Window large = pool.take(1000);
    assertThat(large.memory().capacity()).isEqualTo(1000);

    large.release();

    assertThat(pool.take(0).memory().capacity()).isEqualTo(64);
  }
}
