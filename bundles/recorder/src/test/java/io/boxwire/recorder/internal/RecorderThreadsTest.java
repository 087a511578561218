package io.boxwire.recorder.internal;

import io.boxwire.itests.fixtures.ThreadChecks;
import org.junit.jupiter.api.Test;

class RecorderThreadsTest {
  private final ThreadChecks checks = new ThreadChecks(RecorderThreads::make);

  @Test
  void make_ended_holdsNoClassLoader() throws Exception {
    checks.holdsNoClassLoader();
  }

  @Test
  void make_ended_holdsNothingOfItsWork() throws Exception {
    checks.holdsNothingOfItsWork();
  }

  @Test
  void make_workFails_handlerIsTold() throws Exception {
    checks.tellsTheHandler();
  }
}
