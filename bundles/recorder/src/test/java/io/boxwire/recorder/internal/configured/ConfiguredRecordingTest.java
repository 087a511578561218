package io.boxwire.recorder.internal.configured;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a configured recording comes from one state into the next. */
class ConfiguredRecordingTest extends ConfiguredFixture {
  private static final String PID = "pid";

  @Test
  void change_allPartsThere_starts() {
    configure(PID, plan("front"));
    assertThat(status().state()).isEqualTo(State.RUNNING);
    assertThat(status().origin()).isEqualTo(RecordingStatus.Origin.CONFIGURATION);
    assertThat(status().name()).isEqualTo("front");
    assertThat(engine.news()).containsExactly("RUNNING RECORDING_STARTED", "RUNNING FILE_OPENED");
    RecordingRequest request = engine.last().request;
    assertThat(request.sink()).isEqualTo(new Sink.File(folder.resolve("front.mp4")));
    assertThat(request.filePattern()).contains("%o-%n.mp4");
    assertThat(request.segmentTime()).contains(Duration.ofMinutes(10));
    assertThat(recordings.owns(request)).isTrue();
  }

  @Test
  void status_runHasEndedAndNobodyWasTold_keepsItsFigures() {
    configure("pid", plan("front"));
    engine.last().writes("100S", "10S");
    engine.last().endUntold(Optional.empty());
    assertThat(status().statistics().videoFrames()).isEqualTo(300);
    assertThat(status().files()).containsExactly(Path.of("1.mp4"));
    engine.last().tell(Kind.RECORDING_ENDED);
    assertThat(status().statistics().videoFrames()).isEqualTo(300);
  }

  @Test
  void change_folderNotThere_makesIt() {
    folder = folder.resolve("a/b");
    configure(PID, plan("front"));
    assertThat(folder).isDirectory();
    assertThat(engine.runs).hasSize(1);
  }

  @Test
  void change_folderIsALink_takesIt() throws Exception {
    folder = Files.createSymbolicLink(folder.resolve("link"), folder);
    configure(PID, plan("front"));
    assertThat(engine.runs).hasSize(1);
  }

