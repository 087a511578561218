package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.bitstream.NalUnits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The codecs of the board's encoder that there are plugins for. */
enum VideoCodec {
  /** H.264. */
  H264("h264", 0x34363248) {
    @Override
    boolean isSync(int header) {
      return (header & 0x1f) == 5; // an IDR picture, Rec. ITU-T H.264 table 7-1
    }
  },
  /** H.265. */
  H265("h265", 0x43564548) {
    @Override
    boolean isSync(int header) {
      int type = header >> 1 & 0x3f;
      return type >= 16 && type <= 23; // an IRAP picture, Rec. ITU-T H.265 table 7-1
    }
  };

  private final String id;
  private final int fourcc;

  VideoCodec(String id, int fourcc) {
    this.id = id;
    this.fourcc = fourcc;
  }

  /** The codec of a name, if it is one of these. */
  static Optional<VideoCodec> of(String id) {
    return Arrays.stream(values()).filter(codec -> codec.id.equals(id)).findFirst();
  }

  /** Its name among codec plugins. */
  String id() {
    return id;
  }

  /** Its number in Video4Linux. */
  int fourcc() {
    return fourcc;
  }

  /** Whether a picture is one at which decoding can start. */
  boolean isSync(ByteBuffer picture, NalUnits units) {
    for (int i = 0; i < units.size(); i++) {
      if (isSync(picture.get(units.offset(i)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a NAL unit with this first byte belongs to such a picture. */
  abstract boolean isSync(int header);
}
