package io.boxwire.shell.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A container that a command reads: a file, standard input, or a named pipe. */
final class Input implements Closeable {
  /** The name of standard input. */
  static final String STANDARD_INPUT = "-";

  private final Demuxer demuxer;
  private final Optional<Path> file;
  private final Optional<FileChannel> pipe;

  private Input(Demuxer demuxer, Optional<Path> file, Optional<FileChannel> pipe) {
    this.demuxer = demuxer;
    this.file = file;
    this.pipe = pipe;
  }

  /**
   * Opens a container with all its tracks.
   *
   * @param name a file name, or {@code -}
   * @param form how payloads are wanted
   * @param invocation the world
   */
  static Input open(String name, PayloadForm form, Invocation invocation)
      throws UsageException, MediaException {
    return open(name, form, Set.of(), invocation);
  }

  /**
   * Opens a container.
   *
   * @param name a file name, or {@code -}
   * @param form how payloads are wanted
   * @param tracks the tracks to be read; none for all
   * @param invocation the world
   */
  static Input open(String name, PayloadForm form, Set<Integer> tracks, Invocation invocation)
      throws UsageException, MediaException {
    DemuxerOptions options =
        DemuxerOptions.builder()
            .payloadForm(form)
            .tracks(tracks)
            .listener(invocation::event)
            .build();
    if (name.equals(STANDARD_INPUT)) {
      Source source = new Source.Stream(invocation.input());
      Demuxer demuxer = invocation.parts().demuxers().open(source, options);
      return new Input(demuxer, Optional.empty(), Optional.empty());
    }
    Path path = invocation.path(name);
    checkReadable(path);
    if (Files.isRegularFile(path)) {
      Demuxer demuxer = invocation.parts().demuxers().open(new Source.File(path), options);
      return new Input(demuxer, Optional.of(path), Optional.empty());
    }
    FileChannel pipe = openPipe(path);
    try {
      Demuxer demuxer = invocation.parts().demuxers().open(new Source.Stream(pipe), options);
      return new Input(demuxer, Optional.empty(), Optional.of(pipe));
    } catch (MediaException e) {
      closeAfter(pipe, e);
      throw e;
    }
  }

  /**
   * Opens the one container that a command reads: what is wrong with it is told with its name.
   *
   * @param name a file name, or {@code -}
   * @param form how payloads are wanted
   * @param tracks the tracks to be read; none for all
   * @param invocation the world
   */
  static Input openNamed(String name, PayloadForm form, Set<Integer> tracks, Invocation invocation)
      throws UsageException, MediaException {
    try {
      return open(name, form, tracks, invocation);
    } catch (MediaException e) {
      throw Failures.named(name, e);
    }
  }

  /**
   * Says why a file can't be read, before anything is made for it.
   *
   * @throws MediaException if it can't
   */
  static void checkReadable(Path path) throws MediaException {
    if (!Files.exists(path)) {
      throw MediaException.of(Code.IO, "no such file");
    }
    if (Files.isDirectory(path)) {
      throw MediaException.of(Code.IO, "it is a folder");
    }
    if (!Files.isReadable(path)) {
      throw MediaException.of(Code.IO, "it may not be read");
    }
  }

  private static FileChannel openPipe(Path path) throws MediaException {
    try {
      return FileChannel.open(path);
    } catch (IOException e) {
      throw Failures.io("it can't be opened", e);
    }
  }

  private static void closeAfter(FileChannel channel, MediaException failure) {
    try {
      channel.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  Demuxer demuxer() {
    return demuxer;
  }

  /** Whether the input can be read once only. */
  boolean isStream() {
    return file.isEmpty();
  }

  /** How large the file is; 0 if it is none. */
  long size() throws MediaException {
    if (file.isEmpty()) {
      return 0;
    }
    try {
      return Files.size(file.get());
    } catch (IOException e) {
      throw Failures.io("its size can't be found out", e);
    }
  }

  /** What lies at the end of the file and can't be read, for people; nothing of a stream. */
  Optional<String> skipped() throws MediaException {
    if (isStream()) {
      return Optional.empty();
    }
    try {
      return demuxer.extent().skipped();
    } catch (MediaException e) {
      if (e.code() == Code.UNSUPPORTED) {
        // A demuxer of somebody else's need not know.
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() throws MediaException {
    try {
      demuxer.close();
    } finally {
      if (pipe.isPresent()) {
        closePipe();
      }
    }
  }

  private void closePipe() throws MediaException {
    try {
      pipe.get().close();
    } catch (IOException e) {
      throw Failures.io("the input can't be closed", e);
    }
  }
}
