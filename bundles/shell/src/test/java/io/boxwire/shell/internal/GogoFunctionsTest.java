package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandLine;
import io.boxwire.shell.internal.GogoFunctions.CommandFailed;
import io.boxwire.shell.internal.GogoFunctions.Functions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GogoFunctionsTest {
  private final List<String> seen = new ArrayList<>();

  static Iterable<String> commands() {
    return CommandRunner.NAMES;
  }

  private void call(int status, String... words) throws CommandFailed, InterruptedException {
    CommandLine commands =
        (given, streams) -> {
          seen.addAll(given);
          return status;
        };
    new Functions(commands)._main(words);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void function_ofEachCommand_passesItsArgumentsOn(String command) throws Exception {
    call(CommandLine.DONE, command, "a b", "$c");

    assertThat(seen).containsExactly(command, "a b", "$c");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void function_ofAFailedCommand_throws(String command) {
    assertThatThrownBy(() -> call(CommandLine.FAILED, command))
        .isInstanceOf(CommandFailed.class)
        .hasMessage(command + " ended with status 1");
  }
}
