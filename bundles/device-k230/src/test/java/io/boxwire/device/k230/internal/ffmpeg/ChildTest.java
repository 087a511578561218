package io.boxwire.device.k230.internal.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChildTest {
  /** As when a session is closed while its supervisor replaces a child that is stuck. */
  @Test
  void end_interrupted_killsAndWaitsForThatAlone() throws Exception {
    Child child =
        Child.start(new Invocation(List.of("sleep", "600"), Optional.empty()), Secrets.of(""));
    Thread.currentThread().interrupt();
    boolean ended = child.end();
    assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
    assertThat(ended).isTrue();
    assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }
}
