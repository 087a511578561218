package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.CommandLine;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Sink;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandRunnerTest {
  @TempDir Path folder;
  private final TestParts none = new TestParts();

  private TestShell.Result run(String... arguments) throws InterruptedException {
    return new TestShell(none, folder).run(arguments);
  }

  static Iterable<String> commands() {
    return CommandRunner.NAMES;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_ofEachCommand_needsNoPart(String command) throws Exception {
    TestShell.Result result = run(command, "--help");

    assertThat(result.status()).isEqualTo(CommandLine.DONE);
    assertThat(result.out()).startsWith("usage: " + command).contains("--version");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void unknownOption_isWrongUsage(String command) throws Exception {
    TestShell.Result result = run(command, "--no-such-option");

    assertThat(result.status()).isEqualTo(CommandLine.WRONG_USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "boxwire: "
                + command
                + ": there is no option --no-such-option; --help says what there is\n");
  }

  @Test
  void help_alone_listsTheCommands() throws Exception {
    TestShell.Result result = run("--help");

    assertThat(result.status()).isEqualTo(CommandLine.DONE);
    assertThat(result.out()).contains(CommandRunner.NAMES);
  }

  @Test
  void version_aloneOrBehindACommand_isThatOfTheBundle() throws Exception {
    assertThat(run("--version").out()).isEqualTo("boxwire 1.2.3\n");
    assertThat(run("mux", "--version").out()).isEqualTo("boxwire 1.2.3\n");
  }

  @Test
  void nothing_isWrongUsage() throws Exception {
    TestShell.Result result = run();

    assertThat(result.status()).isEqualTo(CommandLine.WRONG_USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("usage: ");
  }

  @Test
  void unknownCommand_isWrongUsage() throws Exception {
    TestShell.Result result = run("transmogrify");

    assertThat(result.status()).isEqualTo(CommandLine.WRONG_USAGE);
    assertThat(result.err())
        .isEqualTo("boxwire: there is no command transmogrify; --help lists them\n");
  }

  @Test
  void missingPart_isNamedAndFails() throws Exception {
    java.nio.file.Files.write(folder.resolve("a.mp4"), new byte[8]);

    assertThat(run("info", "a.mp4").err()).isEqualTo("boxwire: a.mp4: no demuxer is present\n");
    assertThat(run("info", "a.mp4").status()).isEqualTo(CommandLine.FAILED);
    assertThat(run("record", "b.mp4").err()).isEqualTo("boxwire: no recorder is present\n");
    assertThat(run("record", "b.mp4").status()).isEqualTo(CommandLine.FAILED);
    assertThat(folder.resolve("b.mp4")).doesNotExist();
  }

  @Test
  void plugins_withParts_areListedInColumns() throws Exception {
    none.listing(
        new Parts.Part("codec", "h264", "io.boxwire.codec.h264", "1.0.0", 0, "avc1 avc3"),
        new Parts.Part("muxer", "mp4", "io.boxwire.muxer", "1.0.0", -5, ""));

    assertThat(run("plugins").out())
        .isEqualTo(
            """
            KIND  NAME BUNDLE                VERSION RANKING DETAIL
            codec h264 io.boxwire.codec.h264 1.0.0         0 avc1 avc3
            muxer mp4  io.boxwire.muxer      1.0.0        -5
            """);
  }

  @Test
  void plugins_withRecordings_saysHowTheyStandAndWhatTheyWaitFor() throws Exception {
    none.listing(new Parts.Part("codec", "h264", "some.bundle", "1.0.0", 0, ""))
        .recording(
            status("door", Recording.State.RUNNING, Optional.empty()),
            status("gate", Recording.State.WAITING, Optional.of("the codec h264")));

    assertThat(run("plugins").out())
        .endsWith(
            """

            RECORDING STATE   FRAMES BLOCKS BYTES LOST FILE            WAITS FOR
            door      running     25     12  4711    3 /media/door.mp4 -
            gate      waiting     25     12  4711    3 /media/gate.mp4 the codec h264
            """);
    assertThat(run("plugins", "--json").out())
        .startsWith("{\"schema\":\"boxwire.plugins/1\",\"parts\":[{\"kind\":\"codec\"")
        .contains("\"name\":\"gate\",\"origin\":\"call\",\"device\":\"builtin\"")
        .endsWith("\"lost\":3,\"files\":[\"/media/gate.mp4\"]}]}\n")
        .containsOnlyOnce("\"waits_for\":\"the codec h264\"");
  }

  private static RecordingStatus status(
      String name, Recording.State state, Optional<String> waitsFor) {
    Path file = Path.of("/media").resolve(name + ".mp4");
    CaptureRequest capture = CaptureRequest.builder().video("h264").build();
    return RecordingStatus.of(
            name,
            RecordingStatus.Origin.CALL,
            RecordingRequest.to(new Sink.File(file), capture).build(),
            state)
        .waitsFor(waitsFor)
        .statistics(
            RecordingStatistics.builder()
                .written(25, 12, 4711, Duration.ofSeconds(1))
                .lost(3)
                .build())
        .files(List.of(file))
        .build();
  }

  @Test
  void verbose_withAFailure_showsWhereItCameFrom() throws Exception {
    assertThat(run("info", "-v", "nothing.mp4").err())
        .startsWith("boxwire: nothing.mp4: no such file\n")
        .contains("at io.boxwire.shell.internal.");
  }
}
