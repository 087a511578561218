package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The commands as functions of Gogo, scope {@code media}; known to Gogo by service properties
 * alone, so that nothing of it is imported.
 *
 * <p>Karaf's shell is built on Gogo as well and would show these functions beside the commands that
 * are made for it. Where it is present, there are no functions: it is known by its session factory,
 * which is looked for by name, for importing it would keep this bundle out of every other
 * framework. It may come and go at any time.
 */
final class GogoFunctions implements ServiceTrackerCustomizer<Object, ServiceReference<Object>> {
  private static final String KARAF_SHELL = "org.apache.karaf.shell.api.console.SessionFactory";
  private static final String SCOPE = "media";

  private final BundleContext context;
  private final CommandLine commands;
  private final ServiceTracker<Object, ServiceReference<Object>> karaf;
  private int karafShells;
  private boolean open;
  private ServiceRegistration<Functions> registration;

  GogoFunctions(BundleContext context, CommandLine commands) {
    this.context = context;
    this.commands = commands;
    this.karaf = new ServiceTracker<>(context, KARAF_SHELL, this);
  }

  void open() {
    karaf.open(true);
    synchronized (this) {
      open = true;
      update();
    }
  }

  void close() {
    synchronized (this) {
      open = false;
      update();
    }
    karaf.close();
  }

  @Override
  public synchronized ServiceReference<Object> addingService(ServiceReference<Object> reference) {
    karafShells++;
    update();
    return reference;
  }

  @Override
  public void modifiedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
    // Its properties tell nothing that matters here.
  }

  @Override
  public synchronized void removedService(
      ServiceReference<Object> reference, ServiceReference<Object> same) {
    karafShells--;
    update();
  }

  private void update() {
    boolean wanted = open && karafShells == 0;
    if (wanted && registration == null) {
      registration =
          context.registerService(Functions.class, new Functions(commands), properties());
    } else if (!wanted && registration != null) {
      registration.unregister();
      registration = null;
    }
  }

  private static Dictionary<String, Object> properties() {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("osgi.command.scope", SCOPE);
    properties.put("osgi.command.function", CommandRunner.NAMES.toArray(new String[0]));
    return properties;
  }

  /** Says that a function did not end well; a shell shows it and treats the command as failed. */
  public static final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1L;

    CommandFailed(String command, int status) {
      super(command + " ended with status " + status);
    }
  }

  /**
   * One method a command: Gogo finds them by name. It gives each command its own System.in,
   * System.out and System.err.
   */
  public static final class Functions {
    private final CommandLine commands;

    Functions(CommandLine commands) {
      this.commands = commands;
    }

    /** Records from a capture device. */
    public void record(String[] arguments) throws CommandFailed, InterruptedException {
      run("record", arguments);
    }

    /** Makes a file of elementary streams. */
    public void mux(String[] arguments) throws CommandFailed, InterruptedException {
      run("mux", arguments);
    }

    /** Makes elementary streams of a file. */
    public void demux(String[] arguments) throws CommandFailed, InterruptedException {
      run("demux", arguments);
    }

    /** Copies samples into a new file. */
    public void remux(String[] arguments) throws CommandFailed, InterruptedException {
      run("remux", arguments);
    }

    /** Says what files hold. */
    public void info(String[] arguments) throws CommandFailed, InterruptedException {
      run("info", arguments);
    }

    /** Lists samples. */
    public void frames(String[] arguments) throws CommandFailed, InterruptedException {
      run("frames", arguments);
    }

    /** Shows boxes. */
    public void tree(String[] arguments) throws CommandFailed, InterruptedException {
      run("tree", arguments);
    }

    /** Reads frames at their times. */
    public void play(String[] arguments) throws CommandFailed, InterruptedException {
      run("play", arguments);
    }

    /** Lists the parts that are present. */
    public void plugins(String[] arguments) throws CommandFailed, InterruptedException {
      run("plugins", arguments);
    }

    private void run(String command, String[] arguments)
        throws CommandFailed, InterruptedException {
      List<String> all = new ArrayList<>(List.of(command));
      all.addAll(List.of(arguments));
      int status = commands.run(all, Streams.of(System.in, System.out, System.err));
      if (status != CommandLine.DONE) {
        throw new CommandFailed(command, status);
      }
    }
  }
}
