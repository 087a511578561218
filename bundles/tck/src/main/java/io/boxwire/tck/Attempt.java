package io.boxwire.tck;

import io.boxwire.api.MediaException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/**
 * A call with hostile input: it may throw a {@link MediaException} and nothing else, and allocates
 * no more than the input can account for.
 */
final class Attempt {
  /** What a call may allocate whatever its input: tables, exceptions with their stack traces. */
  private static final long ALLOWANCE = 4 << 20;

  /** What a call may allocate for each byte of input. */
  private static final long PER_BYTE = 32;

  private static final String THREADING = "java.lang:type=Threading";

  private Attempt() {}

  /** A call to a plugin. */
  interface Call {
    void run() throws MediaException;
  }

  /**
   * Makes the call.
   *
   * @param clause what it breaks when it throws anything else
   * @param inputBytes how much it was given
   * @param what the call, for people
   * @return what it threw
   */
  static Optional<MediaException> of(
      Clause clause, long inputBytes, Supplier<String> what, Call call) {
    long before = allocated();
    Optional<MediaException> thrown = Optional.empty();
    try {
      call.run();
    } catch (MediaException expected) {
      thrown = Optional.of(expected);
    } catch (OutOfMemoryError e) {
      Clause.BOUNDED.broken(what.get() + " ended in " + e, e);
    } catch (RuntimeException | StackOverflowError e) {
      clause.broken(what.get() + " threw " + e, e);
    }
    long used = allocated() - before;
    Clause.BOUNDED.require(
        used <= ALLOWANCE + PER_BYTE * inputBytes,
        () -> what.get() + " allocated " + used + " bytes for " + inputBytes + " of input");
    return thrown;
  }

  /** Runs calls that must come to an end. */
  static void within(Clause clause, Duration patience, Executable calls) {
    Assertions.assertTimeoutPreemptively(
        patience, calls, () -> clause + "\n  found: no end within " + patience);
  }

  /** Bytes that this thread has allocated; 0 where the virtual machine does not count them. */
  private static long allocated() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      Object[] thread = {Thread.currentThread().getId()};
      String[] signature = {long.class.getName()};
      Object bytes =
          server.invoke(new ObjectName(THREADING), "getThreadAllocatedBytes", thread, signature);
      return (Long) bytes;
    } catch (JMException notCounted) {
      return 0;
    }
  }
}
