package io.boxwire.muxer.internal;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;

/**
 * What becomes of a codec configuration that changes in mid-stream.
 *
 * <ul>
 *   <li>PROGRESSIVE and FAST_START begin a further sample entry.
 *   <li>FRAGMENTED can't: a second entry in fragments is read wrongly by FFmpeg. With parameter
 *       sets inside the samples none is needed; without, the sample is refused, and so are all that
 *       follow until the old configuration comes back.
 *   <li>HYBRID puts the new parameter sets in front of the sample, and of each random access sample
 *       from then on, while it grows; the final moov gets a further entry whose samples begin
 *       behind them.
 * </ul>
 */
final class ConfigurationRule {
  private final Track track;
  private final Layout layout;
  private final boolean inSamples;
  private final Events events;
  private CodecConfiguration current;
  private int entry = 1;
  private boolean foreign;
  private boolean repeated;

  ConfigurationRule(Track track, Layout layout, Events events) {
    this.track = track;
    this.layout = layout;
    this.inSamples = track.format().parameterSets() == ParameterSets.KEEP;
    this.events = events;
  }

  /** Gives a sample its entry, and what has to stand in front of it. */
  void apply(Sample sample) throws MediaException {
    boolean changed = sample.configuration != null && take(sample.configuration);
    if (foreign) {
      throw MediaException.of(
          MediaException.Code.CONFIGURATION_CHANGED,
          "track "
              + track.id()
              + ", time "
              + sample.decodeTime
              + ": the codec configuration changed, which a "
              + layout
              + " file can't express");
    }
    if (current == null) {
      throw MediaException.of(
          MediaException.Code.BAD_FRAME,
          "track "
              + track.id()
              + ", time "
              + sample.decodeTime
              + ": no codec configuration has come yet");
    }
    sample.entry = entry;
    if (repeated && (changed || sample.access != RandomAccess.NONE)) {
      sample.prefix = current.inBand();
    }
  }

  private boolean take(CodecConfiguration next) {
    if (current == null) {
      current = next;
      entry = track.entryFor(next);
      return false;
    }
    if (next.equals(current)) {
      foreign = false;
      return false;
    }
    if (layout == Layout.FRAGMENTED) {
      foreign = !inSamples;
      return false;
    }
    if (layout == Layout.HYBRID && !inSamples) {
      if (!next.inBand().hasRemaining()) {
        foreign = true;
        return false;
      }
      repeated = true;
    }
    current = next;
    foreign = false;
    entry = track.entryFor(next);
    events.add(
        MediaEvent.onTrack(
            MediaEvent.Kind.CONFIGURATION_CHANGED,
            track.id(),
            "the codec configuration changed; sample entry " + entry + " begins"));
    return true;
  }
}
