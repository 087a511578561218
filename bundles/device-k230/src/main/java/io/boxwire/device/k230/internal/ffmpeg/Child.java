package io.boxwire.device.k230.internal.ffmpeg;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.internal.device.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running child process. While it runs, a shutdown hook of the JVM kills it; should the JVM be
 * killed itself, the child ends by writing into a pipe that nobody reads.
 */
final class Child {
  private static final Logger LOG = LoggerFactory.getLogger(Child.class);

  /** How long it may take over each of: ending when asked, when told, and when killed. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Linux gives a process that a signal ended 128 and the number of the signal as its status. */
  private static final int SIGNALLED = 128;

  private final Process process;
  private final boolean takesKeys;
  private final MessageTail messages;
  private final Thread messageReader;
  private final Thread hook;

  private Child(Process process, boolean takesKeys, Secrets secrets) {
    this.process = process;
    this.takesKeys = takesKeys;
    this.messages =
        new MessageTail(
            process.getErrorStream(),
            secrets::mask,
            line -> LOG.debug("ffmpeg {}: {}", process.pid(), line));
    this.messageReader = Threads.daemon("boxwire-ffmpeg-messages " + process.pid(), messages);
    this.hook = new Thread(process::destroyForcibly, "boxwire-ffmpeg-kill " + process.pid());
  }

  /**
   * Starts a child.
   *
   * @param invocation how
   * @param secrets masks what it says
   * @throws MediaException {@code DEVICE_FAILED} if it can't be started
   */
  static Child start(Invocation invocation, Secrets secrets) throws MediaException {
    Process process;
    try {
      process = new ProcessBuilder(invocation.command()).start();
    } catch (IOException e) {
      throw MediaException.of(
          Code.DEVICE_FAILED, "can't start " + invocation.command().get(0) + ": " + reason(e), e);
    }
    Child child = new Child(process, invocation.script().isEmpty(), secrets);
    try {
      Runtime.getRuntime().addShutdownHook(child.hook);
    } catch (IllegalStateException e) {
      process.destroyForcibly();
      throw MediaException.of(Code.DEVICE_FAILED, "no child is started in a shutdown", e);
    }
    child.messageReader.start();
    invocation.script().ifPresent(child::tell);
    return child;
  }

  /** What the system says, without the command that Java puts in front. */
  private static String reason(IOException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).replaceFirst("^error=\\d+, ", "");
  }

  /** What it writes. */
  InputStream output() {
    return process.getInputStream();
  }

  /** Its process id. */
  long pid() {
    return process.pid();
  }

  /**
   * Ends it: asks, then tells, then kills it and what it started. Its output must be read
   * meanwhile. An interrupt makes it kill at once and stays set.
   *
   * @return true if it has ended, and everything of it with it
   */
  boolean end() {
    List<ProcessHandle> others = process.descendants().toList();
    boolean ended = takesKeys && quit();
    if (!ended) {
      process.toHandle().destroy();
      ended = awaitEnd();
    }
    if (!ended) {
      process.toHandle().destroyForcibly();
      ended = Threads.join(process, PATIENCE);
    }
    // What a wrapper script left behind would keep the pipes open.
    others.forEach(ProcessHandle::destroyForcibly);
    ended = Threads.join(messageReader, PATIENCE) && ended;
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends and the hook has run: that is all it is for.
      return ended;
    }
    return ended;
  }

  private boolean quit() {
    tell("q");
    return awaitEnd();
  }

  /** Writes to its standard input and closes that. */
  private void tell(String text) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It reads no more: then it has ended, or will be seen to have said nothing.
      return;
    }
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Tells how it ended and what it said last. Waits for that, as long as it is patient. */
  String epitaph() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      return "ffmpeg closed its output but did not end" + said();
    }
    messageReader.join(PATIENCE.toMillis());
    int status = process.exitValue();
    return status > SIGNALLED && status <= SIGNALLED + 64
        ? "ffmpeg was ended by signal " + (status - SIGNALLED) + said()
        : "ffmpeg ended with status " + status + said();
  }

  /** Its status was 0. */
  boolean succeeded() {
    return !process.isAlive() && process.exitValue() == 0;
  }

  /** What it said last, as the end of a sentence. */
  String said() {
    String text = messages.text();
    return text.isEmpty() ? ", and said nothing" : ", and said: " + text;
  }
}
