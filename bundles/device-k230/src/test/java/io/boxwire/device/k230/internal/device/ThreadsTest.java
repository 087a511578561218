package io.boxwire.device.k230.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.itests.fixtures.ThreadChecks;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  private final ThreadChecks checks = new ThreadChecks(Threads::daemon);

  @Test
  void daemon_ended_holdsNoClassLoader() throws Exception {
    checks.holdsNoClassLoader();
  }

  @Test
  void daemon_ended_holdsNothingOfItsWork() throws Exception {
    checks.holdsNothingOfItsWork();
  }

  @Test
  void daemon_workFails_handlerIsTold() throws Exception {
    checks.tellsTheHandler();
  }

  @Test
  void daemon_any_keepsNoJvmAlive() {
    assertThat(Threads.daemon("any", () -> {}).isDaemon()).isTrue();
  }
}
