package io.boxwire.demuxer.internal;

import io.boxwire.api.DisplayMatrix;
import io.boxwire.api.Edit;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.SampleEntry;
import io.boxwire.box.TrackExtendsBox;
import java.util.List;
import java.util.Optional;

/**
 * What the {@code moov} says of a track. Immutable.
 *
 * @param id the {@code track_ID}, from 1
 * @param header what describes it to people
 * @param timescale ticks a second
 * @param mediaDuration ticks according to the media header; 0 if it doesn't say
 * @param entries the sample entries, at least one
 * @param external for each entry, whether its samples lie in another file
 * @param edits the edit list, empty if there is none
 * @param tables the sample tables
 * @param tablesProblem what is wrong with the tables, if they can't be used
 * @param packing how audio frames lie in chunks, if each is a sample of its own
 * @param defaults what fragments take for granted
 */
record Track(
    int id,
    Header header,
    int timescale,
    long mediaDuration,
    List<SampleEntry> entries,
    List<Boolean> external,
    List<Edit> edits,
    SampleTables tables,
    Optional<MediaException> tablesProblem,
    Optional<AudioPacking> packing,
    TrackExtendsBox defaults) {

  /**
   * What describes a track to people.
   *
   * @param mediaType the kind of track
   * @param handler the handler type, four characters
   * @param name the name in the handler box
   * @param language three letters of ISO 639-2/T
   * @param enabled whether it is meant to be played
   * @param width of the pictures in the track header, in pixels, 0 if there are none
   * @param height likewise
   * @param matrix how they are turned for display
   */
  record Header(
      MediaType mediaType,
      String handler,
      String name,
      String language,
      boolean enabled,
      int width,
      int height,
      DisplayMatrix matrix) {}

  /** The sample entry of a number that a sample gives. */
  Optional<SampleEntry> entry(int description) {
    return description >= 1 && description <= entries.size()
        ? Optional.of(entries.get(description - 1))
        : Optional.empty();
  }

  /** How many bytes its sample entries take. */
  long entryBytes() {
    return entries.stream().mapToLong(entry -> entry.bytes().remaining()).sum();
  }

  boolean isVideo() {
    return header.mediaType() == MediaType.VIDEO;
  }
}
