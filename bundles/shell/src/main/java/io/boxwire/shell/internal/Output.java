package io.boxwire.shell.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.Sink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * An output that a command was asked to write: a new file, or standard output, a pipe or a device.
 *
 * <p>Nothing is touched before it is opened, so that wrong usage leaves an old file as it was.
 */
final class Output implements AutoCloseable {
  private enum Kind {
    FILE,
    SPECIAL_FILE,
    STANDARD_OUTPUT
  }

  private final Kind kind;
  private final Path path;
  private final Invocation invocation;
  private WritableByteChannel channel;
  private boolean made;

  private Output(Kind kind, Path path, Invocation invocation) {
    this.kind = kind;
    this.path = path;
    this.invocation = invocation;
  }

  /**
   * Checks that an output may be written.
   *
   * @param name a file name, or {@code -}
   * @param inputs the files that are read meanwhile
   * @param arguments tell whether an old file may be replaced
   * @param invocation resolves names
   * @throws UsageException if the file exists and may not be replaced, is a folder or in one that
   *     is not there, or is an input
   */
  static Output of(String name, List<Path> inputs, Arguments arguments, Invocation invocation)
      throws UsageException {
    if (name.equals("-")) {
      return new Output(Kind.STANDARD_OUTPUT, Path.of("-"), invocation);
    }
    Path path = invocation.path(name);
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UsageException("there is no folder " + folder + " for the output");
    }
    return of(path, inputs, arguments, invocation);
  }

  /** A file that gives its folder and name to others, and is not opened itself. */
  static Output named(String name, Invocation invocation) throws UsageException {
    return new Output(Kind.FILE, invocation.path(name), invocation);
  }

  /** Checks that a file may be written; see the other method. */
  static Output of(Path path, List<Path> inputs, Arguments arguments, Invocation invocation)
      throws UsageException {
    refuseInputs(path, inputs);
    if (Files.isDirectory(path)) {
      throw new UsageException("the output is a folder: " + path);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return new Output(Kind.SPECIAL_FILE, path, invocation);
    }
    if (Files.exists(path) && !arguments.has(Syntax.OVERWRITE)) {
      throw new UsageException("the output exists: " + path + " (-y replaces it)");
    }
    return new Output(Kind.FILE, path, invocation);
  }

  static void refuseInputs(Path path, List<Path> inputs) throws UsageException {
    for (Path input : inputs) {
      try {
        if (path.equals(input) || Files.exists(path) && Files.isSameFile(path, input)) {
          throw new UsageException("input and output are the same file: " + path);
        }
      } catch (IOException e) {
        // An input that can't be looked at can't be read either, which is told when it is opened.
        continue;
      }
    }
  }

  /** Whether bytes can only be written one after the other. */
  boolean isStream() {
    return kind != Kind.FILE;
  }

  Path path() {
    return path;
  }

  /** Removes an old file, and gives what a muxer writes to. */
  Sink sink() throws MediaException {
    if (kind == Kind.FILE) {
      removeOld();
      return new Sink.File(path);
    }
    return new Sink.Stream(channel());
  }

  /**
   * Removes an old file, and opens the output; closed with this object, but for standard output.
   */
  WritableByteChannel channel() throws MediaException {
    if (channel == null) {
      channel = open();
    }
    return channel;
  }

  private WritableByteChannel open() throws MediaException {
    try {
      switch (kind) {
        case STANDARD_OUTPUT:
          return invocation.output();
        case SPECIAL_FILE:
          return FileChannel.open(path, StandardOpenOption.WRITE);
        default:
          removeOld();
          return FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      }
    } catch (IOException e) {
      throw Failures.io("can't create " + path, e);
    }
  }

  private void removeOld() throws MediaException {
    try {
      Files.deleteIfExists(path);
      made = true;
    } catch (IOException e) {
      throw Failures.io("can't replace " + path, e);
    }
  }

  /** Removes the file, if this run has made it. */
  void discard() {
    try {
      close();
      if (made) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      invocation.error("can't remove " + path + ": ", e);
    }
  }

  @Override
  public void close() throws MediaException {
    if (channel != null && kind != Kind.STANDARD_OUTPUT) {
      try {
        channel.close();
      } catch (IOException e) {
        throw Failures.io("can't close " + path, e);
      }
    }
  }
}
