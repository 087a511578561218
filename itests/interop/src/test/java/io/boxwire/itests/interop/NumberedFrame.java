package io.boxwire.itests.interop;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.Source;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A frame that says in its payload which one it is.
 *
 * @param number which one of its track
 * @param shown whether the edit list lets it be presented
 * @param time its decode time in the file
 * @param delay how much later it is shown
 * @param hash of its payload as it is stored
 */
record NumberedFrame(long number, boolean shown, long time, long delay, int hash) {
  private static final byte[] MARK = "boxwire-frame-no".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 12;

  /** The number in a payload. */
  static long number(byte[] payload) {
    for (int i = 0; i + MARK.length + DIGITS <= payload.length; i++) {
      if (Arrays.equals(payload, i, i + MARK.length, MARK, 0, MARK.length)) {
        int at = i + MARK.length;
        return Long.parseLong(new String(payload, at, DIGITS, StandardCharsets.US_ASCII));
      }
    }
    throw new AssertionError("a frame without a number: " + payload.length + " bytes");
  }

  /** What our demuxer reads: the frames of each track of a file, the first of which is at 0. */
  static List<List<NumberedFrame>> ofDemuxer(Path file) throws IOException {
    List<List<NumberedFrame>> tracks = List.of(new ArrayList<>(), new ArrayList<>());
    try (Demuxer demuxer =
        ElementaryStream.boxwire()
            .demuxers()
            .open(new Source.File(file), DemuxerOptions.builder().build())) {
      for (Optional<Frame> next = demuxer.read(); next.isPresent(); next = demuxer.read()) {
        Frame frame = next.get();
        byte[] payload = bytes(frame.payload());
        tracks
            .get(frame.track() - 1)
            .add(
                new NumberedFrame(
                    number(payload),
                    frame.presentationTime().isPresent(),
                    frame.decodeTime(),
                    frame.compositionTime() - frame.decodeTime(),
                    Arrays.hashCode(payload)));
      }
    }
    return tracks;
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  /**
   * What ffprobe reads: the numbers of the frames of a track that are presented.
   *
   * @param track which one, counted from 0
   */
  static List<Long> shownToFfprobe(Path file, int track) throws IOException {
    byte[] all = Files.readAllBytes(file);
    EditList edits = EditList.of(file, track);
    List<Long> numbers = new ArrayList<>();
    for (String line :
        Ffmpeg.ffprobe(
                "-ignore_editlist",
                1,
                "-select_streams",
                track,
                "-show_entries",
                "packet=pts,pos,size",
                "-of",
                "csv=p=0",
                file)
            .lines()) {
      String[] fields = line.split(",");
      int size = Integer.parseInt(fields[1]);
      int position = Integer.parseInt(fields[2]);
      if (edits.shows(Long.parseLong(fields[0]))) {
        numbers.add(number(Arrays.copyOfRange(all, position, position + size)));
      }
    }
    return numbers;
  }
}
