package io.boxwire.runtime.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What the script tells the launcher, by system properties.
 *
 * @param home the application: {@code lib} and {@code bundles}
 * @param plugins the folder whose jars are installed beside the application's bundles; need not
 *     exist
 * @param etc the folder whose files configure what runs in the shell
 * @param caches where the process may make a folder for the framework's cache
 * @param mode how the process is to start and end
 * @param without the start levels whose bundles the command does not need; they are not installed
 * @param with the groups of bundles that the command needs beside those that all need
 * @param terminal whether standard input and output are a terminal
 * @param columns the width of the terminal that shows standard error; 0 if it is not a terminal
 */
record Settings(
    Path home,
    Path plugins,
    Path etc,
    Path caches,
    Mode mode,
    Set<String> without,
    Set<String> with,
    boolean terminal,
    int columns) {

  /** How a process starts and ends. */
  enum Mode {
    /** Reads and prints: no plugin watching, and an end by {@link Runtime#halt}. */
    SHORT,
    /** May run for days: plugins are watched, and the framework is stopped in order. */
    LONG
  }

  /** Reads {@code boxwire.home}, {@code boxwire.plugins}, {@code boxwire.mode} and so on. */
  static Settings fromSystemProperties() {
    Path home = Path.of(required("boxwire.home")).toAbsolutePath();
    return new Settings(
        home,
        folder("boxwire.plugins", home.resolve("plugins")),
        folder("boxwire.etc", home.resolve("etc")),
        Path.of(System.getProperty("boxwire.caches", System.getProperty("java.io.tmpdir"))),
        "short".equals(System.getProperty("boxwire.mode")) ? Mode.SHORT : Mode.LONG,
        names("boxwire.without"),
        names("boxwire.with"),
        Boolean.getBoolean("boxwire.terminal"),
        Math.max(0, Integer.getInteger("boxwire.columns", 0)));
  }

  private static Path folder(String name, Path usual) {
    String value = System.getProperty(name, "");
    return value.isEmpty() ? usual : Path.of(value).toAbsolutePath();
  }

  private static Set<String> names(String name) {
    return Set.copyOf(List.of(System.getProperty(name, "").split(",")));
  }

  private static String required(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("the system property " + name + " is missing");
    }
    return value;
  }
}
