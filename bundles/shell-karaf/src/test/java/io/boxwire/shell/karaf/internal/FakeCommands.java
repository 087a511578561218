package io.boxwire.shell.karaf.internal;

import io.boxwire.api.CommandDescription;
import io.boxwire.api.CommandDescription.Option;
import io.boxwire.api.CommandDescription.Words;
import io.boxwire.api.CommandLine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A command service whose commands show what reaches them. */
final class FakeCommands implements CommandLine {
  final CountDownLatch running = new CountDownLatch(1);
  final CountDownLatch closed = new CountDownLatch(1);

  @Override
  public int run(List<String> arguments, Streams streams) throws InterruptedException {
    PrintStream out = new PrintStream(streams.out(), true, StandardCharsets.UTF_8);
    return switch (arguments.get(0)) {
      case "echo" -> {
        arguments.forEach(argument -> out.print("<" + argument + ">"));
        yield DONE;
      }
      case "where" -> {
        Thread other = new Thread(() -> out.print(streams.workingDirectory()));
        other.start();
        other.join();
        streams.err().print("message");
        yield DONE;
      }
      case "copy" -> {
        try {
          streams.in().transferTo(streams.out());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        yield DONE;
      }
      case "wait" -> waitForEver();
      default -> WRONG_USAGE;
    };
  }

  private int waitForEver() throws InterruptedException {
    running.countDown();
    try {
      new CountDownLatch(1).await();
      return DONE;
    } finally {
      closed.countDown();
    }
  }

  @Override
  public List<CommandDescription> commands() {
    return List.of(
        CommandDescription.of("echo", "shows its arguments")
            .operands(Words.FILES)
            .option(Option.of("--layout", "the layout", List.of("hybrid", "progressive")))
            .option(Option.of("--out", "a file", Words.FILES))
            .option(Option.of("--seconds", "how long", Words.TEXT))
            .option(Option.of("-y", "replace", Words.NONE))
            .build(),
        CommandDescription.of("where", "").build(),
        CommandDescription.of("copy", "").build(),
        CommandDescription.of("wait", "").build(),
        CommandDescription.of("fail", "").build());
  }
}
