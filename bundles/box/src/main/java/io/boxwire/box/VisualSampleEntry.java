package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;

/**
 * The sample entry of a video track (ISO/IEC 14496-12:2022 12.1.3), of whatever codec.
 *
 * @param type {@code avc1}, {@code hvc1}, {@code encv} and so on
 * @param dataReferenceIndex an index into the {@code dref}, from 1
 * @param vendor QuickTime's fields, which are reserved elsewhere: version, revision, vendor, two
 *     qualities, 16 bytes
 * @param width of the coded pictures after cropping, in pixels
 * @param height of the coded pictures after cropping, in pixels
 * @param horizontalResolution 16.16, in pixels an inch
 * @param verticalResolution 16.16, in pixels an inch
 * @param frameCount how many pictures a sample has, normally 1
 * @param compressorName for people, at most 31 bytes in UTF-8
 * @param depth 24 for colour without alpha
 * @param children the configuration of the codec, {@code colr}, {@code pasp} and so on;
 *     unmodifiable
 */
public record VisualSampleEntry(
    FourCc type,
    int dataReferenceIndex,
    ByteRange vendor,
    int width,
    int height,
    int horizontalResolution,
    int verticalResolution,
    int frameCount,
    String compressorName,
    int depth,
    List<Box> children)
    implements SampleEntry, ParentBox {
  private static final ByteRange NO_VENDOR = ByteRange.of(new byte[16]);
  private static final int INCH_72 = 72 << 16;

  /**
   * Makes an entry of one picture a sample in full colour.
   *
   * @param type of the entry
   * @param width in pixels
   * @param height in pixels
   * @param compressorName for people, may be empty
   * @param children the configuration of the codec and what else there is
   * @return the entry
   */
  public static VisualSampleEntry of(
      FourCc type, int width, int height, String compressorName, List<Box> children) {
    return new VisualSampleEntry(
        type,
        1,
        NO_VENDOR,
        width,
        height,
        INCH_72,
        INCH_72,
        1,
        compressorName,
        24,
        List.copyOf(children));
  }

  @Override
  public VisualSampleEntry fields(Fields f) throws MediaException {
    f.reserved(6);
    int reference = f.u16("data_reference_index", dataReferenceIndex);
    ByteRange newVendor = f.bytes("pre_defined", 16, vendor);
    int newWidth = f.u16("width", width);
    int newHeight = f.u16("height", height);
    int horizontal = f.fixed16("horizresolution", horizontalResolution);
    int vertical = f.fixed16("vertresolution", verticalResolution);
    f.reserved(4);
    int frames = f.u16("frame_count", frameCount);
    String compressor = f.countedText("compressorname", 32, compressorName);
    int newDepth = f.u16("depth", depth);
    f.constant(16, 0xffff);
    return new VisualSampleEntry(
        type,
        reference,
        newVendor,
        newWidth,
        newHeight,
        horizontal,
        vertical,
        frames,
        compressor,
        newDepth,
        f.boxes(ChildKind.BOXES, children));
  }
}
