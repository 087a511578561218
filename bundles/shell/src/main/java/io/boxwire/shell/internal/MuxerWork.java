package io.boxwire.shell.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaListener;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.api.TrackFormat;
import java.util.List;

/**
 * A muxer that a command feeds, and what becomes of its file: kept if the media were bad on the
 * way, since it holds what came before; removed if it holds nothing, or the command was
 * interrupted.
 */
final class MuxerWork {
  private final Muxer muxer;
  private final Output output;
  private final Invocation invocation;

  private MuxerWork(Muxer muxer, Output output, Invocation invocation) {
    this.muxer = muxer;
    this.output = output;
    this.invocation = invocation;
  }

  /**
   * Tells what happens to a muxer that is fed from files, where nothing stalls: a track with few
   * samples, or one that ends before the others, is no news.
   */
  static MediaListener fromFiles(Invocation invocation) {
    return event -> {
      if (event.kind() != MediaEvent.Kind.TRACK_STALLED) {
        invocation.event(event);
      }
    };
  }

  /** What feeds the muxer. */
  interface Feed {
    /**
     * Writes all frames.
     *
     * @param progress shows how far it has come
     * @return the status
     */
    int write(Progress progress) throws MediaException, InterruptedException;
  }

  /**
   * Opens a muxer, with tracks that are numbered from 1.
   *
   * @param output where it writes
   * @param formats the formats of its tracks
   * @param options how it writes
   * @param invocation the world
   */
  static MuxerWork open(
      Output output, List<TrackFormat> formats, MuxerOptions options, Invocation invocation)
      throws MediaException {
    Muxer muxer = invocation.parts().muxers().open(output.sink(), options);
    MuxerWork work = new MuxerWork(muxer, output, invocation);
    try {
      for (TrackFormat format : formats) {
        muxer.addTrack(format);
      }
      return work;
    } catch (MediaException e) {
      work.abandon(e);
      throw e;
    }
  }

  void write(Frame frame) throws MediaException, InterruptedException {
    muxer.write(frame);
  }

  /**
   * Writes all frames and finishes the file.
   *
   * @param feed writes them
   * @param total how much it will write, in its own measure; 0 if that is not known
   * @return the status
   */
  int run(Feed feed, long total) throws MediaException, InterruptedException {
    try (Progress progress = invocation.progress(output.path().getFileName().toString(), total)) {
      int status = feed.write(progress);
      muxer.close();
      return status;
    } catch (InterruptedException e) {
      abandon(e);
      throw e;
    } catch (MediaException e) {
      if (Failures.isInterruption(e)) {
        abandon(e);
      } else {
        keep(e);
      }
      throw e;
    }
  }

  private void keep(MediaException failure) {
    closeAfter(failure);
    if (muxer.statistics().samplesWritten() == 0) {
      output.discard();
    } else if (!output.isStream()) {
      invocation.error(
          output.path()
              + (plays()
                  ? " holds what came before the fault"
                  : " can't be played: it lacks its index"));
    }
  }

  /** Whether what is left is a file that can be read: some layouts have their index at the end. */
  private boolean plays() {
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STORED);
    try (Demuxer left =
        invocation.parts().demuxers().open(new Source.File(output.path()), options)) {
      return !left.movie().tracks().isEmpty();
    } catch (MediaException e) {
      invocation.trace(e);
      return false;
    }
  }

  private void abandon(Exception failure) {
    closeAfter(failure);
    output.discard();
  }

  private void closeAfter(Exception failure) {
    try {
      muxer.close();
    } catch (MediaException e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }
}
