package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a camera sees, over and over: an encoder's pictures and blocks of G.711, in memory once for
 * all cameras, as an access unit lies in the memory of a real one. Where its NAL units lie is
 * known, as an encoder tells it, or a receiver of RTP knows it.
 *
 * @param video the format of the pictures
 * @param audio the format of the blocks
 * @param pictures one round of them, Annex B
 * @param block a block of 40 ms
 */
record Footage(TrackFormat video, TrackFormat audio, List<Picture> pictures, ByteBuffer block) {
  static final int FRAMES_A_SECOND = 30;
  static final int VIDEO_TIMESCALE = 90_000;
  static final int AUDIO_RATE = 8_000;
  static final int BLOCK = AUDIO_RATE / 25;

  /** Enough for parameter sets and the beginning of a slice. */
  private static final int HEAD = 600;

  /**
   * A picture.
   *
   * @param payload one slice, Annex B
   * @param units where its NAL units lie: {@link Frame#units()}
   * @param access how decoding can start at it
   */
  record Picture(List<ByteBuffer> payload, int[] units, RandomAccess access) {
    /** The same, cut short. */
    Picture head() {
      ByteBuffer whole = payload.get(0);
      ByteBuffer head = whole.slice(0, Math.min(HEAD, whole.remaining()));
      int[] cut = units.clone();
      for (int i = 0; i < cut.length; i += 2) {
        cut[i] = Math.min(cut[i], head.remaining() - 1);
        cut[i + 1] = Math.min(cut[i + 1], head.remaining() - cut[i]);
      }
      return new Picture(List.of(head), cut, access);
    }
  }

  /**
   * Cuts a stream of H.264, which is to begin with an IDR picture and to have no reordering.
   *
   * @param plugins cut it
   * @param stream a file
   */
  static Footage of(List<CodecPlugin> plugins, Path stream) throws IOException {
    byte[] bytes = Files.readAllBytes(stream);
    ByteBuffer memory = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    Assembler assembler = assembler(plugins);
    List<Picture> pictures = new ArrayList<>();
    assembler.finish(memory, frame -> pictures.add(picture(frame)));
    TrackFormat cut = assembler.format().orElseThrow();
    TrackFormat video =
        TrackFormat.video("h264", VIDEO_TIMESCALE).size(cut.width(), cut.height()).build();
    TrackFormat audio = TrackFormat.audio("g711a", AUDIO_RATE, 1).build();
    return new Footage(video, audio, pictures, ByteBuffer.allocateDirect(BLOCK));
  }

  private static Picture picture(Frame frame) {
    return new Picture(
        List.of(frame.payload().slice()), frame.units().orElseThrow(), frame.randomAccess());
  }

  private static Assembler assembler(List<CodecPlugin> plugins) throws MediaException {
    for (CodecPlugin plugin : plugins) {
      if (plugin.codec().equals("h264")) {
        return plugin.newAssembler(AssemblerOptions.builder().build());
      }
    }
    throw new IllegalStateException("no plugin for h264");
  }

  /**
   * The same with pictures that are cut short: what runs through it warms all code, at less cost.
   */
  Footage thin() {
    return new Footage(video, audio, pictures.stream().map(Picture::head).toList(), block);
  }
}
