package io.boxwire.itests.benchmarks.loops;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A real encoder's stream, repeated until it is as long as wanted.
 *
 * @param codec {@code h264} or {@code h265}
 * @param stream the bytes, off the heap, as files are read
 */
record Clip(String codec, ByteBuffer stream) {
  private static final String FOLDER = "/io/boxwire/device/k230/internal/builtin/";

  /**
   * Frames in the order of decoding, and the format of their track.
   *
   * @param format of the track
   * @param frames whose payloads are slices of the stream
   */
  record Track(TrackFormat format, List<Frame> frames) {}

  /** Repeats a clip. */
  static Clip of(String codec, int repetitions) throws IOException {
    String name = FOLDER + "clip." + codec;
    try (InputStream in = Clip.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      byte[] once = in.readAllBytes();
      ByteBuffer stream = ByteBuffer.allocateDirect(once.length * repetitions);
      for (int i = 0; i < repetitions; i++) {
        stream.put(once);
      }
      return new Clip(codec, stream.flip());
    }
  }

  /** The plugins, muxers and demuxers on the class path. */
  static Boxwire boxwire() {
    return Boxwire.load(Clip.class.getClassLoader());
  }

  /** How many bytes a frame has in the mean. */
  int meanFrame() throws MediaException {
    return stream.limit() / cut().frames().size();
  }

  /** The plugin of a codec. */
  static CodecPlugin plugin(String codec) {
    return boxwire().codecs().stream()
        .filter(plugin -> plugin.codec().equals(codec))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no plugin for " + codec));
  }

  /** The plugin of the stream's codec. */
  CodecPlugin plugin() {
    return plugin(codec);
  }

  /** Makes what cuts the stream. */
  Assembler assembler() throws MediaException {
    return plugin().newAssembler(AssemblerOptions.builder().build());
  }

  /** Cuts the stream. */
  Track cut() throws MediaException {
    Assembler assembler = assembler();
    List<Frame> frames = new ArrayList<>();
    assembler.finish(stream.duplicate(), frames::add);
    return new Track(assembler.format().orElseThrow(), frames);
  }
}
