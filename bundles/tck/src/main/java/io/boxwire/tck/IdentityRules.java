package io.boxwire.tck;

import io.boxwire.api.MediaType;
import io.boxwire.api.codec.CodecPlugin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What a plugin says of itself, and of streams it has not seen. */
final class IdentityRules {
  private static final int MOST = 100;
  private static final int NOISE = 4096;

  /** How the files of others begin: nothing that a codec's stream would be taken for. */
  private static final List<byte[]> FOREIGN =
      List.of(
          new byte[0],
          new byte[NOISE],
          ascii("\u0000\u0000\u0000\u0020ftypisom\u0000\u0000\u0002\u0000isomiso2avc1mp41"),
          ascii("\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR\u0000\u0000\u0001\u0000"),
          ascii("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"),
          ascii("a line of text\nand one more\n".repeat(40)));

  private final CodecPlugin plugin;
  private final CodecSamples samples;

  IdentityRules(CodecPlugin plugin, CodecSamples samples) {
    this.plugin = plugin;
    this.samples = samples;
  }

  void codecName() {
    String name = plugin.codec();
    Clause.CODEC_NAME.require(
        name != null && name.matches("[a-z0-9][a-z0-9._-]*"), () -> "codec() is \"" + name + '"');
    Clause.CODEC_NAME.requireEqual(name, plugin.codec(), "codec() when asked again");
  }

  void fileExtension() {
    String extension = plugin.fileExtension();
    Clause.FILE_EXTENSION.require(
        extension.matches("[A-Za-z0-9]+"), () -> "fileExtension() is \"" + extension + '"');
  }

  void mediaType() {
    MediaType type = plugin.mediaType();
    Clause.MEDIA_TYPE.require(
        type == MediaType.VIDEO || type == MediaType.AUDIO, () -> "mediaType() is " + type);
  }

  void sampleEntries() {
    Set<String> types = plugin.sampleEntries();
    Clause.SAMPLE_ENTRIES.require(
        types.stream().allMatch(type -> type.matches("[ -~]{4}")), () -> "types " + types);
    Clause.SAMPLE_ENTRIES.require(
        types.contains(samples.sampleEntry()),
        () -> types + " lacks " + samples.sampleEntry() + ", which is written");
  }

  void probeOwnStream() {
    ByteBuffer stream = samples.stream().orElseThrow();
    int own = score(stream, samples.fileName());
    for (byte[] foreign : FOREIGN) {
      int other = score(ByteBuffer.wrap(foreign), "file.bin");
      Clause.PROBE.require(
          own > other,
          () ->
              "%d for its own %s, %d for %s"
                  .formatted(own, samples.fileName(), other, of(foreign)));
    }
    int unnamed = score(stream, "file.bin");
    for (byte[] foreign : FOREIGN) {
      int named = score(ByteBuffer.wrap(foreign), samples.fileName());
      // Without a header to know a stream by, its name is all there is.
      Clause.PROBE.require(
          unnamed == 0 || unnamed > named,
          () ->
              "%d for its own content, %d for %s under its name"
                  .formatted(unnamed, named, of(foreign)));
    }
  }

  void probeAnything() {
    Random random = new Random(1);
    List<String> names = List.of("", ".", "a.", "no extension", "FILE.BIN", samples.fileName());
    for (String name : names) {
      for (byte[] foreign : FOREIGN) {
        score(ByteBuffer.wrap(foreign), name);
      }
      score(ByteBuffer.wrap(Mutations.noise(NOISE, random)).asReadOnlyBuffer(), name);
    }
    byte[] head = new byte[samples.stream().map(s -> Math.min(s.remaining(), NOISE)).orElse(0)];
    samples.stream().ifPresent(stream -> stream.get(0, head));
    for (byte[] bad : Mutations.of(head)) {
      score(ByteBuffer.wrap(bad), samples.fileName());
    }
  }

  /** Probes any bytes. */
  int score(ByteBuffer head, String name) {
    ByteBuffer before = head.duplicate();
    int[] score = new int[1];
    Attempt.of(
        Clause.PROBE,
        head.remaining(),
        () -> "probe of " + head.remaining() + " bytes named \"" + name + '"',
        () -> score[0] = plugin.probe(head, name));
    Clause.PROBE.require(
        score[0] >= 0 && score[0] <= MOST, () -> "a score of " + score[0] + " for " + name);
    Clause.PROBE.require(head.equals(before), () -> "probe moved the position of its head");
    return score[0];
  }

  private static String of(byte[] foreign) {
    int shown = Math.min(foreign.length, 12);
    return foreign.length
        + " bytes that begin \""
        + new String(foreign, 0, shown, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".")
        + '"';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
