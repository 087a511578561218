package io.boxwire.itests.fuzz;

import io.boxwire.api.Boxwire;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.tck.CodecSamples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The plugins, and a small clip of each codec: those that the kit for plugin authors is tried on.
 */
enum Clips {
  H264("h264", "64x48.h264", "avc1", "avc1.64000A"),
  H265("h265", "64x48.h265", "hvc1", "hvc1.1.6.L30.90"),
  G711A("g711a", "sine.alaw", "alaw", "alaw"),
  G711U("g711u", "stereo.mulaw", "ulaw", "ulaw"),
  AAC("aac", "stereo.aac", "mp4a", "mp4a.40.2"),
  OPUS("opus", "stereo.opus", "Opus", "Opus");

  private static final List<CodecPlugin> PLUGINS =
      Boxwire.load(Clips.class.getClassLoader()).codecs();

  private final String codec;
  private final String file;
  private final String entry;
  private final String codecString;
  private final AssemblerOptions options;

  Clips(String codec, String file, String entry, String codecString) {
    this.codec = codec;
    this.file = file;
    this.entry = entry;
    this.codecString = codecString;
    this.options =
        AssemblerOptions.builder().audio(8000, file.startsWith("stereo") ? 2 : 1).build();
  }

  CodecPlugin plugin() {
    return PLUGINS.stream().filter(p -> p.codec().equals(codec)).findFirst().orElseThrow();
  }

  AssemblerOptions options() {
    return options;
  }

  String file() {
    return file;
  }

  byte[] stream() {
    try (InputStream in = Clips.class.getResourceAsStream("/io/boxwire/tck/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CodecSamples samples() {
    return CodecSamples.ofStream(stream(), options)
        .fileName(file)
        .sampleEntry(entry)
        .codecString(codecString)
        .build();
  }
}
