package io.boxwire.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Recorder;
import io.boxwire.api.Recording.State;
import io.boxwire.api.RecordingStatus;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {
  private static Recorder recorder(RecordingStatus... recordings) {
    return (Recorder)
        Proxy.newProxyInstance(
            Recorder.class.getClassLoader(),
            new Class<?>[] {Recorder.class},
            (proxy, method, arguments) -> List.of(recordings));
  }

  @Test
  void noRecorder_isOk() {
    Result result = Results.of(recordings -> List.of(), List.of());
    assertThat(result.getStatus()).isEqualTo(Result.Status.OK);
    assertThat(result)
        .extracting(entry -> entry.getMessage())
        .containsExactly("there is no recording");
  }

  @Test
  void recordings_ofAllRecorders_areJudged() {
    List<String> names = new ArrayList<>();
    Result result =
        Results.of(
            recordings -> {
              recordings.forEach(recording -> names.add(recording.name()));
              return List.of(Finding.ok("fine"), Finding.warn("look"));
            },
            List.of(
                recorder(Statuses.of("one", State.RUNNING)),
                recorder(Statuses.of("two", State.RUNNING))));
    assertThat(names).containsExactly("one", "two");
    assertThat(result.getStatus()).isEqualTo(Result.Status.WARN);
    assertThat(result).extracting(entry -> entry.getMessage()).containsExactly("fine", "look");
  }

  @ParameterizedTest
  @CsvSource({"OK,OK", "WARN,WARN", "WAITING,TEMPORARILY_UNAVAILABLE", "CRITICAL,CRITICAL"})
  void levels_areThoseOfHealthChecks(Finding.Level level, Result.Status status) {
    Result result =
        Results.of(
            recordings -> List.of(new Finding(level, "so")),
            List.of(recorder(Statuses.of("one", State.RUNNING))));
    assertThat(result.getStatus()).isEqualTo(status);
  }
}
