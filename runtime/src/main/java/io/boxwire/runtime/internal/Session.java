package io.boxwire.runtime.internal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleException;

/**
 * What the process does while its framework runs.
 *
 * @param settings what the script tells
 * @param framework not started yet
 * @param commands each with its arguments; they are run until one fails
 * @param out standard output
 * @param err standard error
 * @param termination knows whether the process is being ended
 */
record Session(
    Settings settings,
    EmbeddedFramework framework,
    List<List<String>> commands,
    OutputStream out,
    PrintStream err,
    Termination termination) {
  /** Lists the commands of the framework's service. */
  static final List<String> HELP = List.of("--help");

  private static final int FAILED = 1;

  /**
   * Starts the framework and runs the commands.
   *
   * @return the status of the process
   */
  int run() throws BundleException {
    PluginFolder plugins =
        new PluginFolder(settings.plugins(), new PluginBundles(framework.context()));
    plugins.installPresent();
    List<String> first = commands.get(0);
    Optional<InteractiveShell> shell =
        InteractiveShell.isAskedFor(first)
            ? Optional.of(new InteractiveShell(framework, out, err, termination::hasBegun))
            : Optional.empty();
    framework.start();
    PluginWatch watch = PluginWatch.start(plugins, settings.mode());
    try {
      return shell.isPresent()
          ? shell.get().run(first.subList(1, first.size()), settings.terminal())
          : runCommands();
    } catch (InterruptedException e) {
      err.println("boxwire: interrupted");
      return FAILED;
    } catch (CommandService.Unavailable e) {
      err.println("boxwire: " + e.getMessage());
      return FAILED;
    } finally {
      watch.end();
    }
  }

  private int runCommands() throws InterruptedException, CommandService.Unavailable {
    CommandService service = CommandService.await(framework);
    InputStream in = new FileInputStream(FileDescriptor.in);
    for (List<String> command : commands) {
      int status = service.run(command, in, out, err, settings.columns());
      if (status != 0) {
        return status;
      }
      if (command.equals(HELP)) {
        new PrintStream(out, true, StandardCharsets.UTF_8).println(InteractiveShell.SUMMARY);
      }
    }
    return 0;
  }
}
