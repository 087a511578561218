package io.boxwire.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.boxwire.api.CommandLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a process, with commands that show what reaches them. */
@Timeout(60)
final class LauncherTest {
  @TempDir Path directory;

  private final List<Process> processes = new ArrayList<>();

  private Path home;
  private Path temporary;

  @BeforeEach
  void makeApplication() throws Exception {
    home = directory.resolve("home");
    temporary = Files.createDirectory(directory.resolve("tmp"));
    TestBundle.named("io.boxwire.api", "1.0.0")
        .header("Export-Package", "io.boxwire.api;version=1.0.0")
        .classes(CommandLine.class, CommandLine.Streams.class)
        .writeTo(home.resolve("bundles/60/api.jar"));
    TestBundle.named("shell", "1.0.0")
        .header("Import-Package", "org.osgi.framework,io.boxwire.api")
        .header("Bundle-Activator", FakeShell.class.getName())
        .classes(FakeShell.class, FakePlugin.class)
        .writeTo(home.resolve("bundles/85/shell.jar"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "long"})
  void run_namesWithSignsOfShells_reachTheCommandUnchanged(String mode) throws Exception {
    List<String> names =
        List.of("cam$1 (2).mp4", "rec[1].mp4", "a;b#c.mp4", "$HOME", "", " x ", "\"q\"", "'", "\\");
    List<String> arguments = new ArrayList<>(List.of("echo"));
    arguments.addAll(names);
    Result result = run(mode, "", arguments.toArray(String[]::new));
    assertThat(result.out()).isEqualTo(String.join("\n", names));
    assertThat(result.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"short,echo,0", "long,echo,0", "short,print,1", "long,print,1", "short,x,2"})
  void run_command_givesItsStatusAndLeavesNothingBehind(String mode, String command, int status)
      throws Exception {
    Result result = run(mode, "", command);
    assertThat(result.status()).isEqualTo(status);
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void run_commandPrintsToSystemOut_goesToStandardError() throws Exception {
    Result result = run("long", "", "print");
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("for messages");
  }

  @Test
  void run_standardInput_reachesTheCommand() throws Exception {
    assertThat(run("long", "some bytes", "copy").out()).isEqualTo("some bytes");
  }

  @Test
  void run_onTerminal_tellsItsWidth() throws Exception {
    assertThat(run("long", "", "columns").out()).isEqualTo("OptionalInt.empty");
    assertThat(finish(start("long", List.of("-Dboxwire.columns=132"), "columns"), "").out())
        .isEqualTo("OptionalInt[132]");
  }

  @Test
  void run_severalCommands_runsThemUntilOneFails() throws Exception {
    List<String> options = List.of("-Dboxwire.separator=++", "-Dboxwire.caches=" + temporary);
    String[] words = {"echo", "a", "++", "echo", "b", "++", "print", "++", "echo", "c"};
    Result result = finish(start("short", options, words), "");
    assertThat(result.out()).isEqualTo("ab");
    assertThat(result.status()).isEqualTo(1);
  }

  /** So a command that a plugin brings is there, and one that nobody has is known not to be. */
  @ParameterizedTest
  @ValueSource(strings = {"short", "long"})
  void run_pluginInItsFolder_isStartedBeforeTheCommandIsRun(String mode) throws Exception {
    assertThat(run(mode, "", "plugin").out()).isEqualTo("not there");
    TestBundle.named("plugin", "1.0.0")
        .header("Import-Package", "org.osgi.framework")
        .header("Bundle-Activator", FakePlugin.class.getName())
        .classes(FakePlugin.class)
        .writeTo(home.resolve("plugins/plugin.jar"));
    assertThat(run(mode, "", "plugin").out()).isEqualTo("there");
  }

  @Test
  void run_groupOfBundles_isThereOnlyIfAskedFor() throws Exception {
    TestBundle.named("plugin", "1.0.0")
        .header("Import-Package", "org.osgi.framework")
        .header("Bundle-Activator", FakePlugin.class.getName())
        .classes(FakePlugin.class)
        .writeTo(home.resolve("bundles/90-some/plugin.jar"));
    assertThat(run("long", "", "plugin").out()).isEqualTo("not there");
    List<String> options = List.of("-Dboxwire.with=other,some");
    assertThat(finish(start("long", options, "plugin"), "").out()).isEqualTo("there");
  }

  @Test
  void run_withoutAStartLevel_installsNoneOfItsBundles() throws Exception {
    TestBundle.named("recorder", "1.0.0")
        .header("Import-Package", "not.there")
        .writeTo(home.resolve("bundles/75/recorder.jar"));
    assertThat(run("short", "", "echo", "a").err()).contains("not.there");
    List<String> options = List.of("-Dboxwire.without=75,80", "-Dboxwire.caches=" + temporary);
    Result result = finish(start("short", options, "echo", "a"), "");
    assertThat(result.err()).doesNotContain("not.there");
    assertThat(result.out()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({"short", "long"})
  void run_commandHasADefect_givesStatusOneAndTheTrace(String mode) throws Exception {
    Result result = run(mode, "", "defect");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("a defect").contains("FakeShell");
  }

  @Test
  void run_noCommandService_saysWhatIsMissing() throws Exception {
    TestBundle.named("shell", "1.0.0")
        .header("Import-Package", "not.there")
        .writeTo(home.resolve("bundles/85/shell.jar"));
    Result result = run("short", "", "echo");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("not active: shell").contains("not.there");
  }

  @ParameterizedTest
  @CsvSource({"long,INT,130", "long,TERM,143", "long,HUP,129", "short,INT,130"})
  void run_signal_closesTheCommandThenTheBundlesAndTellsTheSignal(
      String mode, String signal, int status) throws Exception {
    assumeFalse(isIgnored(signal), "a background job of a shell script ignores " + signal);
    Process process = start(mode, List.of(), "wait");
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).isEqualTo("waiting");
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertThat(out.readLine()).isEqualTo("closed");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(status);
    assertThat(Files.readString(directory.resolve("err")))
        .contains("boxwire: interrupted")
        .contains("shell stopped");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  /**
   * Whether processes started from here are born deaf to a signal, and a virtual machine stays so.
   */
  private static boolean isIgnored(String signal) throws IOException {
    int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal);
    try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      return status
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
          .anyMatch(mask -> (mask >> number - 1 & 1) == 1);
    }
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  private record Result(int status, String out, String err) {}

  private Result run(String mode, String input, String... arguments) throws Exception {
    return finish(start(mode, List.of(), arguments), input);
  }

  private Result finish(Process process, String input) throws Exception {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String out;
    try (InputStream stdout = process.getInputStream()) {
      out = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), out, Files.readString(directory.resolve("err")));
  }

  private Process start(String mode, List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dboxwire.home=" + home);
    command.add("-Dboxwire.mode=" + mode);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Launcher.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(directory.resolve("err").toFile()).start();
  }
}
