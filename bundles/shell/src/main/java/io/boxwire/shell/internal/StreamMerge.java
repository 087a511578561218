package io.boxwire.shell.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.TrackFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several elementary streams, read side by side, whose frames come out in the order of their decode
 * times, so that a muxer never has to wait for one track while it holds the frames of another. The
 * n-th stream is track n.
 */
final class StreamMerge implements AutoCloseable {
  private final List<StreamReader> readers;
  private final List<TrackFormat> formats;
  private final long totalBytes;

  private StreamMerge(List<StreamReader> readers, List<TrackFormat> formats, long totalBytes) {
    this.readers = readers;
    this.formats = formats;
    this.totalBytes = totalBytes;
  }

  /**
   * Opens streams, and reads each as far as its first frame.
   *
   * @param specs the streams
   * @param invocation the world
   */
  static StreamMerge open(List<StreamSpec> specs, Invocation invocation)
      throws UsageException, MediaException, InterruptedException {
    List<StreamReader> readers = new ArrayList<>();
    List<TrackFormat> formats = new ArrayList<>();
    long bytes = 0;
    boolean known = true;
    try {
      for (StreamSpec spec : specs) {
        StreamSource source = StreamSource.open(spec, invocation);
        bytes += source.size();
        known &= source.size() > 0;
        readers.add(source.reader());
      }
      for (int i = 0; i < readers.size(); i++) {
        formats.add(format(specs.get(i), readers.get(i)));
      }
    } catch (UsageException | MediaException | InterruptedException e) {
      closeAll(readers, e);
      throw e;
    }
    return new StreamMerge(readers, formats, known ? bytes : 0);
  }

  private static TrackFormat format(StreamSpec spec, StreamReader reader)
      throws MediaException, InterruptedException {
    if (reader.peek().isEmpty()) {
      throw MediaException.of(Code.MALFORMED, spec.file() + " holds no frame");
    }
    return reader.format().orElseThrow();
  }

  /** The formats of the tracks. */
  List<TrackFormat> formats() {
    return formats;
  }

  /** How many bytes the streams have together; 0 if one of them does not say. */
  long totalBytes() {
    return totalBytes;
  }

  /** Takes the next frame of all streams, with the number of its track; to be released once. */
  Optional<Frame> next() throws MediaException, InterruptedException {
    int first = -1;
    long earliest = 0;
    for (int i = 0; i < readers.size(); i++) {
      Optional<Frame> head = readers.get(i).peek();
      if (head.isPresent()) {
        long time = head.get().decodeTime();
        if (first < 0
            || Times.compare(
                    time, formats.get(i).timescale(), earliest, formats.get(first).timescale())
                < 0) {
          first = i;
          earliest = time;
        }
      }
    }
    if (first < 0) {
      return Optional.empty();
    }
    Frame frame = readers.get(first).take();
    return Optional.of(first == 0 ? frame : frame.toBuilder().track(first + 1).build());
  }

  private static void closeAll(List<StreamReader> readers, Exception failure) {
    for (StreamReader reader : readers) {
      try {
        reader.close();
      } catch (MediaException e) {
        failure.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() throws MediaException {
    MediaException failure = null;
    for (StreamReader reader : readers) {
      try {
        reader.close();
      } catch (MediaException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
