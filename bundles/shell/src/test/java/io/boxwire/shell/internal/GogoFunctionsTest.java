package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandDescription;
import io.boxwire.api.CommandLine;
import io.boxwire.shell.internal.GogoFunctions.CommandFailed;
import io.boxwire.shell.internal.GogoFunctions.Functions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class GogoFunctionsTest {
  private final List<String> seen = new ArrayList<>();

  static Iterable<String> commands() {
    return CommandRunner.NAMES;
  }

  private void call(int status, String... words) throws CommandFailed, InterruptedException {
    CommandLine commands = new Answering(status, seen);
    new Functions(commands)._main(words);
  }

  /** Commands that all end with one status. */
  private record Answering(int status, List<String> seen) implements CommandLine {
    @Override
    public int run(List<String> arguments, Streams streams) {
      seen.addAll(arguments);
      return status;
    }

    @Override
    public List<CommandDescription> commands() {
      return List.of();
    }
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

  @Test
  void update_fromAnotherThreadWhileServicesChange_waitsForNothing() {
    List<String> names = new CopyOnWriteArrayList<>(List.of("first"));
    Registry registry = new Registry();
    GogoFunctions functions = registry.functions(names);
    registry.meanwhile = () -> onAnotherThread(functions::update);

    functions.open();
    assertThat(registry.offered).containsExactlyInAnyOrder(CommandRunner.NAMES, List.of("first"));

    names.clear();
    functions.update();
    assertThat(registry.offered).containsExactly(CommandRunner.NAMES);

    functions.close();
    assertThat(registry.offered).isEmpty();
  }

  @Test
  void update_whileServicesChange_isNotForgotten() {
    List<String> names = new CopyOnWriteArrayList<>(List.of("first"));
    Registry registry = new Registry();
    GogoFunctions functions = registry.functions(names);
    registry.meanwhile =
        () -> {
          names.set(0, "second");
          onAnotherThread(functions::update);
        };

    functions.open();

    assertThat(registry.offered).containsExactlyInAnyOrder(CommandRunner.NAMES, List.of("second"));
  }

  @Test
  void close_whileServicesChange_withdrawsAll() {
    Registry registry = new Registry();
    GogoFunctions functions = registry.functions(List.of("first"));
    registry.meanwhile = () -> onAnotherThread(functions::close);

    functions.open();

    assertThat(registry.offered).isEmpty();
  }

  private static void onAnotherThread(Runnable work) {
    CompletableFuture.runAsync(work).orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** What a framework does with services, with something else that happens at each change. */
  private static final class Registry {
    private final Set<Object> offered = ConcurrentHashMap.newKeySet();
    private Runnable meanwhile = () -> {};

    GogoFunctions functions(List<String> extensions) {
      BundleContext context =
          proxy(
              BundleContext.class,
              (proxy, method, arguments) ->
                  method.getName().equals("registerService")
                      ? register((Dictionary<?, ?>) arguments[2])
                      : null);
      return new GogoFunctions(
          context, new Answering(CommandLine.DONE, new ArrayList<>()), () -> extensions);
    }

    private ServiceRegistration<?> register(Dictionary<?, ?> properties) {
      Object names = List.of((String[]) properties.get("osgi.command.function"));
      offered.add(names);
      meanwhile.run();
      return proxy(
          ServiceRegistration.class,
          (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("unregister");
            assertThat(offered.remove(names)).isTrue();
            meanwhile.run();
            return null;
          });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
      return type.cast(
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
  }
}
