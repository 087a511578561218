package io.boxwire.device.k230;

import java.nio.ByteBuffer;

/** A frame: {@code k_mp4_frame_data_s}, field for field. Used by one thread at a time. */
public final class KMp4FrameData {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** The codec of the frame's track: {@code K_MP4_CODEC_ID_H264} and so on. */
  public int codecId;

  /** When the frame is decoded, in the unit that the instance was created with. */
  public long timeStamp;

  /**
   * The bytes of the frame, from the buffer's position on: one access unit in byte stream form
   * (Annex B), or one block of audio. When writing, it is the caller's, used during the call only.
   * When reading, it is set by the call, read-only, and valid until the next call for the instance.
   */
  public ByteBuffer data = NOTHING;

  /** How many bytes. */
  public int dataLength;

  /**
   * When reading: 1 if there was no further frame, in which case the other fields are untouched.
   */
  public int eof;

  /** Makes a struct with every field 0 or empty. */
  public KMp4FrameData() {}

  /**
   * Sets {@link #data} and {@link #dataLength}.
   *
   * @param bytes the bytes of the frame
   */
  public void setData(byte[] bytes) {
    data = ByteBuffer.wrap(bytes);
    dataLength = bytes.length;
  }
}
