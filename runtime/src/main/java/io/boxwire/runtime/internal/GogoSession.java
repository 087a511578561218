package io.boxwire.runtime.internal;

import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A session of Gogo, called by reflection: its classes belong to a bundle, which can be replaced
 * like every other.
 */
final class GogoSession {
  private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";
  private static final String SESSION = "org.apache.felix.service.command.CommandSession";
  private static final String JOB = "org.apache.felix.service.command.Job";
  private static final long WAIT_MILLIS = 5_000;
  private static final long JOB_SECONDS = 9;
  private static final long LOOK_MILLIS = 20;

  /** The commands of scope media first, then those of the framework, then any. */
  private static final String SCOPES = "media:felix:gogo:*";

  /** How Gogo shows a result to people: {@code Converter.INSPECT}. */
  private static final int INSPECT = 0;

  private final Object session;
  private final Class<?> sessionType;
  private final Class<?> jobType;
  private final PrintStream out;

  private GogoSession(Object session, Class<?> sessionType, Class<?> jobType, PrintStream out) {
    this.session = session;
    this.sessionType = sessionType;
    this.jobType = jobType;
    this.out = out;
  }

  /**
   * Opens a session.
   *
   * @param context of the framework
   * @param in what commands read
   * @param out what they write
   * @param err what they say
   * @throws CommandService.Unavailable if Gogo is not there
   */
  static GogoSession open(BundleContext context, InputStream in, PrintStream out, PrintStream err)
      throws InterruptedException, CommandService.Unavailable {
    ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, PROCESSOR, null);
    tracker.open(true);
    Object processor = tracker.waitForService(WAIT_MILLIS);
    if (processor == null) {
      throw new CommandService.Unavailable("Gogo is not there", null);
    }
    try {
      ServiceReference<Object> reference = tracker.getServiceReference();
      Class<?> processorType = reference.getBundle().loadClass(PROCESSOR);
      Class<?> sessionType = reference.getBundle().loadClass(SESSION);
      Class<?> jobType = reference.getBundle().loadClass(JOB);
      Object session =
          processorType
              .getMethod(
                  "createSession",
                  InputStream.class,
                  java.io.OutputStream.class,
                  java.io.OutputStream.class)
              .invoke(processor, in, out, err);
      GogoSession opened = new GogoSession(session, sessionType, jobType, out);
      opened.call("put", new Class<?>[] {String.class, Object.class}, "SCOPE", SCOPES);
      return opened;
    } catch (ReflectiveOperationException e) {
      throw new CommandService.Unavailable("Gogo is of another version: " + e, e);
    }
  }

  /** A command line did not end well; the message says why. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(Throwable cause) {
      super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }

    /** The status of one of our commands, which has said by itself what is wrong. */
    OptionalInt status() {
      try {
        return getCause().getClass().getMethod("status").invoke(getCause()) instanceof Integer told
            ? OptionalInt.of(told)
            : OptionalInt.empty();
      } catch (ReflectiveOperationException e) {
        return OptionalInt.empty();
      }
    }
  }

  /**
   * Runs a command line, and shows its result if it is one.
   *
   * @throws Failed what a command threw, or what is wrong with the line
   * @throws InterruptedException if this thread was interrupted; the commands may still run
   */
  void execute(String line) throws Failed, InterruptedException {
    try {
      Object result = call("execute", new Class<?>[] {CharSequence.class}, line);
      if (result != null) {
        Object text = call("format", new Class<?>[] {Object.class, int.class}, result, INSPECT);
        out.println(text);
      }
      out.flush();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new Failed(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new Failed(e);
    }
  }

  /** The names of all commands, with and without their scope. */
  Set<String> commands() {
    Set<String> names = new TreeSet<>();
    try {
      Object found = call("get", new Class<?>[] {String.class}, ".commands");
      for (Object name : found instanceof Collection<?> all ? all : List.of()) {
        names.add(name.toString());
        names.add(name.toString().replaceFirst(".*:", ""));
      }
    } catch (ReflectiveOperationException e) {
      // Completion is a convenience; the command itself will say what is wrong with Gogo.
      return Set.of();
    }
    return names;
  }

  /** Interrupts the command in the foreground, if there is one. */
  void interruptForeground() {
    try {
      Object job = call("foregroundJob", new Class<?>[0]);
      if (job != null) {
        jobType.getMethod("interrupt").invoke(job);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Gogo is of another version", e);
    }
  }

  /**
   * Interrupts all commands that still run, and waits a while until they have closed their files.
   */
  void end() {
    try {
      List<?> jobs = jobs();
      Method interrupt = jobType.getMethod("interrupt");
      for (Object job : jobs) {
        interrupt.invoke(job);
      }
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(JOB_SECONDS);
      while (!jobs().isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Gogo is of another version", e);
    }
  }

  private List<?> jobs() throws ReflectiveOperationException {
    Object jobs = call("jobs", new Class<?>[0]);
    return jobs instanceof List<?> list ? List.copyOf(list) : List.of();
  }

  private Object call(String method, Class<?>[] types, Object... arguments)
      throws ReflectiveOperationException {
    return sessionType.getMethod(method, types).invoke(session, arguments);
  }
}
