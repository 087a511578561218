package io.boxwire.itests.crash;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What ffprobe does, by the same library and the same calls, but in this process: a process for
 * each of ten thousand files would take most of the time.
 */
final class LibavReader implements Reader {
  LibavReader() {
    av_log_set_level(AV_LOG_QUIET);
  }

  @Override
  public String name() {
    return "libavformat";
  }

  @Override
  public Reading read(Path file) {
    AVFormatContext context = new AVFormatContext(null);
    AVDictionary options = new AVDictionary(null);
    // Which frames are shown is another matter than which are there.
    av_dict_set(options, "ignore_editlist", "1", 0);
    int status = avformat_open_input(context, file.toString(), null, options);
    av_dict_free(options);
    if (status < 0) {
      return Reading.refused("avformat_open_input gives " + status);
    }
    try {
      status = avformat_find_stream_info(context, (PointerPointer<?>) null);
      if (status < 0) {
        return Reading.refused("avformat_find_stream_info gives " + status);
      }
      return packets(context);
    } finally {
      avformat_close_input(context);
    }
  }

  private static Reading packets(AVFormatContext context) {
    Reading.Builder reading = new Reading.Builder();
    for (int i = 0; i < context.nb_streams(); i++) {
      reading.track(context.streams(i).id());
    }
    AVPacket packet = av_packet_alloc();
    try {
      while (av_read_frame(context, packet) >= 0) {
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        reading.add(
            context.streams(packet.stream_index()).id(), bytes, /* decodeTime= */ Reading.UNSAID);
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
    return reading.build("");
  }
}
