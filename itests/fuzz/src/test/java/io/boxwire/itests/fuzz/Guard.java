package io.boxwire.itests.fuzz;

import com.sun.management.ThreadMXBean;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What holds for every call with hostile input: it may throw a {@link MediaException} that says
 * what is wrong, and nothing else; and it allocates no more than the input can account for.
 */
final class Guard {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What no input causes: these speak of callers, plugins, devices and storage. */
  private static final Set<Code> NOT_OF_INPUT =
      EnumSet.of(
          Code.BAD_STATE, Code.CODEC_GONE, Code.SERVICE_GONE, Code.DEVICE_FAILED, Code.CLOSED);

  /** The kit for plugin authors has such a rule as well, of this name. */
  private static final String BOUNDED = "BOUNDED";

  private static final int MOST_TRIALS = 8;

  /** What may be allocated whatever the input: read windows, exceptions with their traces. */
  private final long allowance;

  private final long perByte;

  Guard(long allowance, long perByte) {
    this.allowance = allowance;
    this.perByte = perByte;
  }

  /** Work on hostile input. */
  interface Work {
    void run() throws MediaException;
  }

  /** More was allocated than the input accounts for. */
  private static final class TooMuchMemory extends AssertionError {
    private static final long serialVersionUID = 1L;

    TooMuchMemory(String message) {
      super(message);
    }
  }

  /** All that is done with one input. */
  interface Trial {
    void run() throws IOException;
  }

  /**
   * Runs a trial, and one that took too much memory again: each class that is loaded, and
   * instrumented, on the way takes some, too. What the input is to blame for comes each time.
   */
  static void judge(Trial trial) throws IOException {
    AssertionError last = null;
    for (int i = 0; i < MOST_TRIALS; i++) {
      try {
        trial.run();
        return;
      } catch (AssertionError e) {
        last = e;
        if (!(e instanceof TooMuchMemory) && !String.valueOf(e.getMessage()).startsWith(BOUNDED)) {
          throw e;
        }
      }
    }
    throw last;
  }

  /**
   * Does the work.
   *
   * @param input how many bytes it is given
   * @param work what to do
   * @return what it threw
   * @throws AssertionError if it allocated too much or threw what says nothing
   */
  Optional<MediaException> check(long input, Work work) {
    return check(() -> input, work);
  }

  /**
   * Does the work.
   *
   * @param input how many bytes it was given, asked for when it is done; a fault that was told may
   *     count as some more
   * @param work what to do
   * @return what it threw
   */
  Optional<MediaException> check(LongSupplier input, Work work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Optional<MediaException> thrown = thrownBy(work);
    long used = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (used > allowance + perByte * input.getAsLong()) {
      throw new TooMuchMemory(
          used + " bytes were allocated for " + input.getAsLong() + " of input");
    }
    return thrown;
  }

  /** What some work throws, which says what is wrong. */
  static Optional<MediaException> thrownBy(Work work) {
    try {
      work.run();
      return Optional.empty();
    } catch (MediaException e) {
      blames(e);
      return Optional.of(e);
    }
  }

  private static void blames(MediaException e) {
    if (e.getMessage() == null || e.getMessage().isBlank() || NOT_OF_INPUT.contains(e.code())) {
      throw new AssertionError("an exception that does not blame the input: " + e.code(), e);
    }
  }

  /** Fails unless something is so. */
  static void require(boolean kept, String message) {
    if (!kept) {
      throw new AssertionError(message);
    }
  }

  /** Fails unless two values are equal. */
  static void requireEqual(Object expected, Object actual, String what) {
    if (!expected.equals(actual)) {
      throw new AssertionError(what + " is " + actual + " instead of " + expected);
    }
  }
}
