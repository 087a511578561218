package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One track as a muxer treats it: what holds no picture is put in front of the next frame, the last
 * configuration is remembered, and a packetizer can be replaced.
 */
final class Track {
  private final CodecPlugin plugin;
  private final PacketizerContext fresh;
  private final List<ByteBuffer> held = new ArrayList<>();
  private Packetizer packetizer;
  private Optional<CodecConfiguration> configuration = Optional.empty();

  Track(CodecPlugin plugin, TrackFormat format) throws MediaException {
    this(plugin, PacketizerContext.of(format));
  }

  Track(CodecPlugin plugin, PacketizerContext context) throws MediaException {
    this.plugin = plugin;
    this.fresh = PacketizerContext.of(context.format());
    this.packetizer = plugin.newPacketizer(context);
  }

  /** All samples of some frames, on a track of their own. */
  static List<Stored> samples(CodecPlugin plugin, TrackFormat format, List<Frame> frames)
      throws MediaException {
    Track track = new Track(plugin, format);
    List<Stored> samples = track.writeAll(frames);
    track.close();
    return samples;
  }

  List<Stored> writeAll(List<Frame> frames) throws MediaException {
    List<Stored> samples = new ArrayList<>();
    for (Frame frame : frames) {
      write(frame).ifPresent(samples::add);
    }
    return samples;
  }

  /** Makes a sample of a frame and of what was held in front of it. */
  Optional<Stored> write(Frame frame) throws MediaException {
    StoredSink sink = new StoredSink();
    if (packetizer.packetize(withHeld(frame), sink) == Packetizer.Outcome.NO_PICTURE) {
      Clause.NO_PICTURE.require(
          !sink.used(), () -> "the sink was told of a frame that has no picture: " + frame);
      held.add(ByteBuffer.wrap(Frames.bytes(frame)));
      return Optional.empty();
    }
    held.clear();
    Stored sample = sink.stored();
    Clause.SAMPLE.require(sample.content().hasRemaining(), () -> "no bytes came of " + frame);
    configuration = sample.configuration().or(() -> configuration);
    return Optional.of(sample);
  }

  /** A frame with what was held in front of it. */
  Frame withHeld(Frame frame) {
    if (held.isEmpty()) {
      return frame;
    }
    List<ByteBuffer> slices = new ArrayList<>(held);
    slices.addAll(frame.slices());
    return Frames.with(frame, slices);
  }

  byte[] snapshot() {
    return packetizer.snapshot();
  }

  /** What a successor is made with. */
  PacketizerContext successor() {
    return fresh.resumedFrom(snapshot(), configuration);
  }

  /** Replaces the packetizer as a muxer does when a plugin comes back: first one ends. */
  void swap() throws MediaException {
    PacketizerContext left = successor();
    packetizer.close();
    packetizer = plugin.newPacketizer(left);
  }

  void close() {
    packetizer.close();
  }
}
