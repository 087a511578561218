package io.boxwire.device.k230.internal.v4l2;

/**
 * The requests of Video4Linux that capturing needs, with the numbers of a 64-bit Linux ({@code
 * linux/videodev2.h}): direction, size of the argument and number are coded in each.
 */
enum Ioctl {
  /** What the device is; {@code struct v4l2_capability}. */
  VIDIOC_QUERYCAP(0x80685600),
  /** Which picture formats there are; {@code struct v4l2_fmtdesc}. */
  VIDIOC_ENUM_FMT(0xc0405602),
  /** Which picture format is set; {@code struct v4l2_format}. */
  VIDIOC_G_FMT(0xc0d05604),
  /** Sets the picture format; {@code struct v4l2_format}. */
  VIDIOC_S_FMT(0xc0d05605),
  /** Makes buffers, or frees them; {@code struct v4l2_requestbuffers}. */
  VIDIOC_REQBUFS(0xc0145608),
  /** Where a buffer lies; {@code struct v4l2_buffer}. */
  VIDIOC_QUERYBUF(0xc0585609),
  /** Gives a buffer to the driver; {@code struct v4l2_buffer}. */
  VIDIOC_QBUF(0xc058560f),
  /** Takes a buffer that the driver is done with; {@code struct v4l2_buffer}. */
  VIDIOC_DQBUF(0xc0585611),
  /** Starts a queue; {@code int}. */
  VIDIOC_STREAMON(0x40045612),
  /** Stops a queue, which takes all its buffers from the driver; {@code int}. */
  VIDIOC_STREAMOFF(0x40045613),
  /** Sets controls; {@code struct v4l2_ext_controls}. */
  VIDIOC_S_EXT_CTRLS(0xc0205648);

  private final int number;

  Ioctl(int number) {
    this.number = number;
  }

  /** The request's number. */
  int number() {
    return number;
  }

  /** How many bytes its argument has. */
  int argumentSize() {
    return number >> 16 & 0x3fff;
  }
}
