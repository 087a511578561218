package io.boxwire.shell.internal;

import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import io.boxwire.api.CommandLine.Streams;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A further command that a service offers, and the runs of it in progress. What it does wrong does
 * no harm beyond its own run. Safe for use by any number of threads.
 */
final class Extension {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private final CommandExtension service;
  private final String name;
  private final String summary;
  private final Optional<String> fault;
  private final Set<Thread> running = new HashSet<>();
  private boolean withdrawn;

  /**
   * Asks a service what it is. Nothing is thrown where that goes wrong: {@link #fault()} tells it.
   *
   * @param service the command
   */
  Extension(CommandExtension service) {
    this.service = service;
    String told = "-";
    String line = "";
    Optional<String> trouble = Optional.empty();
    try {
      told = String.valueOf(service.name());
      line = String.valueOf(service.summary());
      trouble = troubleWith(told);
    } catch (RuntimeException | LinkageError e) {
      trouble = Optional.of("not run: " + e);
    }
    this.name = told;
    this.summary = line;
    this.fault = trouble;
  }

  private static Optional<String> troubleWith(String name) {
    if (CommandRunner.NAMES.contains(name)) {
      return Optional.of("not run: the name is taken");
    }
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("not run: a name has lower case letters, digits and dashes");
  }

  String name() {
    return name;
  }

  String summary() {
    return summary;
  }

  /** Why it can't be run, if so. */
  Optional<String> fault() {
    return fault;
  }

  /** As {@link CommandExtension#run}; what it throws becomes a message and a status. */
  int run(List<String> arguments, Streams streams) throws InterruptedException {
    Thread thread = Thread.currentThread();
    synchronized (this) {
      if (withdrawn) {
        return gone(streams);
      }
      running.add(thread);
    }
    try {
      return checked(service.run(List.copyOf(arguments), streams), streams);
    } catch (InterruptedException e) {
      if (end(thread)) {
        return gone(streams);
      }
      throw e;
    } catch (RuntimeException | LinkageError e) {
      if (end(thread)) {
        return gone(streams);
      }
      say(streams, "failed by a defect in it: " + e);
      if (arguments.contains(Syntax.VERBOSE.name())) {
        e.printStackTrace(streams.err());
      }
      return CommandLine.FAILED;
    } finally {
      end(thread);
      streams.err().flush();
    }
  }

  private int checked(int status, Streams streams) {
    if (status == CommandLine.DONE
        || status == CommandLine.FAILED
        || status == CommandLine.WRONG_USAGE) {
      return status;
    }
    say(streams, "ended with status " + status + ", which stands for nothing");
    return CommandLine.FAILED;
  }

  private int gone(Streams streams) {
    say(streams, "its bundle has stopped");
    return CommandLine.FAILED;
  }

  private void say(Streams streams, String message) {
    streams.err().println("boxwire: " + name + ": " + message);
  }

  /** Ends the runs in progress: their threads are interrupted. No further one is begun. */
  synchronized void withdraw() {
    withdrawn = true;
    running.forEach(Thread::interrupt);
  }

  /**
   * Notes that a run has ended.
   *
   * @return whether it was interrupted from here; nothing of that is left on its thread
   */
  private synchronized boolean end(Thread thread) {
    if (!running.remove(thread) || !withdrawn) {
      return false;
    }
    Thread.interrupted();
    return true;
  }
}
