package io.boxwire.bitstream;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The head of the video usability information, which has one syntax in H.264 and H.265 (E.1.1 of
 * ITU-T H.264, E.2.1 of H.265): from {@code aspect_ratio_info_present_flag} to {@code
 * chroma_sample_loc_type_bottom_field}.
 *
 * @param aspectRatio shape of a sample
 * @param colour the colours; empty if {@code video_signal_type_present_flag} is 0
 */
public record VideoSignal(SampleAspectRatio aspectRatio, Optional<ColourDescription> colour) {
  /** What holds where there is no usability information. */
  public static final VideoSignal NONE =
      new VideoSignal(SampleAspectRatio.UNSPECIFIED, Optional.empty());

  private static final int MAX_CHROMA_LOCATION = 5;

  /**
   * Reads it.
   *
   * @param in stands before {@code aspect_ratio_info_present_flag}; afterwards before what follows
   *     the chroma locations
   * @return what was read
   * @throws MediaException {@code TRUNCATED} or {@code MALFORMED} if the bits break the syntax
   */
  public static VideoSignal read(BitReader in) throws MediaException {
    SampleAspectRatio aspectRatio = SampleAspectRatio.UNSPECIFIED;
    if (in.flag()) { // aspect_ratio_info_present_flag
      int idc = in.bits(8);
      aspectRatio =
          idc == SampleAspectRatio.EXTENDED
              ? new SampleAspectRatio(in.bits(16), in.bits(16))
              : SampleAspectRatio.ofIdc(idc);
    }
    if (in.flag()) { // overscan_info_present_flag
      in.skip(1); // overscan_appropriate_flag
    }
    Optional<ColourDescription> colour = Optional.empty();
    if (in.flag()) { // video_signal_type_present_flag
      in.skip(3); // video_format
      colour = Optional.of(readColour(in));
    }
    if (in.flag()) { // chroma_loc_info_present_flag
      in.ue(MAX_CHROMA_LOCATION, "chroma_sample_loc_type_top_field");
      in.ue(MAX_CHROMA_LOCATION, "chroma_sample_loc_type_bottom_field");
    }
    return new VideoSignal(aspectRatio, colour);
  }

  /**
   * Makes the boxes that tell it in a visual sample entry: {@code colr} and {@code pasp}, each only
   * if there is something to tell.
   *
   * @return none to two boxes
   */
  public List<ConfigurationBox> boxes() {
    List<ConfigurationBox> boxes = new ArrayList<>();
    colour.filter(ColourDescription::specified).ifPresent(told -> boxes.add(told.toColr()));
    if (aspectRatio.specified()) {
      boxes.add(aspectRatio.toPasp());
    }
    return boxes;
  }

  private static ColourDescription readColour(BitReader in) throws MediaException {
    boolean fullRange = in.flag();
    if (!in.flag()) { // colour_description_present_flag
      int none = ColourDescription.UNSPECIFIED_CODE;
      return new ColourDescription(none, none, none, fullRange);
    }
    return new ColourDescription(in.bits(8), in.bits(8), in.bits(8), fullRange);
  }
}
