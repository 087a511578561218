package io.boxwire.shell.karaf.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "Karaf 4.4 runs on Java 17 to 23")
class MediaCompleterTest {
  @TempDir Path folder;

  private final SessionFactoryImpl sessions = new SessionFactoryImpl(new ThreadIOImpl());
  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
  private final Session session = sessions.create(InputStream.nullInputStream(), nowhere, nowhere);
  private Completer completer;

  @BeforeEach
  void makeFiles() throws Exception {
    KarafCommands commands = new KarafCommands(sessions, new FakeCommands());
    commands.activate();
    completer = sessions.getRegistry().getCommand("media", "echo").getCompleter(false);
    session.currentDir(folder);
    Files.createDirectory(folder.resolve("clips"));
    Files.createFile(folder.resolve("clips/a b.mp4"));
    Files.createFile(folder.resolve("cam$1.mp4"));
    Files.createFile(folder.resolve(".hidden"));
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

  private List<Candidate> candidates(String... words) {
    List<Candidate> candidates = new ArrayList<>();
    completer.completeCandidates(session, new Line(words), candidates);
    return candidates;
  }

  private List<String> completions(String... words) {
    return candidates(words).stream().map(Candidate::value).sorted().toList();
  }

  @Test
  void complete_name_isGivenWithAndWithoutScope() {
    assertThat(completions("me")).containsExactly("media:echo");
    assertThat(completions("ec")).containsExactly("echo");
    assertThat(completions("x")).isEmpty();
    assertThat(completions("other", "c")).isEmpty();
  }

  @Test
  void complete_options_areThoseOfTheCommandWithTheirSummary() {
    assertThat(completions("echo", "-")).containsExactly("--layout", "--out", "--seconds", "-y");
    assertThat(completions("media:echo", "a.mp4", "--l")).containsExactly("--layout");
    assertThat(candidates("echo", "--l").get(0).descr()).isEqualTo("the layout");
  }

  @Test
  void complete_valueOfAnOption_isOneOfItsChoices() {
    assertThat(completions("echo", "--layout", "")).containsExactly("hybrid", "progressive");
    assertThat(completions("echo", "--layout", "p")).containsExactly("progressive");
    assertThat(completions("echo", "--seconds", "")).isEmpty();
    assertThat(completions("echo", "--seconds", "--layout")).isEmpty();
    assertThat(completions("echo", "--layout", "hybrid", "--o")).containsExactly("--out");
  }

  @Test
  void complete_files_areThoseOfTheSessionsDirectory() {
    assertThat(completions("echo", "")).containsExactly("cam$1.mp4", "clips/");
    assertThat(completions("echo", "--out", "c")).containsExactly("cam$1.mp4", "clips/");
    assertThat(completions("echo", "clips/")).containsExactly("clips/a b.mp4");
    assertThat(completions("echo", folder + "/ca")).containsExactly(folder + "/cam$1.mp4");
    assertThat(completions("echo", "none/")).isEmpty();
    assertThat(completions("echo", ".")).containsExactly(".hidden");
    assertThat(candidates("echo", "cl").get(0).complete()).isFalse();
  }

  @Test
  void complete_behindTwoDashes_isAFile() {
    assertThat(completions("echo", "--", "--")).isEmpty();
    assertThat(completions("echo", "--", "ca")).containsExactly("cam$1.mp4");
  }

  @Test
  void complete_texts_saysWhereTheyBelong() {
    List<String> texts = new ArrayList<>();
    Line line = new Line("echo", "--layout", "pro");

    assertThat(completer.complete(session, line, texts)).isEqualTo("echo --layout ".length());
    assertThat(texts).isEqualTo(Arrays.asList("progressive"));
  }
}
