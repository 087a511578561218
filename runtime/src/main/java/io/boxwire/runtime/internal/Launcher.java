package io.boxwire.runtime.internal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleException;

/**
 * Runs one command in a process of its own: start the framework, find the command service, call it
 * with the list of arguments, leave with its status.
 *
 * <p>A command line for Gogo is never built: its parser would change names such as {@code cam$1
 * (2).mp4}.
 */
public final class Launcher {
  /** The status of a process that could not do its work, as {@code CommandLine.FAILED}. */
  private static final int FAILED = 1;

  private Launcher() {}

  /**
   * Starts the process.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String[] arguments) {
    // The framework's threads would keep the process alive after a defect here.
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, defect) -> {
              defect.printStackTrace();
              System.exit(FAILED);
            });
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    // Standard output is for results; the framework and SCR print their troubles to System.out.
    System.setOut(err);
    Settings settings = Settings.fromSystemProperties();
    JdkWarmUp.start(settings.home().resolve("lib").resolve("io.boxwire.runtime.jar"));
    try {
      EmbeddedFramework framework =
          EmbeddedFramework.create(settings.home(), cache(settings), settings.without(), err);
      Termination termination = new Termination(Thread.currentThread(), framework, err);
      Runtime.getRuntime().addShutdownHook(termination);
      int status = run(settings, framework, commands(arguments), out, err);
      termination.commandHasEnded();
      if (settings.mode() == Settings.Mode.SHORT && !termination.hasBegun()) {
        // Nothing is open that a stopping bundle would have to close.
        framework.deleteCache();
        Runtime.getRuntime().halt(status);
      }
      // The hook stops the framework. In a shutdown that a signal began this blocks until the end,
      // and the status is the signal's: 128 and its number.
      System.exit(status);
    } catch (BundleException | IOException e) {
      err.println("boxwire: the framework does not start: " + e.getMessage());
      System.exit(FAILED);
    }
  }

  private static CacheFolder cache(Settings settings) throws IOException {
    return settings.mode() == Settings.Mode.SHORT
        ? CacheFolder.brief(settings.caches())
        : CacheFolder.lasting(settings.caches());
  }

  /**
   * The commands of this process: one, or several with {@code boxwire.separator} between them. The
   * script has several run in one process to find out which classes they need.
   */
  private static List<List<String>> commands(String[] arguments) {
    String separator = System.getProperty("boxwire.separator");
    List<List<String>> commands = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals(separator)) {
        commands.add(List.of(arguments).subList(start, i));
        start = i + 1;
      }
    }
    commands.add(List.of(arguments).subList(start, arguments.length));
    return commands;
  }

  private static int run(
      Settings settings,
      EmbeddedFramework framework,
      List<List<String>> commands,
      OutputStream out,
      PrintStream err)
      throws BundleException {
    PluginFolder plugins =
        new PluginFolder(settings.plugins(), new PluginBundles(framework.context()));
    plugins.installPresent();
    framework.start();
    PluginWatch watch = PluginWatch.start(plugins, settings.mode());
    try {
      CommandService service = CommandService.await(framework);
      InputStream in = new FileInputStream(FileDescriptor.in);
      for (List<String> command : commands) {
        int status = service.run(command, in, out, err, settings.columns());
        if (status != 0) {
          return status;
        }
      }
      return 0;
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
}
