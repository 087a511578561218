package io.boxwire.shell.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.TrackFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several elementary streams, read side by side, whose frames come out in the order of their decode
 * times, so that a muxer never has to wait for one track while it holds the frames of another. The
 * n-th stream is track n.
 *
 * <p>A raw stream says nothing of when it began; all of them begin together. What begins is the
 * presentation: where pictures are reordered, the first one is shown some frames behind its decode
 * time, and the other tracks are moved by as much. What an audio stream begins with to get its
 * decoder going comes in front of that beginning.
 */
final class StreamMerge implements AutoCloseable {
  private final List<Strand> strands;
  private final long totalBytes;

  private StreamMerge(List<Strand> strands, long totalBytes) {
    this.strands = strands;
    this.totalBytes = totalBytes;
  }

  /**
   * One stream among the others.
   *
   * @param reader where its frames come from
   * @param format the format of its track
   * @param shift what is added to its times, in ticks
   */
  private record Strand(StreamReader reader, TrackFormat format, long shift) {
    /** Whether this frame comes before one of another strand. */
    boolean isBefore(long time, Strand other, long otherTime) {
      return Times.compare(time, format.timescale(), otherTime, other.format.timescale()) < 0;
    }

    Frame take(int track) {
      Frame frame = reader.take();
      return frame.toBuilder()
          .track(track)
          .times(frame.decodeTime() + shift, frame.compositionTime() + shift)
          .build();
    }
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
    long bytes = 0;
    boolean known = true;
    try {
      for (StreamSpec spec : specs) {
        StreamSource source = StreamSource.open(spec, invocation);
        bytes += source.size();
        known &= source.size() > 0;
        readers.add(source.reader());
      }
      return new StreamMerge(align(specs, readers), known ? bytes : 0);
    } catch (UsageException | MediaException | InterruptedException e) {
      closeAll(readers).ifPresent(e::addSuppressed);
      throw e;
    }
  }

  private static List<Strand> align(List<StreamSpec> specs, List<StreamReader> readers)
      throws MediaException, InterruptedException {
    List<Strand> strands = new ArrayList<>();
    Duration start = Duration.ZERO;
    for (int i = 0; i < readers.size(); i++) {
      StreamReader reader = readers.get(i);
      if (reader.peek().isEmpty()) {
        throw MediaException.of(Code.MALFORMED, specs.get(i).file() + " holds no frame");
      }
      TrackFormat format = reader.format().orElseThrow();
      long first = reader.peek().get().compositionTime() + format.decoderSetup().priming();
      strands.add(new Strand(reader, format, -first));
      Duration shown = Times.duration(first, format.timescale());
      start = shown.compareTo(start) > 0 ? shown : start;
    }
    Duration origin = start;
    return strands.stream()
        .map(
            s ->
                new Strand(s.reader, s.format, s.shift + Times.ticks(origin, s.format.timescale())))
        .toList();
  }

  /** The formats of the tracks. */
  List<TrackFormat> formats() {
    return strands.stream().map(Strand::format).toList();
  }

  /** How many bytes the streams have together; 0 if one of them does not say. */
  long totalBytes() {
    return totalBytes;
  }

  /** Takes the next frame of all streams, with the number of its track; to be released once. */
  Optional<Frame> next() throws MediaException, InterruptedException {
    int first = -1;
    long earliest = 0;
    for (int i = 0; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      Optional<Frame> head = strand.reader.peek();
      if (head.isPresent()) {
        long time = head.get().decodeTime() + strand.shift;
        if (first < 0 || strand.isBefore(time, strands.get(first), earliest)) {
          first = i;
          earliest = time;
        }
      }
    }
    return first < 0 ? Optional.empty() : Optional.of(strands.get(first).take(first + 1));
  }

  private static Optional<MediaException> closeAll(List<StreamReader> readers) {
    MediaException failure = null;
    for (StreamReader reader : readers) {
      try {
        reader.close();
      } catch (MediaException e) {
        failure = e;
      }
    }
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() throws MediaException {
    Optional<MediaException> failure = closeAll(strands.stream().map(Strand::reader).toList());
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
