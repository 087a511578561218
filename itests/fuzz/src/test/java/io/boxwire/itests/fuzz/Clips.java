package io.boxwire.itests.fuzz;

import io.boxwire.api.Boxwire;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.tck.CodecSamples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The plugins, and a small clip of each codec: those that the kit for plugin authors is tried on. */
enum Clips {
  H264("h264", "64x48.h264"),
  H265("h265", "64x48.h265"),
  G711A("g711a", "sine.alaw"),
  G711U("g711u", "stereo.mulaw", 8000, 2),
  AAC("aac", "stereo.aac"),
  OPUS("opus", "stereo.opus");

  private static final List<CodecPlugin> PLUGINS =
      Boxwire.load(Clips.class.getClassLoader()).codecs();

  private final String codec;
  private final String file;
  private final AssemblerOptions options;

  Clips(String codec, String file) {
    this(codec, file, 8000, 1);
  }

  Clips(String codec, String file, int rate, int channels) {
    this.codec = codec;
    this.file = file;
    this.options = AssemblerOptions.builder().audio(rate, channels).build();
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
    return CodecSamples.ofStream(stream(), options).fileName(file).build();
  }
}
