package io.boxwire.muxer.internal;

/**
 * A codec plugin has broken its contract. Holds no object of the plugin's: neither what it threw,
 * nor the classes that the JVM keeps with a stack trace as long as nobody has set another one.
 */
final class PluginFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 500;

  private PluginFailure(String what) {
    super(what);
  }

  /** A plugin did what it may not. */
  static PluginFailure of(String what) {
    return new PluginFailure(what);
  }

  /** A plugin threw what it may not. */
  static PluginFailure thrown(Throwable thrown) {
    PluginFailure failure = new PluginFailure(described(thrown));
    failure.setStackTrace(traceOf(thrown));
    return failure;
  }

  /** What an exception says, even if it is of a class that fails at that. */
  private static String described(Throwable thrown) {
    try {
      String text = thrown.toString();
      return text.substring(0, Math.min(text.length(), LONGEST));
    } catch (RuntimeException | LinkageError e) {
      return thrown.getClass().getName();
    }
  }

  /** Where an exception was thrown, in words. */
  static StackTraceElement[] traceOf(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (RuntimeException | LinkageError e) {
      return new StackTraceElement[0];
    }
  }
}
