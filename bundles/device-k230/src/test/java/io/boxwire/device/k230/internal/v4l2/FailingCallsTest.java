package io.boxwire.device.k230.internal.v4l2;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.capture.CaptureSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whichever call fails, everything that was opened is let go of, and the message says which. */
@Timeout(120)
class FailingCallsTest {
  private static final int PICTURES = 4;
  private static final int EIO = 5;
  private static final Pattern NAMED =
      Pattern.compile(
          "(?s).*(/video1|/video7): (open|close|poll|mmap|munmap|VIDIOC_[A-Z_]+).*EIO"
              + " \\(input/output error\\).*");

  @TempDir Path folder;

  @Test
  void anyCallFailing_isNamedAndNothingIsLeft() throws Exception {
    int calls = callsOfAnUndisturbedRun();
    assertThat(calls).isGreaterThan(80);
    for (int n = 1; n <= calls; n++) {
      int failing = n;
      assertRun(n, (number, call) -> number == failing ? EIO : 0);
    }
    System.out.println("failed each of " + calls + " calls, one a run");
  }

  /** As when the camera is unplugged: this call and all after it fail. */
  @Test
  void allCallsFailingFromOneOn_isNamedAndNothingIsLeft() throws Exception {
    int calls = callsOfAnUndisturbedRun();
    for (int n = 1; n <= calls; n++) {
      int first = n;
      assertRun(n, (number, call) -> number >= first ? EIO : 0);
    }
  }

  private int callsOfAnUndisturbedRun() throws Exception {
    V4l2Fixture board = board(0);
    board.kernel.fail((number, call) -> 0);
    assertThat(failure(board)).isEmpty();
    board.assertNothingLeft();
    return board.kernel.calls();
  }

  private void assertRun(int n, FakeKernel.Faults faults) throws Exception {
    V4l2Fixture board = board(n);
    board.kernel.fail(faults);
    Optional<MediaException> failure = failure(board);
    // How often the devices are polled is not the same in each run, so the last calls may be
    // spared.
    failure.ifPresent(e -> assertNamed(n, e));
    assertThat(board.kernel.leftOver()).as("after call %d failed: %s", n, failure).isEmpty();
    board.assertNothingLeft();
  }

  private static void assertNamed(int n, MediaException e) {
    assertThat(e.code()).as("call %d", n).isEqualTo(Code.DEVICE_FAILED);
    assertThat(e.getMessage()).as("call %d", n).matches(NAMED);
  }

  private V4l2Fixture board(int n) throws Exception {
    Path dev = Files.createTempDirectory(folder, "dev" + n + "-");
    V4l2Fixture board = new V4l2Fixture(dev);
    board.camera.stopAfter(PICTURES);
    return board
        .option("camera", dev.resolve("video1").toString())
        .option("encoder", dev.resolve("video7").toString())
        .option("buffers", "2")
        .option("stall", "2");
  }

  private static Optional<MediaException> failure(V4l2Fixture board) throws Exception {
    Optional<MediaException> failure = Optional.empty();
    try {
      CaptureSession session = board.open();
      try {
        V4l2Fixture.read(session, PICTURES);
      } catch (MediaException e) {
        failure = Optional.of(e);
      }
      try {
        session.close();
      } catch (MediaException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    } catch (MediaException e) {
      failure = Optional.of(e);
    }
    return failure;
  }
}
