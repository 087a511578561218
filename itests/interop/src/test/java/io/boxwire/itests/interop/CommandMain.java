package io.boxwire.itests.interop;

import io.boxwire.api.CommandLine.Streams;
import io.boxwire.shell.internal.PlainShell;
import java.util.List;

/** Our commands in a process of their own, on plain jars. */
public final class CommandMain {
  private CommandMain() {}

  /** Runs the command and ends with its status. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(
        new PlainShell(ElementaryStream.boxwire())
            .run(List.of(arguments), Streams.of(System.in, System.out, System.err)));
  }
}