  @Test
  void change_folderInTheWay_failsAndIsTriedAgain() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    folder = file;
    configure(PID, plan("front"));
    assertThat(status().state()).isEqualTo(State.FAILED);
    assertThat(status().failure().orElseThrow()).contains(file.toString());
    Files.delete(file);
    schedule.pass("1S");
    assertThat(status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void change_partMissing_waitsWithoutATimer() {
    engine.missing = Optional.of("the codec h264");
    configure(PID, plan("front"));
    assertThat(status().state()).isEqualTo(State.WAITING);
    assertThat(status().waitsFor()).contains("the codec h264");
    assertThat(engine.news()).containsExactly("WAITING RECORDING_WAITING");
    assertThat(engine.tries).isZero();
    assertThat(schedule.timers()).isZero();
  }

  @Test
  void partsChanged_partCame_startsAtOnce() {
    engine.missing = Optional.of("a muxer");
    configure(PID, plan("front"));
    partComes();
    assertThat(status().state()).isEqualTo(State.RUNNING);
    assertThat(engine.news())
        .containsExactly(
            "WAITING RECORDING_WAITING", "RUNNING RECORDING_STARTED", "RUNNING FILE_OPENED");
  }

  @Test
  void partsChanged_anotherIsMissing_saysWhich() {
    engine.missing = Optional.of("a muxer");
    configure(PID, plan("front"));
    engine.missing = Optional.of("the codec g711u");
    recordings.partsChanged();
    assertThat(status().waitsFor()).contains("the codec g711u");
    recordings.partsChanged();
    assertThat(engine.news())
        .containsExactly("WAITING RECORDING_WAITING", "WAITING RECORDING_WAITING");
  }

  @Test
  void run_endsForLackOfAPart_waitsAndGoesOnInANextFile() {
    configure(PID, plan("front"));
    engine.news();
    engine.missing = Optional.of("the capture device cam");
    engine.last().end(Optional.of("the capture device was stopped"));
    assertThat(status().state()).isEqualTo(State.WAITING);
    assertThat(status().waitsFor()).contains("the capture device cam");
    schedule.pass("1H");
    assertThat(engine.tries).isEqualTo(1);
    partComes();
    assertThat(status().state()).isEqualTo(State.RUNNING);
    assertThat(status().failure()).isEmpty();
    assertThat(status().files()).containsExactly(Path.of("1.mp4"), Path.of("2.mp4"));
    assertThat(engine.news())
        .containsExactly(
            "WAITING RECORDING_WAITING", "RUNNING RECORDING_RESUMED", "RUNNING FILE_OPENED");
  }

  /** A part that is updated may be back before the run that lost it has closed its file. */
  @Test
  void run_partCameBackWhileItEnded_startsAtOnce() {
    configure(PID, plan("front"));
    recordings.partsChanged();
    engine.last().end(Optional.of("the capture device was stopped"));
    assertThat(engine.runs).hasSize(2);
    assertThat(schedule.pauses).isEmpty();
  }

  @Test
  void run_waitsForAPartItself_saysSo() {
    configure(PID, plan("front"));
    engine.last().waitsFor = Optional.of("a muxer");
    assertThat(status().state()).isEqualTo(State.WAITING);
    assertThat(status().waitsFor()).contains("a muxer");
    engine.news();
    engine.last().tell(Kind.RECORDING_WAITING);
    assertThat(engine.news()).containsExactly("WAITING RECORDING_WAITING");
  }

  @Test
  void run_fails_isTriedAgainWithLongerAndLongerPauses() {
    configure(PID, plan("front"));
    engine.refusal = Optional.of(failure("the camera is busy"));
    engine.last().end(Optional.of("the camera failed"));
    assertThat(status().state()).isEqualTo(State.FAILED);
    assertThat(status().failure()).contains("the camera failed");
    schedule.pass("30S");
    assertThat(status().failure()).contains("the camera is busy");
    assertThat(schedule.pauses)
        .extracting(Duration::getSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 8L, 8L);
    engine.refusal = Optional.empty();
    schedule.pass("8S");
    assertThat(status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void run_failsAgainWithTheSameReason_isToldOnceForEachRun() {
    engine.refusal = Optional.of(failure("can't make front-1.mp4"));
    configure(PID, plan("front"));
    engine.refusal = Optional.of(failure("can't make front-22.mp4"));
    schedule.pass("20S");
    assertThat(engine.tries).isGreaterThan(3);
    assertThat(engine.news()).containsExactly("FAILED RECORDING_WAITING");
  }

  @Test
  void run_wentWellForLong_beginsWithTheShortestPause() {
    configure(PID, plan("front"));
    engine.last().end(Optional.of("failed"));
    schedule.pass("1S");
    engine.last().end(Optional.of("failed"));
    schedule.pass("2S");
    schedule.pass("8S");
    engine.last().end(Optional.of("failed"));
    assertThat(schedule.pauses).extracting(Duration::getSeconds).containsExactly(1L, 2L, 1L);
  }

  @Test
  void run_deviceAtItsEnd_isTriedAgain() {
    configure(PID, plan("front"));
    engine.last().end(Optional.empty());
    assertThat(status().state()).isEqualTo(State.FAILED);
    assertThat(status().failure().orElseThrow()).contains("cam").contains("end");
    schedule.pass("1S");
    assertThat(engine.runs).hasSize(2);
  }

  @Test
  void run_endsBeforeItsStartReturns_isTriedAgain() {
    engine.endsAtOnce = true;
    configure(PID, plan("front"));
    assertThat(status().state()).isEqualTo(State.FAILED);
    assertThat(status().failure()).contains("no space left");
    engine.endsAtOnce = false;
    schedule.pass("1S");
    assertThat(status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void status_severalRuns_sumsThemUp() {
    configure(PID, plan("front"));
    engine.last().writes("0S", "10S");
    engine.last().end(Optional.of("failed"));
    schedule.pass("1S");
    engine.last().writes("0S", "5S");
    assertThat(status().statistics().videoFrames()).isEqualTo(450);
    assertThat(status().statistics().mediaTime()).isEqualTo(Duration.ofSeconds(15));
    engine.last().end(Optional.of("failed"));
    assertThat(status().statistics().videoFrames()).isEqualTo(450);
  }

  @Test
  void status_manyRuns_listsTheLastFiles() {
    configure(PID, plan("front"));
    for (int i = 0; i < Totals.MOST_FILES; i++) {
      engine.last().end(Optional.of("failed"));
      schedule.pass("8S");
    }
    assertThat(status().files()).hasSize(Totals.MOST_FILES).startsWith(Path.of("2.mp4"));
  }

  @Test
  void remove_running_stopsTheRun() {
    RecordingConfigurations.Entry entry = configure(PID, plan("front"));
    entry.remove(RecordingConfigurations.Removal.FOR_GOOD);
    assertThat(engine.last().state()).isEqualTo(State.ENDED);
    assertThat(recordings.statuses()).isEmpty();
    assertThat(engine.news()).endsWith("ENDED RECORDING_ENDED");
    recordings.partsChanged();
    schedule.pass("1H");
    assertThat(engine.runs).hasSize(1);
    assertThat(schedule.timers()).isZero();
  }

  @Test
  void remove_forGood_letsTheRunWaitForWhatIsMissing() {
    configure(PID, plan("front")).remove(RecordingConfigurations.Removal.FOR_GOOD);
    assertThat(engine.last().hurried).isFalse();
  }

  /** One refresh may take muxer and recorder, and brings neither back before both are stopped. */
  @Test
  void remove_untilLater_waitsForNothingThatIsMissing() {
    configure(PID, plan("front")).remove(RecordingConfigurations.Removal.UNTIL_LATER);
    assertThat(engine.last().hurried).isTrue();
    assertThat(engine.last().state()).isEqualTo(State.ENDED);
  }

  @Test
  void close_running_waitsForNothingThatIsMissing() {
    configure(PID, plan("front"));
    recordings.close();
    assertThat(engine.last().hurried).isTrue();
  }

  @Test
  void remove_failing_isNotTriedAgain() {
    engine.refusal = Optional.of(failure("busy"));
    configure(PID, plan("front")).remove(RecordingConfigurations.Removal.FOR_GOOD);
    schedule.pass("1H");
    assertThat(engine.tries).isEqualTo(1);
  }

  @Test
  void close_starting_stopsTheRunWhenItHasBegun() throws Exception {
    schedule.holds = true;
    configure(PID, plan("front"));
    assertThat(status().state()).isEqualTo(State.OPEN);
    Thread closing = new Thread(recordings::close);
    closing.start();
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    schedule.letGo();
    closing.join();
    assertThat(engine.last().state()).isEqualTo(State.ENDED);
    assertThat(recordings.statuses()).isEmpty();
  }

  @Test
  void change_samePlan_leavesTheRun() {
    RecordingConfigurations.Entry entry = configure(PID, plan("front"));
    entry.change(plan("front"));
    assertThat(engine.runs).hasSize(1);
  }

  @Test
  void change_otherPlan_stopsTheRunAndBeginsAnother() {
    RecordingConfigurations.Entry entry = configure(PID, plan("front"));
    entry.change(plan("gate"));
    assertThat(engine.runs).hasSize(2);
    assertThat(engine.runs.get(0).state()).isEqualTo(State.ENDED);
    assertThat(status().name()).isEqualTo("gate");
  }

  @Test
  void refuse_running_stopsItAndListsWhy() {
    RecordingConfigurations.Entry entry = configure(PID, plan("front"));
    entry.refuse("front", "size is a width and a height: big");
    assertThat(engine.last().state()).isEqualTo(State.ENDED);
    assertThat(status().state()).isEqualTo(State.FAILED);
    assertThat(status().failure()).contains("size is a width and a height: big");
    entry.change(plan("front"));
    assertThat(recordings.statuses()).hasSize(1);
    assertThat(status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void change_nameOfAnother_waitsUntilThatGoes() {
    RecordingConfigurations.Entry first = configure("first", plan("front"));
    configure("second", plan("front"));
    assertThat(recordings.statuses())
        .extracting(RecordingStatus::name)
        .containsExactly("front", "second");
    assertThat(recordings.statuses().get(1).waitsFor().orElseThrow()).contains("first");
    first.remove(RecordingConfigurations.Removal.FOR_GOOD);
    assertThat(recordings.statuses())
        .extracting(RecordingStatus::toString)
        .containsExactly("front RUNNING");
  }

  @Test
  void told_ofARecordingThatSomebodyStarted_isNotTaken() throws Exception {
    FakeEngine.Run foreign = (FakeEngine.Run) engine.start(plan("front").request());
    configure(PID, plan("front"));
    engine.news();
    foreign.tell(Kind.GAP);
    assertThat(recordings.owns(foreign.request)).isFalse();
    assertThat(engine.news()).isEmpty();
  }
}
