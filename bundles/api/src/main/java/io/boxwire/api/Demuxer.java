package io.boxwire.api;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads one file or stream. Used by one thread at a time; frames that are kept may be released on
 * any thread.
 */
@ProviderType
public interface Demuxer extends Closeable {
  /**
   * What the file says of itself.
   *
   * @return the movie; from a stream, as far as its headers say
   */
  MovieInfo movie();

  /**
   * The tracks as far as the headers tell of them, at once. What a track has in all, {@link #movie}
   * may have to look for in every fragment of the file.
   *
   * @return the tracks, in file order; numbers of samples and bytes where the headers say them
   */
  default List<TrackInfo> tracks() {
    return movie().tracks();
  }

  /**
   * Reads the next frame: the one with the smallest decode time of all tracks, or, from a stream,
   * the next in stream order. The media of a track whose edits begin with empty ones are decoded so
   * much later.
   *
   * <p>Its payload is borrowed: valid until the next call of any method of this demuxer, unless
   * kept. With {@link PayloadForm#STORED} and a file as source the payload is a {@link FileRegion}.
   *
   * <p>A fragmented file may be read while it is written, also by another process: what is not
   * whole yet is not there yet. Empty then means the end for now; a later call gives what has been
   * written since, also when the file was finished meanwhile. What can't be read at the end, as
   * after a power cut, is told by an {@link MediaEvent.Kind#INPUT_SKIPPED} event and by {@link
   * #extent}; where fragments are sealed, no frame is given that is not proved. A stream has no
   * such proof: it would have to be held back for a whole fragment, and what a pipe lacks is only
   * ever its end.
   *
   * @return the frame, or empty at the end
   * @throws MediaException if the input is malformed or can't be read; frames before that point
   *     were delivered, and the next call goes on behind the fault where there is anything to go on
   *     with
   */
  Optional<Frame> read() throws MediaException;

  /**
   * Moves all tracks: the next frames are those from the random access point at or before a time
   * on. With several tracks, video decides the point and the others follow it.
   *
   * @param time presentation time, at least 0
   * @return the presentation time of the random access point
   * @throws MediaException {@code UNSUPPORTED} from a stream; or if the input is malformed
   */
  Duration seek(Duration time) throws MediaException;

  /**
   * Walks the samples of a track in decode order without reading any payload.
   *
   * @param trackId the track's ID
   * @return a cursor before the first sample; it stays valid until this demuxer is closed, and is
   *     used by one thread at a time
   * @throws MediaException {@code BAD_REQUEST} if there is no such track; {@code UNSUPPORTED} from
   *     a stream; or if the input is malformed
   */
  SampleCursor samples(int trackId) throws MediaException;

  /**
   * Adds up all samples of a track: what a cursor over them would count, and often much sooner.
   *
   * @param trackId the track's ID
   * @return the totals
   * @throws MediaException as {@link #samples}, and as its cursor would
   */
  default SampleTotals totals(int trackId) throws MediaException {
    SampleCursor cursor = samples(trackId);
    long samples = 0;
    long bytes = 0;
    while (cursor.next()) {
      samples++;
      bytes += cursor.size();
    }
    return new SampleTotals(samples, bytes);
  }

  /**
   * Says how far the file can be read, looking at its end as it is now. The last fragments of a
   * recording that was left open are read in full for that, unless a later one vouches for them.
   *
   * @return the extent
   * @throws MediaException {@code UNSUPPORTED} from a stream; {@code IO} if the storage fails
   */
  default FileExtent extent() throws MediaException {
    throw MediaException.of(MediaException.Code.UNSUPPORTED, "the input has no extent");
  }

  /**
   * Lets go of the source. Kept frames stay valid.
   *
   * @throws MediaException if closing the file failed
   */
  @Override
  void close() throws MediaException;
}
