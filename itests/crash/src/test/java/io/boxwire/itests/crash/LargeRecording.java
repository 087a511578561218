package io.boxwire.itests.crash;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.itests.swaps.load.Film;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Records until the file is large, in a process of its own, and is gone then without a word. */
final class LargeRecording {
  /** At 25 pictures a second, 4 Mbit/s. */
  static final int PICTURE_BYTES = 20_000;

  private LargeRecording() {}

  /**
   * Records.
   *
   * @param arguments the file, the layout, the number of bytes
   */
  public static void main(String[] arguments) throws Exception {
    Film film = new Film("h264", "g711a");
    MuxerOptions options =
        MuxerOptions.of(Layout.valueOf(arguments[1])).toBuilder().fileId(new UUID(1, 2)).build();
    long bytes = Long.parseLong(arguments[2]);
    int[] next = new int[Film.AUDIO + 1];
    try (Muxer muxer =
        Trial.boxwire().muxers().open(new Sink.File(Path.of(arguments[0])), options)) {
      for (TrackFormat format : film.tracks()) {
        muxer.addTrack(format);
      }
      while (muxer.statistics().fileBytes() < bytes) {
        boolean picture =
            Film.due(Film.VIDEO, next[Film.VIDEO]) <= Film.due(Film.AUDIO, next[Film.AUDIO]);
        int track = picture ? Film.VIDEO : Film.AUDIO;
        Frame frame = film.frame(track, next[track]++);
        muxer.write(picture ? filled(frame) : frame);
      }
      Runtime.getRuntime().halt(0);
    }
  }

  /** A picture with filler data behind it (ITU-T H.264 7.3.2.7), as constant bit rates have it. */
  private static Frame filled(Frame frame) {
    byte[] filler = new byte[PICTURE_BYTES - frame.size()];
    Arrays.fill(filler, (byte) 0xFF);
    System.arraycopy(new byte[] {0, 0, 0, 1, 12}, 0, filler, 0, 5);
    filler[filler.length - 1] = (byte) 0x80;
    return frame.toBuilder().slices(List.of(frame.payload(), ByteBuffer.wrap(filler))).build();
  }
}
