package io.boxwire.itests.interop;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What our demuxer gives back. */
final class Demuxed {
  private Demuxed() {}

  /** The first track of a file as an elementary stream. */
  static byte[] stream(Path file) throws IOException {
    return stream(file, 1);
  }

  /** A track of a file as an elementary stream. */
  static byte[] stream(Path file, int track) throws IOException {
    DemuxerOptions options =
        DemuxerOptions.builder().payloadForm(PayloadForm.STREAM).tracks(Set.of(track)).build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Demuxer demuxer =
        ElementaryStream.boxwire().demuxers().open(new Source.File(file), options)) {
      for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
        ByteBuffer payload = f.get().payload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        out.write(bytes);
      }
    }
    return out.toByteArray();
  }
}
