package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerStatistics;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecPlugin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Muxers that write a byte a frame, so many frames together, into a folder that has room for so
 * many bytes. What is removed from the folder makes room again.
 */
final class FullDisk implements MuxerFactory {
  private final Path folder;
  private final long room;
  private final int together;

  /** The numbers of the frames of each file, whether it is still there or not. */
  final Map<Path, List<Long>> files = new LinkedHashMap<>();

  /** Each frame by its payload, numbered as they come: times begin anew in each file. */
  private final Map<byte[], Long> numbers = new IdentityHashMap<>();

  FullDisk(Path folder, long room, int together) {
    this.folder = folder;
    this.room = room;
    this.together = together;
  }

  /** All frames that are in a file. */
  List<Long> stored() {
    return files.values().stream().flatMap(List::stream).distinct().sorted().toList();
  }

  private long used() {
    long bytes = 0;
    for (File file : folder.toFile().listFiles()) {
      bytes += file.length();
    }
    return bytes;
  }

  @Override
  public Muxer open(Sink sink, MuxerOptions options) throws MediaException {
    Path path = ((Sink.File) sink).path();
    try {
      Files.createFile(path);
    } catch (IOException e) {
      throw MediaException.io("can't create " + path, e);
    }
    files.put(path, new ArrayList<>());
    return new Writer(path);
  }

  @Override
  public MuxerFactory using(Collection<? extends CodecPlugin> plugins) {
    return this;
  }

  private long number(Frame frame) {
    return numbers.computeIfAbsent(frame.slices().get(0).array(), payload -> (long) numbers.size());
  }

  private final class Writer implements Muxer {
    private final Path path;
    private final List<Frame> held = new ArrayList<>();
    private final Map<Integer, Long> unwritten = new TreeMap<>();
    private MediaException failure;
    private int tracks;

    Writer(Path path) {
      this.path = path;
    }

    @Override
    public int addTrack(TrackFormat format) {
      return ++tracks;
    }

    @Override
    public void write(Frame frame) throws MediaException {
      check();
      if (held.size() == together) {
        flush();
      }
      number(frame);
      held.add(frame);
    }

    private void check() throws MediaException {
      if (failure != null) {
        throw failure;
      }
    }

    private void flush() throws MediaException {
      try {
        if (used() + held.size() > room) {
          throw new IOException("No space left on device");
        }
        Files.write(path, new byte[held.size()], StandardOpenOption.APPEND);
        held.forEach(frame -> files.get(path).add(number(frame)));
      } catch (IOException e) {
        failure = MediaException.io("writing the file failed", e);
        held.forEach(frame -> unwritten.merge(frame.track(), 1L, Long::sum));
      } finally {
        held.forEach(Frame::release);
        held.clear();
      }
      check();
    }

    @Override
    public MuxerStatistics statistics() {
      return MuxerStatistics.of(Layout.HYBRID, 0, 0, 0, 0, 0).without(unwritten);
    }

    @Override
    public void close() throws MediaException {
      check();
      flush();
    }
  }
}
