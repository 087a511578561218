package io.boxwire.recorder.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.SteppedRecording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A recording with a gate that its caller opens for one frame at a time. */
final class SteppedTask implements SteppedRecording {
  private final RecordingTask task;
  private final StepGate gate;

  private SteppedTask(RecordingTask task, StepGate gate) {
    this.task = task;
    this.gate = gate;
  }

  /**
   * Makes a recording that has not begun.
   *
   * @param request what is recorded
   * @param opened its device and file
   * @param onEnd runs when all is closed, before anybody who waits is told
   */
  static SteppedTask of(
      RecordingRequest request, DefaultRecorder.Opened opened, Consumer<RecordingTask> onEnd) {
    StepGate gate = new StepGate(new Tracks(opened.session().tracks()));
    return new SteppedTask(new RecordingTask(request, opened, gate, onEnd), gate);
  }

  /** The recording behind the gate. */
  RecordingTask task() {
    return task;
  }

  @Override
  public void begin() throws MediaException {
    task.begin();
  }

  @Override
  public boolean step() throws MediaException, InterruptedException {
    if (task.state() == State.OPEN) {
      throw new IllegalStateException(task + " has not begun: call begin() first");
    }
    if (gate.step()) {
      return true;
    }
    task.await();
    return false;
  }

  @Override
  public State state() {
    return task.state();
  }

  @Override
  public void stop() {
    task.stop();
  }

  @Override
  public void await() throws MediaException, InterruptedException {
    task.await();
  }

  @Override
  public boolean await(Duration timeout) throws MediaException, InterruptedException {
    return task.await(timeout);
  }

  @Override
  public RecordingStatistics statistics() {
    return task.statistics();
  }

  @Override
  public List<Path> files() {
    return task.files();
  }

  @Override
  public String toString() {
    return task.toString();
  }
}
