package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandLine;
import io.boxwire.shell.internal.GogoFunctions.CommandFailed;
import io.boxwire.shell.internal.GogoFunctions.Functions;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GogoFunctionsTest {
  private final List<String> seen = new ArrayList<>();

  static Iterable<String> commands() {
    return CommandRunner.NAMES;
  }

  private void call(String function, int status, String... arguments) throws Exception {
    CommandLine commands =
        (given, streams) -> {
          seen.addAll(given);
          return status;
        };
    Functions.class
        .getMethod(function, String[].class)
        .invoke(new Functions(commands), (Object) arguments);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void function_ofEachCommand_passesItsArgumentsOn(String command) throws Exception {
    call(command, CommandLine.DONE, "a b", "$c");

    assertThat(seen).containsExactly(command, "a b", "$c");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void function_ofAFailedCommand_throws(String command) {
    assertThatThrownBy(() -> call(command, CommandLine.FAILED))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(CommandFailed.class)
        .hasMessage(command + " ended with status 1");
  }
}
