package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Tells failures apart, and puts them into words. */
final class Failures {
  private Failures() {}

  /** What an exception says; never nothing, and never the name of a file alone. */
  static String reason(Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "it exists";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /**
   * Wraps a failure of the file system; a {@code MediaException} is returned as it is.
   *
   * @param what what could not be done
   */
  static MediaException io(String what, IOException failure) {
    return failure instanceof MediaException media
        ? media
        : MediaException.of(Code.IO, what + ": " + reason(failure), failure);
  }

  /** A failure with the name of the file it is about. */
  static MediaException named(String name, IOException failure) {
    Code code = failure instanceof MediaException media ? media.code() : Code.IO;
    return MediaException.of(code, name + ": " + reason(failure), failure);
  }

  /** The status of a command that a failure ended. */
  static int status(IOException failure) {
    return failure instanceof MediaException media && media.code() == Code.BAD_REQUEST
        ? CommandLine.WRONG_USAGE
        : CommandLine.FAILED;
  }

  /** Whether a failure is the thread's interruption in disguise. */
  static boolean isInterruption(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ClosedByInterruptException
          || t instanceof InterruptedIOException
          || t instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }
}
