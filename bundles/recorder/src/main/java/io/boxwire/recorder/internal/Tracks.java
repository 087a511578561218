package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaType;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import java.util.List;
import java.util.Optional;

/** The tracks of a device, and which of them leads: the first with video, else the first. */
final class Tracks {
  private final List<TrackFormat> formats;
  private final int lead;
  private final MediaType leadType;

  /**
   * Looks which leads.
   *
   * @param formats what each delivers, at least one
   */
  Tracks(List<TrackFormat> formats) {
    this.formats = List.copyOf(formats);
    this.lead = lead(this.formats);
    this.leadType = this.formats.get(lead - 1).mediaType();
  }

  /** What each delivers. */
  List<TrackFormat> formats() {
    return formats;
  }

  /** How many there are. */
  int count() {
    return formats.size();
  }

  /** What the track of a frame holds. */
  TrackFormat format(Frame frame) {
    return formats.get(frame.track() - 1);
  }

  /** Whether a frame is on the leading track. */
  boolean leads(Frame frame) {
    return frame.track() == lead;
  }

  /** What the leading track holds. */
  MediaType leadType() {
    return leadType;
  }

  /** Whether a file can begin at a frame: one of the leading track that decoding can start at. */
  boolean begins(Frame frame) {
    return leads(frame)
        && (leadType != MediaType.VIDEO || frame.randomAccess() != RandomAccess.NONE);
  }

  /**
   * Whether nothing that follows a frame needs anything before it. A sync picture may be led by
   * pictures that do, as a CRA picture of H.265 is (ISO/IEC 23008-2 3.26): they are shown before it
   * and decoded behind it. In H.264 it is an IDR picture, and nothing leads that.
   */
  boolean beginsAnew(Frame frame) {
    return leads(frame)
        && (leadType != MediaType.VIDEO
            || frame.sync()
                && (frame.compositionTime() == frame.decodeTime()
                    || format(frame).codec().equals(Optional.of("h264"))));
  }

  /** Ticks of a frame's track in nanoseconds. */
  long nanos(Frame frame, long ticks) {
    return MediaTime.nanos(ticks, format(frame).timescale());
  }

  private static int lead(List<TrackFormat> formats) {
    for (int track = 1; track <= formats.size(); track++) {
      if (formats.get(track - 1).mediaType() == MediaType.VIDEO) {
        return track;
      }
    }
    return 1;
  }
}
