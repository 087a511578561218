package io.boxwire.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecsCheckTest {
  private static List<Finding> check(Set<String> present, State state) {
    List<RecordingStatus> recordings = List.of(Statuses.of("one", state));
    return new CodecsCheck(() -> present).check(recordings);
  }

  @Test
  void allPresent_isOk() {
    assertThat(check(Set.of("h264", "g711u", "h265"), State.RUNNING))
        .containsExactly(Finding.ok("one: plugins for [h264, g711u] are present"));
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"OPEN", "RUNNING", "WAITING"})
  void oneMissing_whileItIsNeeded_isCriticalAndNamesIt(State state) {
    assertThat(check(Set.of("g711u"), state))
        .containsExactly(Finding.critical("one: no codec plugin for h264"));
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"STOPPING", "ENDED", "FAILED"})
  void allMissing_whenNothingMoreComes_isAWarning(State state) {
    assertThat(check(Set.of(), state))
        .containsExactly(Finding.warn("one: no codec plugin for h264, g711u"));
  }

  @Test
  void noRecording_findsNothing() {
    assertThat(new CodecsCheck(Set::of).check(List.of())).isEmpty();
  }
}
