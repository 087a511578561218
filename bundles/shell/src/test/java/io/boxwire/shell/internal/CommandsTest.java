package io.boxwire.shell.internal;

import static io.boxwire.shell.internal.ExtensionTest.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import io.boxwire.shell.internal.Parts.Part;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/** Further commands as services come and go. */
class CommandsTest {
  private final List<List<String>> functions = new CopyOnWriteArrayList<>();
  private final Commands commands = new Commands(context());

  private final ServiceReference<CommandExtension> first = reference(0);
  private final ServiceReference<CommandExtension> second = reference(5);

  @Test
  void run_twoOfOneName_runsTheBetterAndThenTheOther() throws Exception {
    commands.bindExtension(says("x", "first"), first);
    commands.bindExtension(says("x", "second"), second);
    assertThat(run("x")).isEqualTo("second");

    commands.unbindExtension(second);
    assertThat(run("x")).isEqualTo("first");

    commands.unbindExtension(first);
    assertThat(run("x")).isEqualTo("boxwire: there is no command x; --help lists them\n");
  }

  @Test
  void run_nameOfACommandOfOurs_isOurs() throws Exception {
    commands.bindExtension(says("plugins", "theirs"), first);

    assertThat(run("plugins")).startsWith("KIND ").doesNotContain("theirs");
    assertThat(run("--help")).doesNotContain("does plugins");
  }

  @Test
  void list_furtherCommands_areOfTheirKindEvenIfNotRun() {
    commands.bindExtension(says("x", ""), first);
    commands.bindExtension(says("info", ""), second);

    assertThat(commands.list())
        .containsExactly(
            new Part("command", "info", "some.bundle", "1.2.3", 5, "not run: the name is taken"),
            new Part("command", "x", "some.bundle", "1.2.3", 0, "does x"));
  }

  @Test
  void gogo_furtherCommand_isAFunctionWhileItIsThere() {
    assertThat(functions).containsExactly(CommandRunner.NAMES);

    commands.bindExtension(says("k230-example", ""), first);
    commands.bindExtension(says("k230-example", ""), second);
    assertThat(functions).containsExactlyInAnyOrder(CommandRunner.NAMES, List.of("k230-example"));

    commands.unbindExtension(first);
    assertThat(functions).contains(List.of("k230-example"));
    commands.unbindExtension(second);
    assertThat(functions).containsExactly(CommandRunner.NAMES);

    commands.deactivate();
    assertThat(functions).isEmpty();
  }

  private static CommandExtension says(String name, String text) {
    return command(
        name,
        (arguments, streams) -> {
          new PrintStream(streams.out(), true, StandardCharsets.UTF_8).print(text);
          return CommandLine.DONE;
        });
  }

  private String run(String... words) throws InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream all = new PrintStream(said, true, StandardCharsets.UTF_8);
    commands.run(List.of(words), Streams.of(InputStream.nullInputStream(), all, all));
    return said.toString(StandardCharsets.UTF_8);
  }

  /** A context that keeps the names of the functions that are registered. */
  private BundleContext context() {
    return fake(
        BundleContext.class,
        (method, arguments) ->
            switch (method) {
              case "createFilter" -> FrameworkUtil.createFilter((String) arguments[0]);
              case "getBundle" -> bundle();
              case "getBundles" -> new Bundle[0];
              case "registerService" -> registration((Dictionary<?, ?>) arguments[2]);
              default -> null;
            });
  }

  private ServiceRegistration<?> registration(Dictionary<?, ?> properties) {
    List<String> names = Arrays.asList((String[]) properties.get("osgi.command.function"));
    assertThat(properties.get("osgi.command.scope")).isEqualTo("media");
    functions.add(names);
    return fake(
        ServiceRegistration.class,
        (method, arguments) -> method.equals("unregister") ? functions.remove(names) : null);
  }

  private static ServiceReference<CommandExtension> reference(int ranking) {
    return fake(
        ServiceReference.class,
        (method, arguments) ->
            switch (method) {
              case "getProperty" ->
                  arguments[0].equals(Constants.SERVICE_RANKING) ? (Integer) ranking : null;
              case "getBundle" -> bundle();
              case "compareTo" ->
                  Integer.compare(
                      ranking,
                      (Integer)
                          ((ServiceReference<?>) arguments[0])
                              .getProperty(Constants.SERVICE_RANKING));
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private static Bundle bundle() {
    return fake(
        Bundle.class,
        (method, arguments) ->
            switch (method) {
              case "getSymbolicName" -> "some.bundle";
              case "getVersion" -> Version.parseVersion("1.2.3");
              default -> throw new UnsupportedOperationException(method);
            });
  }

  /** What a fake does when one of its methods is called. */
  private interface Answer {
    Object to(String method, Object[] arguments) throws Exception;
  }

  @SuppressWarnings("unchecked")
  private static <T> T fake(Class<? super T> type, Answer answer) {
    Object fake =
        Proxy.newProxyInstance(
            CommandsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> self == arguments[0];
                  case "hashCode" -> System.identityHashCode(self);
                  default -> answer.to(method.getName(), arguments);
                });
    return (T) fake;
  }
}
