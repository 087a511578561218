package io.boxwire.itests.crash;

import io.boxwire.itests.swaps.load.Film;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the frames of a film are once they are stored, found here a second time: the NAL units that
 * are no parameter sets, each behind its length (ISO/IEC 14496-15), or the bytes of the block.
 */
final class Samples {
  private static final int[] TRACKS = {Film.VIDEO, Film.AUDIO};
  private static final byte[] MARK = Film.MARK.getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 12;

  private final Film film;
  private final boolean h264;
  private final List<List<byte[]>> known = List.of(new ArrayList<>(), new ArrayList<>());

  Samples(Film film) {
    this.film = film;
    this.h264 = film.codec(Film.VIDEO).equals("h264");
  }

  /** The numbers of the tracks of every film. */
  static int[] tracks() {
    return TRACKS.clone();
  }

  /** The n-th sample of a track. Those asked for in order are kept; not to be changed. */
  byte[] sample(int track, int number) {
    List<byte[]> list = known.get(track - 1);
    while (list.size() <= number) {
      list.add(make(track, list.size()));
    }
    return list.get(number);
  }

  /** The n-th sample of a track, which is not kept. */
  byte[] make(int track, long number) {
    ByteBuffer payload = film.frame(track, number).payload();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return track == Film.VIDEO ? withoutParameterSets(bytes) : bytes;
  }

  /** Which frame of its track a sample says that it is. */
  static int number(byte[] sample) {
    for (int at = 0; at + MARK.length + DIGITS <= sample.length; at++) {
      if (Arrays.equals(sample, at, at + MARK.length, MARK, 0, MARK.length)) {
        return Integer.parseInt(
            new String(sample, at + MARK.length, DIGITS, StandardCharsets.US_ASCII));
      }
    }
    throw new AssertionError("a sample without a number: " + sample.length + " bytes");
  }

  private byte[] withoutParameterSets(byte[] stream) {
    ByteArrayOutputStream sample = new ByteArrayOutputStream(stream.length);
    int begin = nextUnit(stream, 0);
    while (begin < stream.length) {
      int next = nextUnit(stream, begin);
      int end = next < stream.length ? next - 3 : next;
      while (end > begin && stream[end - 1] == 0) {
        end--;
      }
      if (!parameterSet(stream[begin])) {
        sample.writeBytes(ByteBuffer.allocate(4).putInt(end - begin).array());
        sample.write(stream, begin, end - begin);
      }
      begin = next;
    }
    return sample.toByteArray();
  }

  /** Where the first unit begins whose start code is at or behind an offset. */
  private static int nextUnit(byte[] stream, int from) {
    for (int i = from; i + 3 <= stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        return i + 3;
      }
    }
    return stream.length;
  }

  private boolean parameterSet(byte header) {
    int type = h264 ? header & 31 : header >> 1 & 63;
    return h264 ? type == 7 || type == 8 : type >= 32 && type <= 34;
  }
}
