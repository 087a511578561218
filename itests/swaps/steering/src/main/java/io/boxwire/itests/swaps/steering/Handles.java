package io.boxwire.itests.swaps.steering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Threads, open files and locks of this process. */
final class Handles {
  private static final Path FILES = Path.of("/proc/self/fd");
  private static final Path LOCKS = Path.of("/proc/locks");

  private Handles() {}

  /** Our threads. */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("boxwire-") || name.startsWith("load "))
        .sorted()
        .toList();
  }

  /** The open files in a folder, or that have been deleted, or that are jars of a bundle. */
  static List<String> files(Path folder) {
    List<String> open = new ArrayList<>();
    try (Stream<Path> all = Files.list(FILES)) {
      for (Path each : all.toList()) {
        String target = target(each);
        if (target.startsWith(folder.toString()) || target.endsWith(" (deleted)")) {
          open.add(target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return open;
  }

  /** How many files are open, whichever. */
  static long fileCount() {
    try (Stream<Path> all = Files.list(FILES)) {
      return all.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      // It was that of the listing itself, or was closed meanwhile.
      return "";
    }
  }

  /** The locks on files that this process holds. */
  static List<String> fileLocks() {
    String process = " " + ProcessHandle.current().pid() + " ";
    try (Stream<String> lines = Files.lines(LOCKS)) {
      return lines
          .filter(line -> line.contains(process))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Threads that wait for each other for ever. */
  static List<String> deadlocked() {
    long[] ids = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    return ids == null ? List.of() : LongStream.of(ids).mapToObj(Long::toString).toList();
  }

  /** What every thread of ours does. */
  static String stacks() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(e -> e.getKey().getName().startsWith("boxwire-"))
        .map(Handles::stack)
        .collect(Collectors.joining());
  }

  private static String stack(Map.Entry<Thread, StackTraceElement[]> entry) {
    return Stream.of(entry.getValue())
        .map(frame -> "\n    " + frame)
        .collect(Collectors.joining("", "\n  " + entry.getKey().getName(), ""));
  }
}
