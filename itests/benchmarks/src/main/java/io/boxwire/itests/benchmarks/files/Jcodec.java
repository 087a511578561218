package io.boxwire.itests.benchmarks.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jcodec.codecs.h264.BufferH264ES;
import org.jcodec.common.Codec;
import org.jcodec.common.DemuxerTrack;
import org.jcodec.common.MuxerTrack;
import org.jcodec.common.VideoCodecMeta;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.demuxer.MP4Demuxer;
import org.jcodec.containers.mp4.muxer.MP4Muxer;

/** JCodec, used as its documentation shows: packets from a demuxer into a muxer. */
final class Jcodec implements Peer {
  @Override
  public String name() {
    return "JCodec";
  }

  @Override
  public boolean does(Job job) {
    return job == Job.REMUX || job == Job.DEMUX || job == Job.MUX_H264;
  }

  @Override
  public void run(Job job, Path input, Path output) throws IOException {
    switch (job) {
      case REMUX -> remux(input, output);
      case DEMUX -> demux(input, output);
      case MUX_H264 -> mux(input, output);
      default -> throw new IllegalArgumentException(job.title());
    }
  }

  private static void remux(Path input, Path output) throws IOException {
    try (SeekableByteChannel in = NIOUtils.readableChannel(input.toFile());
        SeekableByteChannel out = NIOUtils.writableChannel(output.toFile())) {
      DemuxerTrack track = MP4Demuxer.createMP4Demuxer(in).getVideoTrack();
      VideoCodecMeta meta = track.getMeta().getVideoCodecMeta();
      write(track, meta, out);
    }
  }

  private static void mux(Path input, Path output) throws IOException {
    try (FileChannel in = FileChannel.open(input);
        SeekableByteChannel out = NIOUtils.writableChannel(output.toFile())) {
      BufferH264ES track = new BufferH264ES(in.map(MapMode.READ_ONLY, 0, in.size()));
      VideoCodecMeta meta =
          VideoCodecMeta.createSimpleVideoCodecMeta(new Size(1280, 720), ColorSpace.YUV420);
      write(track, meta, out);
    }
  }

  private static void write(DemuxerTrack track, VideoCodecMeta meta, SeekableByteChannel out)
      throws IOException {
    MP4Muxer muxer = MP4Muxer.createMP4MuxerToChannel(out);
    MuxerTrack written = muxer.addVideoTrack(Codec.H264, meta);
    for (Packet packet = track.nextFrame(); packet != null; packet = track.nextFrame()) {
      written.addFrame(packet);
    }
    muxer.finish();
  }

  private static void demux(Path input, Path output) throws IOException {
    try (SeekableByteChannel in = NIOUtils.readableChannel(input.toFile());
        FileChannel out =
            FileChannel.open(output, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      DemuxerTrack track = MP4Demuxer.createMP4Demuxer(in).getVideoTrack();
      for (Packet packet = track.nextFrame(); packet != null; packet = track.nextFrame()) {
        ByteBuffer data = packet.getData();
        while (data.hasRemaining()) {
          out.write(data);
        }
      }
    }
  }
}
