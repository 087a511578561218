package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The commands as functions of Gogo, scope {@code media}; known to Gogo by service properties
 * alone, so that nothing of it is imported. Gogo looks at the properties of a service once: each
 * further command has a service of its own, which comes and goes with it.
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
  private final Supplier<List<String>> extensions;
  private final ServiceTracker<Object, ServiceReference<Object>> karaf;

  /** Used by the thread that updates. */
  private final Map<List<String>, ServiceRegistration<Functions>> registrations = new HashMap<>();

  private int karafShells;
  private boolean open;
  private boolean updating;
  private boolean outdated;

  /**
   * Makes the functions; none is there before {@link #open()}.
   *
   * @param context of the bundle
   * @param commands runs them
   * @param extensions gives the names of the further commands present now
   */
  GogoFunctions(BundleContext context, CommandLine commands, Supplier<List<String>> extensions) {
    this.context = context;
    this.commands = commands;
    this.extensions = extensions;
    this.karaf = new ServiceTracker<>(context, KARAF_SHELL, this);
  }

  void open() {
    karaf.open(true);
    synchronized (this) {
      open = true;
    }
    update();
  }

  void close() {
    synchronized (this) {
      open = false;
    }
    update();
    karaf.close();
  }

  @Override
  public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
    synchronized (this) {
      karafShells++;
    }
    update();
    return reference;
  }

  @Override
  public void modifiedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
    // Its properties tell nothing that matters here.
  }

  @Override
  public void removedService(ServiceReference<Object> reference, ServiceReference<Object> same) {
    synchronized (this) {
      karafShells--;
    }
    update();
  }

  /**
   * Takes notice that further commands have come or gone. One thread at a time offers what is
   * wanted, and looks again for those that find it at it: listeners of the registry are called, so
   * no lock is held meanwhile, and nobody waits.
   */
  void update() {
    synchronized (this) {
      outdated = true;
      if (updating) {
        return;
      }
      updating = true;
    }
    try {
      while (updating()) {
        offer(wanted());
      }
    } catch (RuntimeException e) {
      synchronized (this) {
        updating = false;
      }
      throw e;
    }
  }

  /** Whether the thread that updates has to look again; if not, another one may. */
  private synchronized boolean updating() {
    updating = outdated;
    outdated = false;
    return updating;
  }

  private synchronized boolean shown() {
    return open && karafShells == 0;
  }

  private Set<List<String>> wanted() {
    Set<List<String>> wanted = new HashSet<>();
    if (shown()) {
      wanted.add(CommandRunner.NAMES);
      extensions.get().forEach(name -> wanted.add(List.of(name)));
    }
    return wanted;
  }

  private void offer(Set<List<String>> wanted) {
    try {
      for (List<String> names : Set.copyOf(registrations.keySet())) {
        if (!wanted.contains(names)) {
          registrations.remove(names).unregister();
        }
      }
      for (List<String> names : wanted) {
        if (!registrations.containsKey(names)) {
          registrations.put(names, register(names));
        }
      }
    } catch (IllegalStateException e) {
      if (shown()) {
        throw e;
      }
      // The bundle has stopped meanwhile, and the framework has withdrawn its services.
      registrations.clear();
    }
  }

  private ServiceRegistration<Functions> register(List<String> names) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("osgi.command.scope", SCOPE);
    properties.put("osgi.command.function", names.toArray(new String[0]));
    return context.registerService(Functions.class, new Functions(commands), properties);
  }

  /** Says that a function did not end well; a shell shows it and treats the command as failed. */
  public static final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    CommandFailed(String command, int status) {
      super(command + " ended with status " + status);
      this.status = status;
    }

    /**
     * The status, for a shell that asks for it by name. The command itself has said why.
     *
     * @return as {@link CommandLine#run}
     */
    public int status() {
      return status;
    }
  }

  /** What Gogo calls. It gives each command its own System.in, System.out and System.err. */
  public static final class Functions {
    private final CommandLine commands;

    Functions(CommandLine commands) {
      this.commands = commands;
    }

    /**
     * Runs a command. Gogo finds functions by the names of methods, which can't have dashes; a
     * method of this name serves all functions of its service, and is given theirs.
     *
     * @param words the name of the function, and its arguments
     * @throws CommandFailed if its status is not 0
     * @throws InterruptedException if the thread was interrupted, once the files are closed
     */
    public void _main(String[] words) throws CommandFailed, InterruptedException {
      int status = commands.run(List.of(words), Streams.of(System.in, System.out, System.err));
      if (status != CommandLine.DONE) {
        throw new CommandFailed(words[0], status);
      }
    }
  }
}
