package io.boxwire.recorder.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RecordingRequest;
import io.boxwire.api.Sink;
import io.boxwire.recorder.internal.keeping.Keeper;
import io.boxwire.recorder.internal.keeping.OpenFiles;
import io.boxwire.recorder.internal.naming.FileNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens the files of a recording, and remembers their names. */
final class NextFile {
  /** How many names are remembered; of a recording that goes on for months, the last of them. */
  static final int MOST_NAMES = 1000;

  private static final int ATTEMPTS = 100;

  private final RecordingRequest request;
  private final MuxerOptions options;
  private final Optional<FileNames> names;
  private final OpenFiles open;
  private final Optional<Keeper> keeper;
  private final Deque<Path> files = new ArrayDeque<>();
  private boolean first = true;

  /** The one that was closed last. */
  private Optional<Path> last = Optional.empty();

  /**
   * Makes the files of a recording, none of which is open.
   *
   * @param events is told what happens to them
   * @throws MediaException {@code BAD_REQUEST} if they can't be named as asked for
   */
  NextFile(
      RecordingRequest request, RecordingEvents events, Clock clock, Keeper.Surroundings around)
      throws MediaException {
    this.request = request;
    this.options = request.muxer().toBuilder().listener(events).build();
    this.names =
        request.sink() instanceof Sink.File file
            ? Optional.of(new FileNames(file.path(), request.filePattern(), clock))
            : Optional.empty();
    this.open = around.open();
    this.keeper = names.map(some -> new Keeper(name(), some, keeping(), around, events));
  }

  private String name() {
    return request.name().orElse(request.sink().toString());
  }

  /** Where one file is asked for, whoever asks for it again says what becomes of the old one. */
  private Keeper.Wanted keeping() {
    return new Keeper.Wanted(
        request.retention(), request.filePattern().isPresent() || Segments.wanted(request));
  }

  /** Whether there can be more than one. */
  boolean several() {
    return names.isPresent();
  }

  /** How long a codec plugin is waited for, nanoseconds. */
  long codecWait() {
    return MediaTime.nanos(options.codecWait());
  }

  /**
   * Opens the next.
   *
   * @param continuation its tracks
   * @throws MediaException as {@link MuxerFactory#open}; if it is thrown, no file is left behind
   */
  OutputFile open(MuxerFactory muxers, Continuation continuation) throws MediaException {
    OutputFile file = createWithRoom(muxers, continuation);
    letGoOfLast();
    first = false;
    names.ifPresent(FileNames::used);
    synchronized (files) {
      file.path().ifPresent(files::add);
      if (files.size() > MOST_NAMES) {
        files.remove();
      }
    }
    return file;
  }

  private OutputFile createWithRoom(MuxerFactory muxers, Continuation continuation)
      throws MediaException {
    while (true) {
      try {
        return create(muxers, continuation);
      } catch (MediaException e) {
        // Each time there is a file less, if it is for want of room.
        if (!makesRoom(e, 0)) {
          throw e;
        }
      }
    }
  }

  /** As {@link Keeper#makeRoom}. */
  boolean makesRoom(MediaException why, long bytes) {
    return keeper.filter(one -> one.makeRoom(why, bytes)).isPresent();
  }

  private OutputFile create(MuxerFactory muxers, Continuation continuation) throws MediaException {
    if (names.isEmpty()) {
      return OutputFile.create(muxers, request.sink(), options(), continuation);
    }
    for (int attempt = 1; ; attempt++) {
      Path path = names.get().next();
      boolean free = Files.notExists(path);
      try {
        return create(muxers, path, continuation);
      } catch (MediaException e) {
        // Another program may have taken the name meanwhile.
        if (!free || Files.notExists(path) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private OutputFile create(MuxerFactory muxers, Path path, Continuation continuation)
      throws MediaException {
    boolean created = false;
    open.add(path);
    try {
      OutputFile file = OutputFile.create(muxers, new Sink.File(path), options(), continuation);
      created = true;
      return file;
    } finally {
      if (!created) {
        open.remove(path);
      }
    }
  }

  /**
   * What is counted from a given time keeps that as its beginning in the first file. Each file can
   * be told from all others, unless the request names one.
   */
  private MuxerOptions options() {
    MuxerOptions.Builder own = options.toBuilder();
    if (!first) {
      own.origin(MuxerOptions.Origin.FIRST_FRAME);
    } else if (request.zero().isPresent()) {
      own.origin(MuxerOptions.Origin.ZERO);
    }
    if (!first || options.fileId().isEmpty()) {
      own.fileId(UUID.randomUUID());
    }
    return own.build();
  }

  /**
   * A file is closed. It counts as being written until the next one is, so that of a recording that
   * ends at least the last file stays.
   */
  void closed(Path path) {
    last = Optional.of(path);
  }

  private void letGoOfLast() {
    if (last.isPresent()) {
      open.remove(last.get());
      last = Optional.empty();
      look();
    }
  }

  /** The recording has ended. */
  void end() {
    keeper.ifPresent(Keeper::close);
    last.ifPresent(open::remove);
  }

  /** There is something new to look at for who looks after the files. */
  void look() {
    keeper.ifPresent(Keeper::look);
  }

  /** The file that was opened last is not there any more: its name is free. */
  void forget(Path path) {
    names.ifPresent(FileNames::free);
    synchronized (files) {
      files.remove(path);
    }
  }

  /** The names of those that were opened, the last of them if they are many. */
  List<Path> files() {
    synchronized (files) {
      return List.copyOf(files);
    }
  }
}
