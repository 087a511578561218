package io.boxwire.itests.crash;

import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.FragmentIndex;
import io.boxwire.itests.swaps.load.Film;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * How a film is recorded.
 *
 * @param layout the layout
 * @param video the codec of the pictures
 * @param audio the codec of the sound
 * @param fragment how long a fragment is at least; pictures that can be cut at come each 0.4 s
 * @param alignment at a multiple of how many bytes a fragment begins
 * @param index which index boxes a fragmented file gets
 */
record Scenario(
    Layout layout,
    String video,
    String audio,
    Duration fragment,
    int alignment,
    FragmentIndex index) {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration USUAL = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(3);

  /** Those that all harnesses go through: each layout, codec, length, alignment and index. */
  static final List<Scenario> ALL =
      List.of(
          hybrid("h264", "g711a", SHORT, 1),
          hybrid("h265", "g711u", USUAL, 1),
          hybrid("h264", "g711u", USUAL, PowerCut.BLOCK),
          hybrid("h265", "g711a", LONG, PowerCut.BLOCK),
          fragmented("h264", "g711a", USUAL, 1, FragmentIndex.MFRA),
          fragmented("h265", "g711u", SHORT, 1, FragmentIndex.SIDX_AND_MFRA),
          fragmented("h264", "g711u", LONG, PowerCut.BLOCK, FragmentIndex.NONE),
          fragmented("h265", "g711a", SHORT, PowerCut.BLOCK, FragmentIndex.MFRA),
          fragmented("h264", "g711a", USUAL, PowerCut.BLOCK, FragmentIndex.SIDX_AND_MFRA));

  private static Scenario hybrid(String video, String audio, Duration fragment, int alignment) {
    return new Scenario(Layout.HYBRID, video, audio, fragment, alignment, FragmentIndex.MFRA);
  }

  private static Scenario fragmented(
      String video, String audio, Duration fragment, int alignment, FragmentIndex index) {
    return new Scenario(Layout.FRAGMENTED, video, audio, fragment, alignment, index);
  }

  Film film() {
    return new Film(video, audio);
  }

  /** The options of the muxer, for a recording that differs from all others. */
  MuxerOptions options(UUID id) {
    return MuxerOptions.builder()
        .layout(layout)
        .fragmentDuration(fragment)
        .fragmentAlignment(alignment)
        .fragmentIndex(index)
        .fileId(id)
        .build();
  }

  @Override
  public String toString() {
    return layout
        + " "
        + video
        + "+"
        + audio
        + ", fragments of "
        + fragment.toMillis()
        + " ms"
        + (alignment > 1 ? " in blocks of their own" : "")
        + (layout == Layout.FRAGMENTED ? ", index " + index : "");
  }
}
