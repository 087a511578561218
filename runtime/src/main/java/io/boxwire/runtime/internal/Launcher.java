package io.boxwire.runtime.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
      List<List<String>> commands = commands(arguments);
      boolean shell = InteractiveShell.isAskedFor(commands.get(0));
      if (shell) {
        List<String> options = commands.get(0).subList(1, commands.get(0).size());
        InteractiveShell.answer(options, out, err).ifPresent(Runtime.getRuntime()::halt);
      }
      EmbeddedFramework framework =
          EmbeddedFramework.create(
              settings,
              cache(settings),
              shell ? InteractiveShell.properties(settings) : Map.of(),
              err);
      Termination termination = new Termination(Thread.currentThread(), framework, err);
      Runtime.getRuntime().addShutdownHook(termination);
      int status = new Session(settings, framework, commands, out, err, termination).run();
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
}
