package io.boxwire.shell.karaf.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;

/** Completes names of files, relative ones from the directory of the session. */
final class FileNames {
  private FileNames() {}

  /**
   * Adds the files that a word is the beginning of; folders end in a slash and go on.
   *
   * @param begun the word in front of the cursor
   * @param directory where relative names are meant
   * @param candidates takes them
   */
  static void complete(String begun, Path directory, List<Candidate> candidates) {
    String folder = begun.substring(0, begun.lastIndexOf('/') + 1);
    String first = begun.substring(folder.length());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve(folder))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        boolean hidden = name.startsWith(".") && !first.startsWith(".");
        if (name.startsWith(first) && !hidden) {
          candidates.add(candidate(folder, name, Files.isDirectory(file)));
        }
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
      // A folder that can't be listed has nothing to complete with; the command will say why.
      return;
    }
  }

  private static Candidate candidate(String folder, String name, boolean directory) {
    String shown = directory ? name + "/" : name;
    return new Candidate(folder + shown, shown, null, null, null, null, !directory);
  }
}
