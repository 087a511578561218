package io.boxwire.itests.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
  @TempDir Path folder;

  private Command bash(String script) {
    return new Command(List.of("bash", "-c", script), Map.of(), folder);
  }

  @Test
  void timed_busyProcess_itsProcessorTimeIsSeen() throws Exception {
    Sample sample = bash("for ((i = 0; i < 200000; i++)); do :; done").timed();
    assertThat(sample.cpu()).isPositive();
    assertThat(sample.wall()).isPositive();
  }

  @Test
  void output_noisyProcess_standardOutputAlone() throws Exception {
    Command command = bash("echo $GREETING; echo noise >&2").with("GREETING", "hello");
    assertThat(command.output()).asString().isEqualTo("hello\n");
  }

  @Test
  void timed_failure_tellsStatusAndWhatWasSaid() {
    assertThatThrownBy(() -> bash("echo no luck >&2; exit 3").timed())
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("status 3", "no luck");
    assertThatThrownBy(() -> bash("exit 3").peakMemory()).hasMessageContaining("status 3");
  }

  @Test
  void peakMemory_largeProcess_itsMemoryIsSeen() throws Exception {
    long small = bash("read -t 0.1 <><(:) || :").peakMemory();
    long large = bash("x=$(printf %050000000d 0); read -t 0.1 <><(:) || :").peakMemory();
    assertThat(small).isPositive();
    assertThat(large).isGreaterThan(small + 50_000_000);
  }
}
