package io.boxwire.recorder.internal.keeping;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of a recording, of this run and earlier ones: those in its folder whose name it could
 * have given. Links are none of them, wherever they lead.
 *
 * @param folder where they are
 * @param names what their names match
 */
record OwnFiles(Path folder, Pattern names) {
  /**
   * Lists them.
   *
   * @return the oldest first
   */
  List<OwnFile> oldestFirst() throws IOException {
    List<OwnFile> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, this::named)) {
      for (Path entry : entries) {
        add(entry, files);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(OwnFile.BY_AGE);
    return files;
  }

  private boolean named(Path entry) {
    return names.matcher(entry.getFileName().toString()).matches();
  }

  private static void add(Path entry, List<OwnFile> files) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isRegularFile()) {
        files.add(new OwnFile(entry, attributes.size(), attributes.lastModifiedTime().toInstant()));
      }
    } catch (NoSuchFileException e) {
      // Somebody else has removed it since the folder was read: there is nothing to keep.
      files.removeIf(file -> file.path().equals(entry));
    }
  }

  /** How large those of some files are together that are the recording's. */
  long bytes(Collection<Path> some) throws IOException {
    long bytes = 0;
    for (Path file : some) {
      if (folder.equals(file.getParent()) && named(file) && Files.exists(file)) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** How much room there is for more. */
  long usable() throws IOException {
    return Room.in(folder);
  }
}
