package io.boxwire.shell.internal;

import java.io.IOException;

/** One command. Holds no state of a run. */
interface Command {
  /** The option of the commands that print JSON. */
  Option JSON = Option.flag("--json", "print one JSON object a line");

  /** What it is called with. */
  Syntax syntax();

  /**
   * What {@code --help} shows.
   *
   * @param arguments what was given with it
   * @param parts what is present now
   */
  default String help(Arguments arguments, Parts parts) {
    return syntax().help();
  }

  /**
   * Runs to the end.
   *
   * @param arguments the arguments, parsed by {@link #syntax()}
   * @param invocation the world it runs in
   * @return a status of {@link io.boxwire.api.CommandLine}
   * @throws UsageException if the arguments are at fault
   * @throws IOException if the media are bad or the work failed
   * @throws InterruptedException if the thread was interrupted; files are closed, or removed
   */
  int run(Arguments arguments, Invocation invocation)
      throws UsageException, IOException, InterruptedException;
}
