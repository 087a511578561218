package io.boxwire.itests.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.itests.benchmarks.harness.Options.UsageException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Path FROM = Path.of("/home/me");
  private static final Path RESULTS = Path.of("/results");

  private static Options parse(String... arguments) throws UsageException {
    return Options.parse(List.of(arguments), FROM, RESULTS);
  }

  @Test
  void parse_nothing_everythingInFull() throws Exception {
    Options options = parse();
    assertThat(options.sections()).isEmpty();
    assertThat(options.pairs()).isEqualTo(15);
    assertThat(options.seconds()).isEqualTo(2120);
    assertThat(options.folder()).isEmpty();
    assertThat(options.results()).isEqualTo(RESULTS);
  }

  @Test
  void parse_everything_isTaken() throws Exception {
    Options options = parse("warm", "--pairs", "2", "loops", "--seconds", "9", "--dir", "d");
    assertThat(options.sections()).containsExactly("warm", "loops");
    assertThat(options.pairs()).isEqualTo(2);
    assertThat(options.seconds()).isEqualTo(9);
    assertThat(options.folder()).contains(Path.of("/home/me/d"));
    assertThat(parse("--results", "r").results()).isEqualTo(Path.of("/home/me/r"));
  }

  @Test
  void parse_nonsense_isRefused() {
    for (String[] arguments :
        new String[][] {{"--pairs"}, {"--pairs", "0"}, {"--pairs", "x"}, {"--colour", "red"}}) {
      assertThatThrownBy(() -> parse(arguments)).isInstanceOf(UsageException.class);
    }
  }
}
