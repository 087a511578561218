package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;

/**
 * The sample entry of an audio track (ISO/IEC 14496-12:2022 12.2.3), of whatever codec, with
 * QuickTime's extensions as they are found in files.
 *
 * @param type {@code alaw}, {@code ulaw}, {@code mp4a} and so on
 * @param dataReferenceIndex an index into the {@code dref}, from 1
 * @param entryVersion 0, or 1 in a {@code stsd} of version 1, or QuickTime's 1 or 2
 * @param vendor QuickTime's revision and vendor, reserved elsewhere: 6 bytes
 * @param channelCount how many channels
 * @param sampleSize bits a sample, 16 for all that is compressed
 * @param compressionId QuickTime's, 0 elsewhere, -2 with packets of variable size
 * @param sampleRate 16.16, in hertz
 * @param extension QuickTime's further fields; none otherwise
 * @param children the configuration of the codec and what else there is; unmodifiable
 */
public record AudioSampleEntry(
    FourCc type,
    int dataReferenceIndex,
    int entryVersion,
    ByteRange vendor,
    int channelCount,
    int sampleSize,
    int compressionId,
    long sampleRate,
    SoundExtension extension,
    List<Box> children)
    implements SampleEntry, ParentBox {
  private static final ByteRange NO_VENDOR = ByteRange.of(new byte[6]);

  /**
   * Makes an entry without QuickTime's fields.
   *
   * @param type of the entry
   * @param channelCount how many channels
   * @param sampleSize bits a sample, 16 for all that is compressed
   * @param sampleRate in hertz; 0 is stored for what 16 bits can't hold
   * @param children the configuration of the codec and what else there is
   * @return the entry
   */
  public static AudioSampleEntry of(
      FourCc type, int channelCount, int sampleSize, int sampleRate, List<Box> children) {
    long rate = sampleRate > 0xffff ? 0 : (long) sampleRate << 16;
    return new AudioSampleEntry(
        type,
        1,
        0,
        NO_VENDOR,
        channelCount,
        sampleSize,
        0,
        rate,
        SoundExtension.NONE,
        List.copyOf(children));
  }

  static AudioSampleEntry blank(FourCc type, ChildKind kind) {
    SoundExtension extension =
        kind == ChildKind.SAMPLE_ENTRIES ? SoundExtension.QUICKTIME : SoundExtension.NONE;
    return new AudioSampleEntry(type, 0, 0, NO_VENDOR, 0, 0, 0, 0, extension, List.of());
  }

  /**
   * Tells the sample rate, wherever this version of the entry has it.
   *
   * @return the rate in hertz, a fraction cut off; 0 if it must be taken from the configuration
   */
  public long hertz() {
    return hasVersion2()
        ? (long) Double.longBitsToDouble(extension.v2().sampleRate())
        : sampleRate >>> 16;
  }

  /**
   * Tells the number of channels, wherever this version of the entry has it.
   *
   * @return how many, as the file says
   */
  public long channels() {
    return hasVersion2() ? extension.v2().channelCount() : channelCount;
  }

  private boolean hasVersion2() {
    return entryVersion == 2 && extension.dialect() == SoundExtension.Dialect.QUICKTIME;
  }

  @Override
  public AudioSampleEntry fields(Fields f) throws MediaException {
    f.reserved(6);
    int reference = f.u16("data_reference_index", dataReferenceIndex);
    int version = f.u16("entry_version", entryVersion);
    ByteRange newVendor = f.bytes("vendor", 6, vendor);
    int channels = f.u16("channelcount", channelCount);
    int bits = f.u16("samplesize", sampleSize);
    int compression = (int) f.signed("compression_ID", 16, compressionId);
    f.reserved(2);
    long rate = f.unsignedFixed16("samplerate", sampleRate);
    SoundExtension newExtension = extension.fields(f, version);
    return new AudioSampleEntry(
        type,
        reference,
        version,
        newVendor,
        channels,
        bits,
        compression,
        rate,
        newExtension,
        f.boxes(ChildKind.BOXES, children));
  }
}
