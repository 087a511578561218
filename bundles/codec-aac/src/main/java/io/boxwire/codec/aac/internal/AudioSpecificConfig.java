package io.boxwire.codec.aac.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * What a decoder must know of an AAC stream (ISO/IEC 14496-3 1.6.2.1).
 *
 * @param objectType the audio object type of the core, such as 2 for AAC LC
 * @param rate the sampling frequency of the core, hertz
 * @param channelConfiguration 0 to 15; 0 if a program config element says
 * @param frameLength samples of the core that an access unit holds; 0 if the type has no such field
 * @param extension the object type that was signalled on top of the core: {@link #SBR}, {@link
 *     #PS}, or 0
 * @param extensionRate the sampling frequency with SBR, hertz; 0 if there is no extension
 */
record AudioSpecificConfig(
    int objectType,
    int rate,
    int channelConfiguration,
    int frameLength,
    int extension,
    int extensionRate) {
  static final int AAC_LC = 2;
  static final int SBR = 5;
  static final int PS = 29;

  /** The greatest object type that an ADTS header has room for: 1 to 4 are Main, LC, SSR, LTP. */
  private static final int LAST_IN_ADTS = 4;

  private static final int LONG_FRAME = 1024;
  private static final int SHORT_FRAME = 960;

  /** ER AAC LD, whose access units hold half as much (ISO/IEC 14496-3 4.6.17.2). */
  private static final int ER_AAC_LD = 23;

  private static final int OBJECT_TYPE_ESCAPE = 31;

  /** ER BSAC, whose extension has one more field. */
  private static final int ER_BSAC = 22;

  /** What introduces an extension that older decoders pass over. */
  private static final int SYNC_SBR = 0x2b7;

  private static final int SYNC_PS = 0x548;

  /** By channel configuration, table 1.19. */
  private static final int[] CHANNELS = {0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8, 0};

  /** The configuration of plain AAC, 1024 samples a frame. */
  static AudioSpecificConfig plain(int objectType, int rate, int channelConfiguration) {
    return new AudioSpecificConfig(objectType, rate, channelConfiguration, LONG_FRAME, 0, 0);
  }

  /** The channel configuration of so many channels in their usual order, if there is one. */
  static OptionalInt configurationOf(int channels) {
    for (int i = 1; channels > 0 && i < CHANNELS.length; i++) {
      if (CHANNELS[i] == channels) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Reads a configuration.
   *
   * @param bytes from position to limit; not changed
   * @throws MediaException MALFORMED if it ends too early or holds what is reserved
   */
  static AudioSpecificConfig read(ByteBuffer bytes) throws MediaException {
    BitReader in = new BitReader(bytes);
    int type = objectType(in);
    int rate = rate(in);
    int channels = in.read(4);
    int extension = 0;
    int extensionRate = 0;
    if (type == SBR || type == PS) {
      extension = type;
      extensionRate = rate(in);
      type = objectType(in);
      if (type == ER_BSAC) {
        in.read(4);
      }
    }
    int frameLength = isGeneralAudio(type) ? generalAudio(in, type) : 0;
    AudioSpecificConfig config =
        new AudioSpecificConfig(type, rate, channels, frameLength, extension, extensionRate);
    boolean mayGoOn = type <= LAST_IN_ADTS && extension == 0 && channels != 0;
    return mayGoOn && in.left() >= 16 ? withSyncExtension(in, config) : config;
  }

  private static int objectType(BitReader in) throws MediaException {
    int type = in.read(5);
    return type == OBJECT_TYPE_ESCAPE ? 32 + in.read(6) : type;
  }

  private static int rate(BitReader in) throws MediaException {
    int index = in.read(4);
    int rate =
        index == SamplingFrequency.ESCAPE ? in.read(24) : SamplingFrequency.hertz(index).orElse(0);
    if (rate == 0) {
      throw MediaException.of(
          Code.MALFORMED, "an AudioSpecificConfig has no sampling frequency: index " + index);
    }
    return rate;
  }

  /** Whether a type is configured by a {@code GASpecificConfig} (table 1.15). */
  private static boolean isGeneralAudio(int type) {
    return switch (type) {
      case 1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22, 23 -> true;
      default -> false;
    };
  }

  /** Reads a {@code GASpecificConfig} (4.4.1) as far as AAC has it. Returns the frame length. */
  private static int generalAudio(BitReader in, int type) throws MediaException {
    int frameLength = in.flag() ? SHORT_FRAME : LONG_FRAME;
    if (in.flag()) {
      in.read(14); // coreCoderDelay
    }
    in.flag(); // extensionFlag, 0 for the types that ADTS can carry
    return type == ER_AAC_LD ? frameLength / 2 : frameLength;
  }

  /** Reads the extension that lies behind the end of what older decoders read. */
  private static AudioSpecificConfig withSyncExtension(BitReader in, AudioSpecificConfig core)
      throws MediaException {
    if (in.read(11) != SYNC_SBR || objectType(in) != SBR || in.left() < 1 || !in.flag()) {
      return core;
    }
    int extensionRate = rate(in);
    boolean ps = in.left() >= 12 && in.read(11) == SYNC_PS && in.flag();
    return new AudioSpecificConfig(
        core.objectType,
        core.rate,
        core.channelConfiguration,
        core.frameLength,
        ps ? PS : SBR,
        extensionRate);
  }

  /** The bytes of the core's configuration, without an extension. */
  byte[] coreBytes() {
    OptionalInt index = SamplingFrequency.index(rate);
    long bits = objectType;
    int count = 5;
    if (index.isPresent()) {
      bits = bits << 4 | index.getAsInt();
      count += 4;
    } else {
      bits = bits << 28 | (long) SamplingFrequency.ESCAPE << 24 | rate;
      count += 28;
    }
    bits = bits << 4 | channelConfiguration;
    // frameLengthFlag, dependsOnCoreCoder and extensionFlag.
    bits = bits << 3 | (frameLength == SHORT_FRAME ? 4 : 0);
    count += 7;
    byte[] bytes = new byte[(count + 7) / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (bits << (Long.SIZE - count) >>> (Long.SIZE - 8 - 8 * i));
    }
    return bytes;
  }

  /** How many channels come out of a decoder; 0 if a program config element says. */
  int channels() {
    // Parametric stereo makes two of one.
    return extension == PS && channelConfiguration == 1 ? 2 : CHANNELS[channelConfiguration];
  }

  /** The sampling frequency that comes out of a decoder that does what is signalled. */
  int outputRate() {
    return extension == 0 ? rate : extensionRate;
  }

  /** The object type that names the whole: that of the extension where there is one. */
  int namedType() {
    return extension == 0 ? objectType : extension;
  }

  /** Whether an ADTS header can say it all but for the extension, which decoders find. */
  boolean fitsAdts() {
    return objectType >= 1
        && objectType <= LAST_IN_ADTS
        && frameLength == LONG_FRAME
        && channelConfiguration >= 1
        && channelConfiguration <= 7
        && SamplingFrequency.index(rate).isPresent();
  }

  /** Whether both have the same core. */
  boolean sameCore(AudioSpecificConfig other) {
    return objectType == other.objectType
        && rate == other.rate
        && channelConfiguration == other.channelConfiguration
        && frameLength == other.frameLength;
  }
}
