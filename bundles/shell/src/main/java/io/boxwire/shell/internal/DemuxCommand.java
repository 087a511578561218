package io.boxwire.shell.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.TrackInfo;
import io.boxwire.api.codec.StreamWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes elementary streams of a file. */
final class DemuxCommand implements Command {
  private static final Option OUT =
      Option.value("-o", "OUT", "the stream to make, or - ; the folder to make without --track")
          .of(Option.Values.FILES);
  private static final Option TRACK = Option.value("--track", "N", "only the track with this ID");

  private static final Syntax SYNTAX =
      Syntax.of("demux", "makes elementary streams of a file")
          .usage("IN.mp4 [--track N] -o OUT", 1, 1)
          .option(OUT)
          .option(TRACK)
          .option(Syntax.OVERWRITE)
          .note(
              """
              Video becomes a byte stream with start codes (Annex B), audio the stream that is
              usual for its codec: the bytes of G.711, ADTS for AAC, Ogg for Opus.
              Without --track, all tracks go into the folder OUT, as track1.h264 and so on. A track
              whose codec has no plugin is written as its samples are stored.""")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public int run(Arguments arguments, Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    String name = arguments.operand(0);
    List<Path> inputs =
        name.equals(Input.STANDARD_INPUT) ? List.of() : List.of(invocation.path(name));
    OptionalInt track = arguments.track(TRACK);
    Set<Integer> wanted = track.isPresent() ? Set.of(track.getAsInt()) : Set.of();
    String out = arguments.required(OUT);
    StreamOutputs outputs =
        track.isPresent()
            ? StreamOutputs.single(
                Output.of(out, inputs, arguments, invocation), arguments, invocation)
            : StreamOutputs.folder(out, inputs, arguments, invocation);
    try (Input input = Input.openNamed(name, PayloadForm.STREAM, wanted, invocation)) {
      List<TrackInfo> tracks =
          input.demuxer().movie().tracks().stream()
              .filter(t -> wanted.isEmpty() || wanted.contains(t.id()))
              .toList();
      if (tracks.isEmpty()) {
        throw track.isPresent()
            ? MediaException.of(Code.BAD_REQUEST, "there is no track " + track.getAsInt())
            : MediaException.of(Code.MALFORMED, "there are no tracks");
      }
      for (TrackInfo info : tracks) {
        if (info.codec().isEmpty()) {
          invocation.note(
              "track "
                  + info.id()
                  + ": no plugin for "
                  + info.codecString()
                  + ", its samples are written as they are stored");
        }
      }
      return write(input.demuxer(), tracks, outputs, invocation);
    }
  }

  private static int write(
      Demuxer demuxer, List<TrackInfo> tracks, StreamOutputs outputs, Invocation invocation)
      throws UsageException, MediaException, InterruptedException {
    long total = tracks.stream().mapToLong(t -> t.mediaBytes().orElse(0)).sum();
    try (outputs;
        GatherWriter writer = new GatherWriter();
        Progress progress = invocation.progress("demux", total)) {
      Map<Integer, TrackStream> streams = new HashMap<>();
      for (TrackInfo track : tracks) {
        // Asked before the output is there: a track that no stream can express leaves no empty
        // file.
        Optional<StreamWriter> maker = TrackStream.writer(track, invocation.parts().codecs());
        GatherWriter.Stream stream = writer.stream(outputs.channel(track));
        streams.put(track.id(), new TrackStream(track, stream, maker));
      }
      int status = copy(demuxer, streams, progress, invocation);
      for (TrackStream stream : streams.values()) {
        stream.finish();
      }
      writer.finish();
      return status;
    } catch (InterruptedException e) {
      outputs.discard();
      throw e;
    } catch (MediaException e) {
      if (Failures.isInterruption(e)) {
        outputs.discard();
      }
      throw e;
    }
  }

  /** A fault in the file ends neither the frames before it nor those behind it. */
  private static int copy(
      Demuxer demuxer, Map<Integer, TrackStream> streams, Progress progress, Invocation invocation)
      throws MediaException, InterruptedException {
    long bytes = 0;
    Faults faults = new Faults(invocation);
    while (true) {
      Optional<Frame> next;
      try {
        next = demuxer.read();
      } catch (MediaException e) {
        faults.whileReading(e);
        continue;
      }
      if (next.isEmpty()) {
        return faults.conclude();
      }
      bytes += next.get().size();
      streams.get(next.get().track()).write(next.get());
      progress.at(bytes);
    }
  }
}
