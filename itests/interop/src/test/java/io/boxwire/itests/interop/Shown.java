package io.boxwire.itests.interop;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A frame that a file shows.
 *
 * @param file which file
 * @param track its track
 * @param hash of its content: of the slices of a picture, of the bytes of sound
 * @param time when it is shown in that file, edits applied, in units so small that every time of
 *     the tracks is a whole number of them
 */
record Shown(Path file, int track, String hash, BigInteger time) {
  /** A multiple of every timescale in use, and so large that times compare exactly. */
  private static final BigInteger UNITS = BigInteger.valueOf(90_000L * 8000 * 1_200_000);

  /** What a file shows, hidden samples left out. */
  static List<Shown> in(Path file, String codec) throws IOException {
    DemuxerOptions options = DemuxerOptions.builder().payloadForm(PayloadForm.STREAM).build();
    List<Shown> shown = new ArrayList<>();
    try (Demuxer demuxer =
        ElementaryStream.boxwire().demuxers().open(new Source.File(file), options)) {
      for (Optional<Frame> next = demuxer.read(); next.isPresent(); next = demuxer.read()) {
        Frame frame = next.get();
        TrackInfo track = demuxer.movie().track(frame.track()).orElseThrow();
        if (frame.presentationTime().isPresent()) {
          shown.add(
              new Shown(
                  file,
                  frame.track(),
                  hash(frame, codec),
                  units(frame.presentationTime().getAsLong(), track.format().timescale())));
        }
      }
    }
    return shown;
  }

  /** How many edits of the first track show something. */
  static long edits(Path file) throws IOException {
    try (Demuxer demuxer =
        ElementaryStream.boxwire()
            .demuxers()
            .open(new Source.File(file), DemuxerOptions.builder().build())) {
      return demuxer.movie().tracks().get(0).format().edits().stream()
          .filter(edit -> !edit.empty())
          .count();
    }
  }

  /** A frame as it was offered, with the time at which it was captured. */
  static Shown offered(Frame frame, String codec, int timescale) {
    return new Shown(
        Path.of(""), frame.track(), hash(frame, codec), units(frame.compositionTime(), timescale));
  }

  private static BigInteger units(long time, int timescale) {
    return BigInteger.valueOf(time).multiply(UNITS).divide(BigInteger.valueOf(timescale));
  }

  private static String hash(Frame frame, String codec) {
    ByteBuffer payload = frame.payload();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return frame.track() == 1
        ? NalUnitList.ofByteStream(codec, bytes).sliceHash()
        : Integer.toHexString(Arrays.hashCode(bytes));
  }
}
