package io.boxwire.itests.crash;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.FileRegion;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Our demuxer, which reads frame by frame as a player does. */
final class OurReader implements Reader {
  private final Boxwire boxwire;

  OurReader(Boxwire boxwire) {
    this.boxwire = boxwire;
  }

  @Override
  public String name() {
    return "boxwire";
  }

  @Override
  public Reading read(Path file) throws IOException {
    Reading.Builder reading = new Reading.Builder();
    try (Demuxer demuxer =
        boxwire.demuxers().open(new Source.File(file), DemuxerOptions.of(PayloadForm.STORED))) {
      demuxer.movie().tracks().forEach(track -> reading.track(track.id()));
      for (Optional<Frame> next = demuxer.read(); next.isPresent(); next = demuxer.read()) {
        Frame frame = next.get();
        reading.add(frame.track(), bytes(frame.region().orElseThrow()), frame.decodeTime());
      }
      return reading.build("");
    } catch (MediaException e) {
      return reading.build(e.getMessage());
    }
  }

  /** What lies in a part of a file. */
  static byte[] bytes(FileRegion region) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(region.size());
    while (bytes.hasRemaining()) {
      if (region.channel().read(bytes, region.position() + bytes.position()) < 0) {
        throw new IOException("the file ends within " + region);
      }
    }
    return bytes.array();
  }
}
