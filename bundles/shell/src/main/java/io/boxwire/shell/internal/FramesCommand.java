package io.boxwire.shell.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.TrackInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Lists samples as CSV. */
final class FramesCommand implements Command {
  private static final Option TRACK = Option.value("--track", "N", "only the track with this ID");
  private static final Option HASH =
      Option.flag("--hash", "add the MD5 of each sample's bytes as they are stored");
  private static final String COLUMNS = "track,index,dts,pts,duration,size,sync";
  private static final int BUFFER = 1 << 16;

  private static final Syntax SYNTAX =
      Syntax.of("frames", "lists samples as CSV")
          .usage("[--track N] [--hash] IN...", 1, Integer.MAX_VALUE)
          .option(TRACK)
          .option(HASH)
          .note("The header is " + COLUMNS + ", and md5 with --hash.")
          .note(
              """
              Times are ticks of the track's media timeline, before edit lists. Samples are in file
              order within a track, tracks one after another; from standard input (-), in stream
              order.""")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws UsageException, IOException {
    OptionalInt track = arguments.track(TRACK);
    Optional<SampleHash> hash =
        arguments.has(HASH) ? Optional.of(new SampleHash()) : Optional.empty();
    return new EachFile(invocation, EachFile.Form.TEXT, "")
        .run(arguments.operands(), name -> list(name, track, hash, invocation));
  }

  private static int list(
      String name, OptionalInt track, Optional<SampleHash> hash, Invocation invocation)
      throws UsageException, IOException {
    Set<Integer> wanted = track.isPresent() ? Set.of(track.getAsInt()) : Set.of();
    try (Input input = Input.open(name, PayloadForm.STORED, wanted, invocation)) {
      List<TrackInfo> tracks = input.demuxer().tracks();
      if (track.isPresent()) {
        tracks = tracks.stream().filter(t -> t.id() == track.getAsInt()).toList();
        if (tracks.isEmpty()) {
          throw MediaException.of(Code.BAD_REQUEST, "there is no track " + track.getAsInt());
        }
      }
      Results results = invocation.results();
      results.line(hash.isPresent() ? COLUMNS + ",md5" : COLUMNS);
      Faults faults = new Faults(invocation);
      if (input.isStream()) {
        listStream(input.demuxer(), hash, results, faults);
      } else {
        for (TrackInfo info : tracks) {
          SampleCursor samples = input.demuxer().samples(info.id());
          listTrack(info.id(), samples, input.size(), hash, results, faults);
        }
        input
            .skipped()
            .ifPresent(text -> invocation.event(MediaEvent.of(Kind.INPUT_SKIPPED, text)));
      }
      return faults.conclude();
    }
  }

  private static void listTrack(
      int track,
      SampleCursor sample,
      long fileSize,
      Optional<SampleHash> hash,
      Results results,
      Faults faults)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(hash.isPresent() ? BUFFER : 0);
    while (next(sample, faults)) {
      byte[] digest = null;
      if (hash.isPresent()) {
        if (buffer.capacity() < sample.size()) {
          checkInside(track, sample, fileSize);
          buffer = ByteBuffer.allocateDirect((int) Math.min(Integer.MAX_VALUE, 2L * sample.size()));
        }
        sample.read(buffer.clear());
        digest = hash.get().of(buffer.flip());
      }
      results.number(track).character(',').number(sample.index()).character(',');
      times(sample.decodeTime(), sample.compositionTime(), sample.duration(), results);
      results.number(sample.size()).character(',');
      results.character(sample.randomAccess() == RandomAccess.SYNC ? '1' : '0');
      end(digest, results);
    }
  }

  /** Moves on, past samples that can't be read. */
  private static boolean next(SampleCursor sample, Faults faults) throws MediaException {
    while (true) {
      try {
        return sample.next();
      } catch (MediaException e) {
        faults.whileReading(e);
      }
    }
  }

  /** A size that the file can't hold must not be asked of the memory. */
  private static void checkInside(int track, SampleCursor sample, long fileSize)
      throws MediaException {
    if (sample.offset() > fileSize - sample.size()) {
      throw MediaException.of(
          Code.TRUNCATED,
          "sample "
              + sample.index()
              + " of track "
              + track
              + " is said to have "
              + sample.size()
              + " bytes at offset "
              + sample.offset()
              + ", behind the end of the file");
    }
  }

  private static void listStream(
      Demuxer demuxer, Optional<SampleHash> hash, Results results, Faults faults)
      throws IOException {
    Map<Integer, long[]> counts = new HashMap<>();
    for (Optional<Frame> next = read(demuxer, faults);
        next.isPresent();
        next = read(demuxer, faults)) {
      Frame frame = next.get();
      long[] count = counts.computeIfAbsent(frame.track(), t -> new long[1]);
      results.number(frame.track()).character(',').number(count[0]++).character(',');
      times(frame.decodeTime(), frame.compositionTime(), frame.duration(), results);
      results.number(frame.size()).character(',').character(frame.sync() ? '1' : '0');
      end(hash.isPresent() ? hash.get().of(frame.slices()) : null, results);
    }
  }

  private static Optional<Frame> read(Demuxer demuxer, Faults faults) throws MediaException {
    while (true) {
      try {
        return demuxer.read();
      } catch (MediaException e) {
        faults.whileReading(e);
      }
    }
  }

  private static void times(long decode, long composition, long duration, Results results)
      throws IOException {
    results.number(decode).character(',').number(composition).character(',');
    results.number(duration).character(',');
  }

  private static void end(byte[] digest, Results results) throws IOException {
    if (digest != null) {
      results.character(',').hex(digest);
    }
    results.character('\n');
  }
}
