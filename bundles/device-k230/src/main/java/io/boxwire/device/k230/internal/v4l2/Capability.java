package io.boxwire.device.k230.internal.v4l2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;

/**
 * What a node says it is ({@code struct v4l2_capability}).
 *
 * @param driver the name of its driver
 * @param card the name of the device
 * @param capabilities what this node can do
 */
record Capability(String driver, String card, int capabilities) {
  /** The driver of the board's encoder. */
  private static final String ENCODER_DRIVER = "mvx";

  private static final int CARD = 16;
  private static final int NAME_LENGTH = 16;
  private static final int CARD_LENGTH = 32;
  private static final int OF_DEVICE = 84;
  private static final int OF_NODE = 88;

  private static final int VIDEO_CAPTURE = 1;
  private static final int STREAMING = 0x04000000;
  private static final int HAS_OF_NODE = 0x80000000;

  /** Asks a node. */
  static Capability of(VideoNode node) throws MediaException {
    ByteBuffer reply = VideoNode.argument(Ioctl.VIDIOC_QUERYCAP);
    node.call(Ioctl.VIDIOC_QUERYCAP, reply);
    int ofDevice = reply.getInt(OF_DEVICE);
    return new Capability(
        text(reply, 0, NAME_LENGTH),
        text(reply, CARD, CARD_LENGTH),
        (ofDevice & HAS_OF_NODE) != 0 ? reply.getInt(OF_NODE) : ofDevice);
  }

  /** Whether it is the board's encoder. */
  boolean isEncoder() {
    return driver.equals(ENCODER_DRIVER);
  }

  /** Whether it captures pictures of one plane into buffers that can be mapped. */
  boolean captures() {
    int needed = VIDEO_CAPTURE | STREAMING;
    return !isEncoder() && (capabilities & needed) == needed;
  }

  private static String text(ByteBuffer reply, int offset, int length) {
    byte[] bytes = new byte[length];
    reply.get(offset, bytes);
    String padded = new String(bytes, UTF_8);
    int end = padded.indexOf('\0');
    return end < 0 ? padded : padded.substring(0, end);
  }

  @Override
  public String toString() {
    return card + " (driver " + driver + ")";
  }
}
