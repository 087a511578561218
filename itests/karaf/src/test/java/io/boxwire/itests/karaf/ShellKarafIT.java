package io.boxwire.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingStatus;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandSession;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The commands in Karaf's shell: in sessions, as a console or ssh opens them. */
public class ShellKarafIT extends RecordingSupport {
  private static final List<String> COMMANDS =
      List.of(
          "demux",
          "frames",
          "info",
          "k230-example",
          "mux",
          "play",
          "plugins",
          "record",
          "remux",
          "repair",
          "tree");
  private static final Duration LONG = Duration.ofSeconds(20);

  @Inject private SessionFactory sessions;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path folder;
  private Session session;

  @Before
  public void openSession() throws Exception {
    recorder();
    awaitCommands();
    folder = Files.createTempDirectory("shell");
    session =
        sessions.create(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    session.currentDir(folder);
  }

  @After
  public void closeSession() {
    session.close();
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> commands() {
    return sessions.getRegistry().getCommands().stream()
        .filter(command -> command.getScope().equals("media"))
        .map(Command::getName)
        .sorted()
        .toList();
  }

  private void awaitCommands() throws Exception {
    until("all commands", () -> commands().equals(COMMANDS));
  }

  private static void until(String what, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(what, System.nanoTime() < end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  public void commands_ofAllBundles_areThereOnce() {
    assertEquals(COMMANDS, commands());
  }

  @Test
  public void record_nameWithSignsOfShells_isWrittenAndRead() throws Exception {
    session.execute("media:record 'cam$1 (2)[a].mp4' --frames 20 --device-opt pace=fast");
    assertEquals("cam$1 (2)[a].mp4\n", said());
    assertEquals(20, frames(folder.resolve("cam$1 (2)[a].mp4"), "h264"));

    session.execute("media:info 'cam$1 (2)[a].mp4' | grep video");
    assertTrue(said(), said().contains("avc1."));
    assertFalse(said(), said().contains("ulaw"));
  }

  @Test
  public void info_fileThatIsNotThere_isAnErrorOfKaraf() {
    Exception failure = assertThrows(Exception.class, () -> session.execute("media:info no.mp4"));

    assertEquals("info ended with status 1", failure.getMessage());
    assertEquals("boxwire: no.mp4: no such file\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  public void help_ofACommand_isItsOwn() throws Exception {
    session.execute("media:record --help");

    assertTrue(said(), said().contains("--segment-time S"));
  }

  @Test
  public void completion_ofRecord_knowsTheParts() {
    assertTrue(completions("media:record", "a.mp4", "--device", "").contains("builtin"));
    assertEquals(List.of("h264", "h265"), completions("media:record", "--video", "h"));
    assertEquals(List.of("hybrid"), completions("media:record", "--layout", "h"));
  }

  private List<String> completions(String... words) {
    List<Candidate> candidates = new ArrayList<>();
    sessions
        .getRegistry()
        .getCommand("media", "record")
        .getCompleter(false)
        .completeCandidates(session, new Line(words), candidates);
    return candidates.stream().map(Candidate::value).sorted().toList();
  }

  /** Words, with the cursor behind the last. */
  private record Line(String... words) implements CommandLine {
    @Override
    public int getCursorArgumentIndex() {
      return words.length - 1;
    }

    @Override
    public String getCursorArgument() {
      return words[words.length - 1];
    }

    @Override
    public int getArgumentPosition() {
      return getCursorArgument().length();
    }

    @Override
    public String[] getArguments() {
      return words;
    }

    @Override
    public int getBufferPosition() {
      return getBuffer().length();
    }

    @Override
    public String getBuffer() {
      return String.join(" ", words);
    }
  }

  @Test
  public void record_interrupted_closesItsFile() throws Exception {
    FutureTask<Object> run = record("ctrl-c.mp4");
    ((CommandSession) session.get(".commandSession")).foregroundJob().interrupt();

    assertThrows(ExecutionException.class, () -> run.get(LONG.toSeconds(), TimeUnit.SECONDS));
    // Gogo returns at once; the command ends when its file is closed.
    until("the name of the file", () -> said().equals("ctrl-c.mp4\n"));
    assertTrue(frames(folder.resolve("ctrl-c.mp4"), "h264") > 0);
  }

  @Test
  public void shell_replacedWhileRecordRuns_commandReturnsAndTheRecordingGoesOn() throws Exception {
    Path file = folder.resolve("swap.mp4");
    FutureTask<Object> run = record("swap.mp4");
    Bundle shell = bundle("io.boxwire.shell");
    shell.stop();

    assertThrows(ExecutionException.class, () -> run.get(LONG.toSeconds(), TimeUnit.SECONDS));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("the recording goes on"));
    assertEquals(List.of(), commands());
    long size = Files.size(file);
    until("the file grows", () -> file.toFile().length() > size + 10_000);

    shell.start();
    awaitCommands();
    session.execute("media:plugins");
    assertTrue(said(), said().contains("swap.mp4 running"));
    end(file);
    assertTrue(frames(file, "h264") > 0);
  }

  /** Nobody has the recording any more but the recorder: it ends with it. */
  private void end(Path file) throws Exception {
    Bundle recorder = bundle("io.boxwire.recorder");
    recorder.stop();
    recorder.start();
    until("no recording", () -> recorder().recordings().isEmpty());
    assertTrue(Files.exists(file));
  }

  /** Starts a recording without end, and waits until it writes. */
  private FutureTask<Object> record(String name) throws Exception {
    FutureTask<Object> run =
        new FutureTask<>(() -> session.execute("media:record " + name + " --seconds 600"));
    new Thread(run).start();
    Recorder recorder = recorder();
    until(
        "the recording",
        () ->
            recorder.recordings().stream()
                .map(RecordingStatus::statistics)
                .anyMatch(statistics -> statistics.videoFrames() > 10));
    return run;
  }
}
