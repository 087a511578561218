package io.boxwire.itests.fuzz;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** What an assembler makes of a stream. */
final class StreamCut {
  private final byte[] stream;
  private final List<Frame> frames = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<TrackFormat> format = Optional.empty();
  private Optional<MediaException> fault = Optional.empty();

  private StreamCut(byte[] stream) {
    this.stream = stream;
  }

  /**
   * Cuts a stream.
   *
   * @param plugin its codec
   * @param options what is known of it
   * @param stream the stream
   * @param steps by how many bytes the windows grow
   */
  static StreamCut of(
      CodecPlugin plugin, AssemblerOptions options, byte[] stream, IntSupplier steps) {
    StreamCut cut = new StreamCut(stream.clone());
    cut.fault = Guard.thrownBy(() -> cut.run(plugin.newAssembler(options), steps));
    return cut;
  }

  private void run(Assembler assembler, IntSupplier steps) throws MediaException {
    Assembler.Receiver receiver = new Notes(assembler);
    int begin = 0;
    int end = 0;
    for (int step = steps.getAsInt(); stream.length - end > step; step = steps.getAsInt()) {
      end += step;
      ByteBuffer window = ByteBuffer.wrap(stream).limit(end).position(begin);
      assembler.assemble(window, receiver);
      Guard.require(
          window.limit() == end && window.position() >= begin, "a window is left as " + window);
      begin = window.position();
    }
    ByteBuffer rest = ByteBuffer.wrap(stream).position(begin);
    assembler.finish(rest, receiver);
    Guard.require(!rest.hasRemaining(), rest.remaining() + " bytes are left at the end");
    format = assembler.format();
  }

  private final class Notes implements Assembler.Receiver {
    private final Assembler assembler;

    Notes(Assembler assembler) {
      this.assembler = assembler;
    }

    @Override
    public void frame(Frame frame) {
      format = assembler.format();
      Guard.require(format.isPresent(), "no format when a frame came");
      frames.add(frame);
      notes.add(frame + " lasting " + frame.duration() + " with " + frame.payload().hashCode());
    }

    @Override
    public void event(MediaEvent event) {
      notes.add(event.toString());
    }
  }

  /** The frames, which are slices of a copy of the stream. */
  List<Frame> frames() {
    return frames;
  }

  /** Frames and events, in order. */
  List<String> notes() {
    return notes;
  }

  Optional<MediaException> fault() {
    return fault;
  }

  /** The format, if a frame came or the stream told it. */
  Optional<TrackFormat> format() {
    return format;
  }

  long frameBytes() {
    return frames.stream().mapToLong(Frame::size).sum();
  }
}
