package io.boxwire.shell.karaf.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;

/** The commands in Karaf's own shell, without Karaf. */
@Timeout(20)
@EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "Karaf 4.4 runs on Java 17 to 23")
class KarafCommandsTest {
  @TempDir Path folder;

  private final ThreadIOImpl threads = new ThreadIOImpl();
  private final FakeCommands service = new FakeCommands();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private SessionFactoryImpl sessions;
  private KarafCommands commands;
  private Session session;

  @BeforeEach
  void startShell() {
    threads.start();
    sessions = new SessionFactoryImpl(threads);
    commands = new KarafCommands(sessions, service);
    commands.activate();
    session =
        sessions.create(
            new ByteArrayInputStream("input".getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    session.currentDir(folder);
  }

  @AfterEach
  void stopShell() {
    session.close();
    sessions.stop();
    threads.stop();
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> names() {
    return sessions.getRegistry().getCommands().stream()
        .filter(command -> command.getScope().equals("media"))
        .map(Command::getName)
        .sorted()
        .toList();
  }

  @Test
  void execute_namesInQuotes_reachTheCommandUnchanged() throws Exception {
    session.execute("media:echo 'cam$1 (2).mp4' 'rec[1].mp4' --seconds 1.50 'a b' '' -y");

    assertThat(said()).isEqualTo("<echo><cam$1 (2).mp4><rec[1].mp4><--seconds><1.50><a b><><-y>");
  }

  @Test
  void execute_results_goToTheSessionFromEveryThread() throws Exception {
    session.execute("media:where");

    assertThat(said()).isEqualTo(folder.toString());
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("message");
  }

  @Test
  void execute_inAPipe_readsAndWritesIt() throws Exception {
    session.execute("media:echo a | media:copy");

    assertThat(said()).isEqualTo("<echo><a>");
  }

  @Test
  void execute_statusOtherThanDone_isAnErrorOfKaraf() {
    assertThatThrownBy(() -> session.execute("media:fail"))
        .isInstanceOf(CommandException.class)
        .hasMessage("fail ended with status 2");
  }

  @Test
  void execute_jobInterrupted_endsOnceTheCommandHasClosedItsFiles() throws Exception {
    FutureTask<Object> run = new FutureTask<>(() -> session.execute("media:wait"));
    new Thread(run).start();
    service.running.await();
    // What Karaf does upon Ctrl-C.
    ((CommandSession) session.get(".commandSession")).foregroundJob().interrupt();

    service.closed.await();
    assertThatThrownBy(run::get).isInstanceOf(ExecutionException.class);
  }

  @Test
  void deactivate_commands_areGoneAndHoldNothing() throws Exception {
    Command echo = sessions.getRegistry().getCommand("media", "echo");
    commands.deactivate();

    assertThat(names()).isEmpty();
    assertThatThrownBy(() -> echo.execute(session, List.of()))
        .isInstanceOf(CommandException.class)
        .hasMessage("the commands are being replaced");
  }

  @Test
  void bindExtension_command_isThereWhileItsServiceIs() {
    ServiceReference<CommandExtension> first = reference();
    ServiceReference<CommandExtension> second = reference();
    assertThat(names()).containsExactly("copy", "echo", "fail", "wait", "where");

    commands.bindExtension(named("k230-example"), first);
    commands.bindExtension(named("k230-example"), second);
    commands.bindExtension(named("Not a name"), reference());
    assertThat(names()).containsExactly("copy", "echo", "fail", "k230-example", "wait", "where");

    commands.unbindExtension(first);
    assertThat(names()).contains("k230-example");
    commands.unbindExtension(second);
    assertThat(names()).doesNotContain("k230-example");
  }

  @Test
  void unbindExtension_nameOfACommandOfOurs_leavesIt() {
    ServiceReference<CommandExtension> reference = reference();
    commands.bindExtension(named("echo"), reference);
    commands.unbindExtension(reference);

    assertThat(names()).contains("echo");
  }

  @Test
  void getDescription_command_isItsSummary() {
    assertThat(sessions.getRegistry().getCommand("media", "echo").getDescription())
        .isEqualTo("shows its arguments");
  }

  private static CommandExtension named(String name) {
    return new CommandExtension() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String summary() {
        return "";
      }

      @Override
      public int run(List<String> arguments, Streams streams) {
        throw new AssertionError("the command service runs it");
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static ServiceReference<CommandExtension> reference() {
    return (ServiceReference<CommandExtension>)
        Proxy.newProxyInstance(
            KarafCommandsTest.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> self == arguments[0];
                  case "hashCode" -> System.identityHashCode(self);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
