package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ExtensionTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What a command of a test does. */
  interface Body {
    int run(List<String> arguments, Streams streams) throws InterruptedException;
  }

  static CommandExtension command(String name, Body body) {
    return new CommandExtension() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String summary() {
        return "does " + name;
      }

      @Override
      public int run(List<String> arguments, Streams streams) throws InterruptedException {
        return body.run(arguments, streams);
      }
    };
  }

  private static int echo(List<String> arguments, Streams streams) {
    new PrintStream(streams.out(), true, StandardCharsets.UTF_8).print(arguments);
    return CommandLine.DONE;
  }

  private TestShell.Result run(CommandExtension extension, String... arguments) throws Exception {
    return new TestShell(new TestParts().with(extension), folder).run(arguments);
  }

  @Test
  void run_furtherCommand_getsItsArgumentsAsTheyAre() throws Exception {
    CommandExtension echo = command("my-echo", ExtensionTest::echo);

    TestShell.Result result = run(echo, "my-echo", "a b", "--help", "", "$c");

    assertThat(result.out()).isEqualTo("[a b, --help, , $c]");
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isEqualTo(CommandLine.DONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {CommandLine.FAILED, CommandLine.WRONG_USAGE})
  void run_status_isPassedOn(int status) throws Exception {
    TestShell.Result result = run(command("x", (arguments, streams) -> status), "x");

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void run_statusThatStandsForNothing_isAFailure() throws Exception {
    TestShell.Result result = run(command("x", (arguments, streams) -> 7), "x");

    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.err())
        .isEqualTo("boxwire: x: ended with status 7, which stands for nothing\n");
  }

  @Test
  void help_furtherCommands_areListedBehindOurOwn() throws Exception {
    String text = run(command("k230-example", ExtensionTest::echo), "--help").out();

    assertThat(text)
        .contains("  record       records from a capture device")
        .containsSubsequence("  plugins ", "  k230-example does k230-example\n");
  }

  @Test
  void run_extensionThrows_isAFailureWithAMessage() throws Exception {
    CommandExtension broken =
        command(
            "broken",
            (arguments, streams) -> {
              throw new IllegalStateException("a defect");
            });

    TestShell.Result result = run(broken, "broken");

    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.err())
        .isEqualTo(
            "boxwire: broken: failed by a defect in it: java.lang.IllegalStateException: a"
                + " defect\n");
    assertThat(run(broken, "broken", "-v").err()).contains("\tat io.boxwire.shell.internal.");
  }

  @Test
  void run_extensionOfAnotherVersion_isAFailureWithAMessage() throws Exception {
    CommandExtension broken =
        command(
            "broken",
            (arguments, streams) -> {
              throw new NoSuchMethodError("gone");
            });

    TestShell.Result result = run(broken, "broken");

    assertThat(result.status()).isEqualTo(CommandLine.FAILED);
    assertThat(result.err()).contains("broken: failed by a defect in it").contains("gone");
  }

  @Test
  void run_interruptedByTheCaller_throws() {
    Extension extension =
        new Extension(
            command(
                "x",
                (arguments, streams) -> {
                  throw new InterruptedException("by the caller");
                }));

    assertThatThrownBy(() -> extension.run(List.of(), streams()))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("by the caller");
  }

  @Test
  void withdraw_whileItRuns_endsItWithAMessage() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Extension extension =
        new Extension(
            command(
                "x",
                (arguments, streams) -> {
                  running.countDown();
                  new CountDownLatch(1).await();
                  return CommandLine.DONE;
                }));
    CompletableFuture<Integer> status = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                status.complete(extension.run(List.of(), streams()));
              } catch (InterruptedException e) {
                status.completeExceptionally(e);
              }
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    running.await();
    extension.withdraw();

    assertThat(status.get()).isEqualTo(CommandLine.FAILED);
    assertThat(interrupted.get()).isFalse();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("boxwire: x: its bundle has stopped\n");
  }

  @Test
  void run_afterItWasWithdrawn_isNotBegun() throws Exception {
    Extension extension = new Extension(command("x", ExtensionTest::echo));
    extension.withdraw();

    assertThat(extension.run(List.of(), streams())).isEqualTo(CommandLine.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("its bundle has stopped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Upper", "a b", "-x", "a:b"})
  void fault_impossibleName_isTold(String name) {
    assertThat(new Extension(command(name, ExtensionTest::echo)).fault()).isPresent();
  }

  @Test
  void fault_nameOfACommandOfOurs_isTold() {
    assertThat(new Extension(command("info", ExtensionTest::echo)).fault())
        .contains("not run: the name is taken");
  }

  @Test
  void fault_serviceThatDoesNotTellItsName_isTold() {
    CommandExtension broken =
        new CommandExtension() {
          @Override
          public String name() {
            throw new IllegalStateException("no name");
          }

          @Override
          public String summary() {
            return "";
          }

          @Override
          public int run(List<String> arguments, Streams streams) {
            throw new AssertionError("it has no name to be run by");
          }
        };

    assertThat(new Extension(broken).fault().orElseThrow()).contains("no name");
    assertThat(new Extension(broken).name()).isEqualTo("-");
  }

  private Streams streams() {
    return Streams.of(
        InputStream.nullInputStream(),
        new ByteArrayOutputStream(),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
