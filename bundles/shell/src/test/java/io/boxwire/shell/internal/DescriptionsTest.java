package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.CommandDescription;
import io.boxwire.api.CommandDescription.Option;
import io.boxwire.api.CommandDescription.Words;
import io.boxwire.api.CommandLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptionsTest {
  private final List<CommandDescription> commands =
      Descriptions.of(
          TestParts.real()
              .with(ExtensionTest.command("k230-example", (words, streams) -> CommandLine.DONE)));

  private CommandDescription command(String name) {
    return commands.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private Option option(String command, String name) {
    return command(command).options().stream()
        .filter(o -> o.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void of_allCommands_areOursThenTheFurtherOnes() {
    assertThat(commands)
        .extracting(CommandDescription::name)
        .startsWith(CommandRunner.NAMES.toArray(new String[0]))
        .endsWith("k230-example")
        .hasSize(CommandRunner.NAMES.size() + 1);
    assertThat(command("k230-example").summary()).isEqualTo("does k230-example");
  }

  @Test
  void of_record_choicesAreThePartsThatArePresent() {
    assertThat(option("record", "--device").choices()).contains("builtin", "ffmpeg", "v4l2");
    assertThat(option("record", "--video").choices()).containsExactly("h264", "h265", "none");
    assertThat(option("record", "--audio").choices()).containsExactly("g711a", "g711u", "none");
    assertThat(option("record", "--layout").choices())
        .containsExactly("hybrid", "progressive", "faststart", "fragmented");
    assertThat(option("record", "-y").value()).isEqualTo(Words.NONE);
    assertThat(option("record", "--seconds").value()).isEqualTo(Words.TEXT);
  }

  @Test
  void of_filesAsOperandsAndValues_areTold() {
    assertThat(command("info").operands()).isEqualTo(Words.FILES);
    assertThat(command("plugins").operands()).isEqualTo(Words.NONE);
    assertThat(command("mux").operands()).isEqualTo(Words.NONE);
    assertThat(option("mux", "--video").value()).isEqualTo(Words.FILES);
    assertThat(option("mux", "--parameter-sets").choices()).containsExactly("entry", "keep");
  }
}
