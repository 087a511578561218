package io.boxwire.itests.interop;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What ffprobe says of one track of a file: the judge that is not ours. */
record Probe(Path file, long timebaseNumerator, long timebaseDenominator, List<Packet> packets) {

  /**
   * A packet.
   *
   * @param pts presentation time after edits, in time base units
   * @param dts decode time
   * @param duration duration
   * @param size bytes
   * @param position file offset
   * @param key key flag
   */
  record Packet(long pts, long dts, long duration, int size, long position, boolean key) {}

  /** Lists a track, chosen as ffprobe does it, such as {@code v:0}. */
  static Probe of(Path file, String track) throws IOException, InterruptedException {
    String timebase =
        Ffmpeg.ffprobe(
                "-select_streams",
                track,
                "-show_entries",
                "stream=time_base",
                "-of",
                "csv=p=0",
                file)
            .text()
            .strip();
    String listing =
        Ffmpeg.ffprobe(
                "-select_streams",
                track,
                "-show_entries",
                "packet=pts,dts,duration,size,pos,flags",
                "-of",
                "compact=p=0",
                file)
            .text();
    List<Packet> packets = new ArrayList<>();
    for (String line : listing.lines().filter(l -> !l.isBlank()).toList()) {
      packets.add(
          new Packet(
              number(line, "pts"),
              number(line, "dts"),
              number(line, "duration"),
              (int) number(line, "size"),
              number(line, "pos"),
              text(line, "flags").startsWith("K")));
    }
    String[] parts = timebase.lines().findFirst().orElseThrow().split("[/,]");
    return new Probe(file, Long.parseLong(parts[0]), Long.parseLong(parts[1]), packets);
  }

  private static String text(String line, String key) {
    for (String pair : line.split("\\|")) {
      if (pair.startsWith(key + "=")) {
        return pair.substring(key.length() + 1);
      }
    }
    throw new IllegalStateException("ffprobe gives no " + key + ": " + line);
  }

  private static long number(String line, String key) {
    String value = text(line, key);
    return value.equals("N/A") ? Long.MIN_VALUE : Long.parseLong(value);
  }

  /** The stored bytes of a packet, read where ffprobe says it lies. */
  byte[] bytes(Packet packet) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[packet.size()];
      in.seek(packet.position());
      in.readFully(bytes);
      return bytes;
    }
  }

  /** A time in nanoseconds, rounded down; exact enough to tell any two frames apart. */
  long nanos(long time) {
    return BigInteger.valueOf(time)
        .multiply(BigInteger.valueOf(1_000_000_000L * timebaseNumerator))
        .divide(BigInteger.valueOf(timebaseDenominator))
        .longValueExact();
  }

  /** Presentation times in nanoseconds after the first one in presentation order. */
  List<Long> presentation() {
    long first = packets.stream().mapToLong(Packet::pts).min().orElse(0);
    return packets.stream().map(p -> nanos(p.pts() - first)).toList();
  }

  List<Boolean> keys() {
    return packets.stream().map(Packet::key).toList();
  }

  /** Hashes of the coded slices of each sample. */
  List<String> sliceHashes(String codec) throws IOException {
    List<String> hashes = new ArrayList<>();
    for (Packet packet : packets) {
      hashes.add(NalUnitList.ofSample(codec, bytes(packet)).sliceHash());
    }
    return hashes;
  }
}
