package io.boxwire.itests.swaps.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A short film that can be repeated without end. */
final class Clip {
  /**
   * A picture.
   *
   * @param head its bytes up to its first slice
   * @param slices its slices
   * @param delay by how many pictures it is shown later than decoded
   * @param sync whether decoding can start at it
   */
  record Picture(byte[] head, byte[] slices, int delay, boolean sync) {}

  private final List<Picture> pictures = new ArrayList<>();

  private Clip() {}

  /** The clip of a codec. */
  static Clip of(String codec) {
    Clip clip = new Clip();
    String name = "clip." + codec;
    try (InputStream bytes = Clip.class.getResourceAsStream(name);
        InputStream table = Clip.class.getResourceAsStream(name + ".csv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(table, StandardCharsets.US_ASCII))) {
      byte[] all = bytes.readAllBytes();
      int at = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",");
        int end = at + Integer.parseInt(fields[0]);
        int cut = at + Integer.parseInt(fields[1]);
        clip.pictures.add(
            new Picture(
                Arrays.copyOfRange(all, at, cut),
                Arrays.copyOfRange(all, cut, end),
                Integer.parseInt(fields[2]),
                fields[3].equals("sync")));
        at = end;
      }
      return clip;
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** A picture of the endless film. */
  Picture picture(long number) {
    return pictures.get((int) (number % pictures.size()));
  }
}
