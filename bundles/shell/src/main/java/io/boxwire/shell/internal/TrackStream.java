package io.boxwire.shell.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackInfo;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.StreamWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The elementary stream of a track: its payloads, or what the codec's plugin makes of them. */
final class TrackStream {
  private final TrackInfo track;
  private final GatherWriter.Stream out;
  private final Optional<StreamWriter> writer;

  /**
   * Begins the stream of a track.
   *
   * @param out where it goes
   * @param writer makes it, if it is more than payloads
   */
  TrackStream(TrackInfo track, GatherWriter.Stream out, Optional<StreamWriter> writer) {
    this.track = track;
    this.out = out;
    this.writer = writer;
  }

  /** The plugin that reads a track, if it is present. */
  static Optional<CodecPlugin> plugin(TrackInfo track, List<CodecPlugin> plugins) {
    return track
        .codec()
        .flatMap(codec -> plugins.stream().filter(p -> p.codec().equals(codec)).findFirst());
  }

  /**
   * What makes the stream of a track, where that is more than the payloads of its frames.
   *
   * @param plugins the codec plugins, best first
   * @throws MediaException if no stream can express the track
   */
  static Optional<StreamWriter> writer(TrackInfo track, List<CodecPlugin> plugins)
      throws MediaException {
    Optional<CodecPlugin> plugin = plugin(track, plugins);
    return plugin.isPresent() ? plugin.get().newStreamWriter(track.format()) : Optional.empty();
  }

  /** Writes a frame behind those before it. */
  void write(Frame frame) throws MediaException, InterruptedException {
    if (writer.isEmpty()) {
      out.write(frame.keep());
    } else {
      Pieces pieces = new Pieces();
      writer.get().write(frame, pieces);
      write(pieces);
    }
  }

  /** Ends the stream, and hands on what is left of it. */
  void finish() throws MediaException, InterruptedException {
    if (writer.isPresent()) {
      Pieces pieces = new Pieces();
      writer.get().finish(pieces);
      write(pieces);
    }
    out.flush();
  }

  private void write(Pieces pieces) throws MediaException, InterruptedException {
    if (!pieces.list.isEmpty()) {
      out.write(Frame.on(track.id()).slices(pieces.list).build());
    }
  }

  private static final class Pieces implements ByteSink {
    final List<ByteBuffer> list = new ArrayList<>();

    @Override
    public void bytes(ByteBuffer piece) {
      list.add(piece.slice());
    }
  }
}
