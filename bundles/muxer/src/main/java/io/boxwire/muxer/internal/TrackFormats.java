package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaType;
import io.boxwire.api.MuxerOptions.AudioSamples;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.TrackFormat;

/** Refuses formats that contradict themselves or the options. */
final class TrackFormats {
  private TrackFormats() {}

  static void check(TrackFormat format, AudioSamples audioSamples) throws MediaException {
    boolean stored = format.payloadForm() == PayloadForm.STORED;
    if (format.codec().isPresent() == stored) {
      throw MediaException.of(
          Code.BAD_REQUEST, "stored payloads are for tracks that are copied, and for those alone");
    }
    if (format.codec().isEmpty() && format.sampleEntries().isEmpty()) {
      throw MediaException.of(Code.BAD_REQUEST, "a track that is copied needs a sample entry");
    }
    if (audioSamples == AudioSamples.AUDIO_FRAME
        && format.mediaType() == MediaType.AUDIO
        && !stored
        && format.timescale() != format.sampleRate()) {
      throw MediaException.of(
          Code.BAD_REQUEST,
          "where each audio frame is a sample, the timescale is the sampling rate: " + format);
    }
    if (format.handler().length() != 4 || format.handler().chars().anyMatch(c -> c > 0xff)) {
      throw MediaException.of(
          Code.BAD_REQUEST, "a handler type has four characters: " + format.handler());
    }
    if (format.name().indexOf('\0') >= 0) {
      throw MediaException.of(Code.BAD_REQUEST, "a track's name can't hold a zero character");
    }
    if (!format.edits().isEmpty() && format.editTimescale() < 1) {
      throw MediaException.of(Code.BAD_REQUEST, "edits need a movie timescale");
    }
  }
}
