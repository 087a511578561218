package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * The fields that QuickTime's sound descriptions of version 1 and 2 have behind those of version 0.
 * In version 1 the first four hold; in version 2 {@link #v2} does.
 *
 * @param dialect whether the fields are there
 * @param samplesPerPacket version 1: audio frames in a packet
 * @param bytesPerPacket version 1: bytes a packet of one channel
 * @param bytesPerFrame version 1: bytes a packet of all channels
 * @param bytesPerSample version 1: bytes of one uncompressed value
 * @param v2 version 2
 */
public record SoundExtension(
    Dialect dialect,
    long samplesPerPacket,
    long bytesPerPacket,
    long bytesPerFrame,
    long bytesPerSample,
    Version2 v2) {

  /** Whose rules an audio sample entry of version 1 or 2 follows. */
  public enum Dialect {
    /** ISO/IEC 14496-12: there are no further fields. */
    ISO,
    /** QuickTime: there are. */
    QUICKTIME
  }

  /**
   * QuickTime's version 2.
   *
   * @param structSize where boxes start, counted from the start of the entry; normally 72
   * @param sampleRate the bits of a 64-bit floating-point number, in hertz
   * @param channelCount how many channels
   * @param bitsPerChannel of uncompressed audio, else 0
   * @param formatFlags of the format
   * @param bytesPerPacket if constant, else 0
   * @param framesPerPacket if constant, else 0
   * @param extra what lies before the boxes beyond what is known
   */
  public record Version2(
      long structSize,
      long sampleRate,
      long channelCount,
      long bitsPerChannel,
      long formatFlags,
      long bytesPerPacket,
      long framesPerPacket,
      ByteRange extra) {
    private static final int LEAST_STRUCT = 72;
    static final Version2 NONE = new Version2(LEAST_STRUCT, 0, 0, 0, 0, 0, 0, ByteRange.EMPTY);

    Version2 fields(Fields f) throws MediaException {
      long struct = f.u32("sizeOfStructOnly", structSize);
      long rate = f.real64("audioSampleRate", sampleRate);
      long channels = f.u32("numAudioChannels", channelCount);
      f.constant(32, 0x7f000000);
      long bits = f.u32("constBitsPerChannel", bitsPerChannel);
      long flags = f.bits("formatSpecificFlags", 32, formatFlags);
      long bytes = f.u32("constBytesPerAudioPacket", bytesPerPacket);
      long frames = f.u32("constLPCMFramesPerAudioPacket", framesPerPacket);
      long beyond = Math.max(0, struct - LEAST_STRUCT);
      return new Version2(
          struct, rate, channels, bits, flags, bytes, frames, f.bytes("extra", beyond, extra));
    }
  }

  /** No further fields. */
  public static final SoundExtension NONE =
      new SoundExtension(Dialect.ISO, 0, 0, 0, 0, Version2.NONE);

  /** Further fields where the version says so. */
  static final SoundExtension QUICKTIME =
      new SoundExtension(Dialect.QUICKTIME, 0, 0, 0, 0, Version2.NONE);

  SoundExtension fields(Fields f, int version) throws MediaException {
    if (version == 0) {
      return NONE;
    }
    if (dialect == Dialect.ISO) {
      return this;
    }
    if (version == 1) {
      return new SoundExtension(
          dialect,
          f.u32("samplesPerPacket", samplesPerPacket),
          f.u32("bytesPerPacket", bytesPerPacket),
          f.u32("bytesPerFrame", bytesPerFrame),
          f.u32("bytesPerSample", bytesPerSample),
          v2);
    }
    if (version == 2) {
      return new SoundExtension(dialect, 0, 0, 0, 0, v2.fields(f));
    }
    throw f.unsupported("a sound description of version " + version + " is not known");
  }
}
