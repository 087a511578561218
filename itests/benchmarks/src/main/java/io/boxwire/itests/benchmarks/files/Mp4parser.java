package io.boxwire.itests.benchmarks.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mp4parser.IsoFile;
import org.mp4parser.PropertyBoxParserImpl;
import org.mp4parser.boxes.iso14496.part12.TrackBox;
import org.mp4parser.muxer.FileDataSourceImpl;
import org.mp4parser.muxer.FileRandomAccessSourceImpl;
import org.mp4parser.muxer.Movie;
import org.mp4parser.muxer.Mp4TrackImpl;
import org.mp4parser.muxer.Sample;
import org.mp4parser.muxer.Track;
import org.mp4parser.muxer.builder.DefaultMp4Builder;
import org.mp4parser.muxer.builder.FragmentedMp4Builder;
import org.mp4parser.muxer.builder.Mp4Builder;
import org.mp4parser.muxer.tracks.h264.H264TrackImpl;

/**
 * The mp4parser library. Its files are opened without their media data, of which it would make a
 * temporary copy otherwise.
 */
final class Mp4parser implements Peer {
  private static final int WORD = 4;
  private static final int FPS_SCALE = 25_000;
  private static final int FPS_TICK = 1_000;

  @Override
  public String name() {
    return "mp4parser";
  }

  @Override
  public boolean does(Job job) {
    return !job.isH265() && job != Job.MUX_BOTH;
  }

  @Override
  public void run(Job job, Path input, Path output) throws IOException {
    Mp4Builder builder =
        job == Job.FRAGMENT || job == Job.FRAGMENT_H264
            ? new FragmentedMp4Builder()
            : new DefaultMp4Builder();
    try (FileChannel out =
        FileChannel.open(output, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (job == Job.MUX_H264 || job == Job.FRAGMENT_H264) {
        try (FileDataSourceImpl source = new FileDataSourceImpl(input.toString())) {
          write(new H264TrackImpl(source, "eng", FPS_SCALE, FPS_TICK), builder, out);
        }
        return;
      }
      try (FileChannel boxes = FileChannel.open(input);
          RandomAccessFile media = new RandomAccessFile(input.toFile(), "r");
          IsoFile file = new IsoFile(boxes, new PropertyBoxParserImpl().skippingBoxes("mdat"))) {
        long id =
            file.getMovieBox().getBoxes(TrackBox.class).get(0).getTrackHeaderBox().getTrackId();
        Track track = new Mp4TrackImpl(id, file, new FileRandomAccessSourceImpl(media), "video");
        if (job == Job.DEMUX) {
          demux(track, out);
        } else {
          write(track, builder, out);
        }
      }
    }
  }

  private static void write(Track track, Mp4Builder builder, FileChannel out) throws IOException {
    Movie movie = new Movie();
    movie.addTrack(track);
    builder.build(movie).writeContainer(out);
  }

  /**
   * Start codes in the place of lengths. Parameter sets, which are the same throughout, are left
   * out.
   */
  private static void demux(Track track, FileChannel out) throws IOException {
    for (Sample sample : track.getSamples()) {
      ByteBuffer stored = sample.asByteBuffer();
      ByteBuffer stream = ByteBuffer.allocate(stored.remaining());
      while (stored.remaining() > WORD) {
        ByteBuffer unit = stored.slice(stored.position() + WORD, stored.getInt(stored.position()));
        stored.position(stored.position() + WORD + unit.remaining());
        stream.putInt(1).put(unit);
      }
      stream.flip();
      while (stream.hasRemaining()) {
        out.write(stream);
      }
    }
  }
}
