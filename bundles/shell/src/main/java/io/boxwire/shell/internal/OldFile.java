package io.boxwire.shell.internal;

import io.boxwire.api.MediaException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that another is to take the place of: put aside under a name beside its own until it is
 * known that the new one could be begun. A process that is killed meanwhile leaves it there.
 */
final class OldFile {
  private static final int MOST_NAMES = 1000;

  private final Path path;
  private final Optional<Path> aside;

  private OldFile(Path path, Optional<Path> aside) {
    this.path = path;
    this.aside = aside;
  }

  /**
   * Puts a file aside, if there is one.
   *
   * @param path its name, free afterwards
   */
  static OldFile putAside(Path path) throws MediaException {
    try {
      return new OldFile(path, Files.exists(path) ? Optional.of(moved(path)) : Optional.empty());
    } catch (IOException e) {
      throw Failures.io("can't replace " + path, e);
    }
  }

  private static Path moved(Path path) throws IOException {
    for (int number = 1; number <= MOST_NAMES; number++) {
      Path name = path.resolveSibling(path.getFileName() + ".old" + number);
      if (!Files.exists(name)) {
        return Files.move(path, name);
      }
    }
    throw new FileAlreadyExistsException(path + ".old1 to .old" + MOST_NAMES);
  }

  /** The new file is there: the old one is removed. */
  void remove() throws MediaException {
    if (aside.isPresent()) {
      try {
        Files.deleteIfExists(aside.get());
      } catch (IOException e) {
        throw Failures.io("can't remove the old file, which is " + aside.get() + " now", e);
      }
    }
  }

  /**
   * The new file could not be made: the old one gets its name again.
   *
   * @param cause why; is told where the old file is if that fails
   */
  void putBack(Exception cause) {
    if (aside.isPresent()) {
      try {
        Files.move(aside.get(), path);
      } catch (NoSuchFileException e) {
        // Whoever took it away from there wants it elsewhere.
        cause.addSuppressed(e);
      } catch (IOException e) {
        cause.addSuppressed(Failures.io("the old file is " + aside.get() + " now", e));
      }
    }
  }
}
