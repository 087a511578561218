package io.boxwire.itests.interop;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A coded stream, cut up as an encoder would deliver it: parameter sets once, and access units
 * without them.
 *
 * @param codec {@code h264} or {@code h265}
 * @param prefix of the files for the fake encoder
 * @param config the parameter sets
 * @param units the access units in order
 */
record PreparedStream(String codec, Path prefix, NalUnitList config, List<Unit> units) {
  /** How many pictures it has, and how many from one IDR picture to the next. */
  static final int LENGTH = 60;

  static final int GOP = 12;

  private static final Path FOLDER = Path.of("target", "streams").toAbsolutePath();
  private static final Map<String, PreparedStream> MADE = new ConcurrentHashMap<>();

  /**
   * An access unit.
   *
   * @param sync whether its picture is an IDR picture
   */
  record Unit(NalUnitList content, boolean sync) {
    /** A line for each NAL unit: what must be the same in a recording. */
    List<String> lines() {
      return content.lines();
    }
  }

  /** Encodes one, once in a run: two slices a picture in H.264, and no B pictures. */
  static PreparedStream of(String codec, int width, int height) throws IOException {
    String name = "prepared-" + codec + "-" + width + "x" + height;
    PreparedStream made = MADE.get(name);
    if (made == null) {
      Files.createDirectories(FOLDER);
      made = make(codec, width, height, FOLDER.resolve(name));
      MADE.put(name, made);
    }
    return made;
  }

  private static PreparedStream make(String codec, int width, int height, Path prefix)
      throws IOException {
    boolean h264 = codec.equals("h264");
    Path raw = Path.of(prefix + ".annexb");
    List<Object> line =
        new ArrayList<>(
            List.of("-f", "lavfi", "-i", "testsrc2=s=" + width + "x" + height + ":r=25"));
    line.addAll(List.of("-frames:v", LENGTH, "-g", GOP, "-bf", 0, "-pix_fmt", "yuv420p"));
    line.addAll(
        h264
            ? List.of("-c:v", "libx264", "-slices", 2, "-sc_threshold", 0, "-f", "h264")
            : List.of(
                "-c:v",
                "libx265",
                "-x265-params",
                "log-level=error:scenecut=0:open-gop=0:keyint=" + GOP + ":min-keyint=" + GOP,
                "-f",
                "hevc"));
    line.add(raw);
    Ffmpeg.ffmpeg(line.toArray());
    PreparedStream stream = cut(codec, prefix, Files.readAllBytes(raw));
    if (stream.units.size() != LENGTH) {
      throw new AssertionError(stream.units.size() + " access units of " + LENGTH);
    }
    stream.write(width, height);
    return stream;
  }

  private static PreparedStream cut(String codec, Path prefix, byte[] bytes) {
    NalUnitList all = NalUnitList.ofByteStream(codec, bytes);
    List<byte[]> config = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    List<Unit> units = new ArrayList<>();
    List<byte[]> unit = new ArrayList<>();
    for (byte[] nal : all.units()) {
      if (all.parameterSet(nal)) {
        if (known.add(new NalUnitList(codec, List.of(nal)).lines().toString())) {
          config.add(nal);
        }
        continue;
      }
      boolean begins = !all.slice(nal) || firstOfPicture(codec, nal);
      if (begins && unit.stream().anyMatch(all::slice)) {
        units.add(unit(codec, unit));
        unit = new ArrayList<>();
      }
      unit.add(nal);
    }
    units.add(unit(codec, unit));
    return new PreparedStream(codec, prefix, new NalUnitList(codec, config), units);
  }

  private static Unit unit(String codec, List<byte[]> nals) {
    NalUnitList content = new NalUnitList(codec, List.copyOf(nals));
    return new Unit(content, content.hasRandomAccessPicture());
  }

  /**
   * Whether a slice is the first of its picture: {@code first_mb_in_slice} is 0, a single 1 bit,
   * and {@code first_slice_segment_in_pic_flag} is a bit as it is.
   */
  private static boolean firstOfPicture(String codec, byte[] slice) {
    return slice[codec.equals("h264") ? 1 : 2] < 0;
  }

  /** Writes the bytes and the index that {@code stream.c} reads. */
  private void write(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> index = new ArrayList<>(List.of("size " + width + "x" + height));
    index.add("config 0 " + append(bytes, config));
    for (Unit unit : units) {
      int offset = bytes.size();
      int length = append(bytes, unit.content);
      index.add("unit " + offset + " " + length + " " + (unit.sync ? 1 : 0));
    }
    String name = prefix + (codec.equals("h264") ? ".H264" : ".HEVC");
    Files.write(Path.of(name), bytes.toByteArray());
    Files.write(Path.of(name + ".index"), index);
  }

  private static int append(ByteArrayOutputStream out, NalUnitList nals) throws IOException {
    int before = out.size();
    for (byte[] nal : nals.units()) {
      out.write(new byte[] {0, 0, 0, 1});
      out.write(nal);
    }
    return out.size() - before;
  }
}
