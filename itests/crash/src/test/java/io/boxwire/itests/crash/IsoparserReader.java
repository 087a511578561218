package io.boxwire.itests.crash;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.mp4parser.IsoFile;
import org.mp4parser.muxer.FileRandomAccessSourceImpl;
import org.mp4parser.muxer.Mp4TrackImpl;
import org.mp4parser.muxer.Sample;

/** A second reader: mp4parser. It knows no sample entries of G.711, and so reads pictures only. */
final class IsoparserReader implements Reader {
  private static final int VIDEO = 1;

  @Override
  public String name() {
    return "mp4parser";
  }

  @Override
  public Reading read(Path file) {
    Reading.Builder reading = new Reading.Builder();
    try (FileInputStream boxes = new FileInputStream(file.toFile());
        RandomAccessFile media = new RandomAccessFile(file.toFile(), "r");
        IsoFile movie = new IsoFile(boxes.getChannel());
        Mp4TrackImpl track =
            new Mp4TrackImpl(VIDEO, movie, new FileRandomAccessSourceImpl(media), "video")) {
      reading.track(VIDEO);
      for (Sample sample : track.getSamples()) {
        reading.add(VIDEO, bytes(sample.asByteBuffer()), Reading.UNSAID);
      }
      return reading.build("");
    } catch (IOException | RuntimeException | AssertionError e) {
      // It throws whatever comes to hand when it dislikes a file.
      return reading.build(e.toString());
    }
  }

  private static byte[] bytes(ByteBuffer sample) {
    byte[] bytes = new byte[sample.remaining()];
    sample.get(bytes);
    return bytes;
  }
}
