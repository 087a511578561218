package io.boxwire.itests.swaps.load;

import io.boxwire.api.MediaException;
import io.boxwire.api.Recorder;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Records a {@link FilmDevice}. */
final class RecorderRun implements Run {
  private final Recording recording;
  private final Feed feed;

  private RecorderRun(Recording recording, Feed feed) {
    this.recording = recording;
    this.feed = feed;
  }

  static RecorderRun start(Recorder recorder, RecordingRequest request, Feed feed)
      throws MediaException {
    return new RecorderRun(recorder.start(request), feed);
  }

  @Override
  public void end() {
    feed.end();
  }

  @Override
  public Optional<MediaException> await() throws InterruptedException {
    try {
      recording.await();
      return Optional.empty();
    } catch (MediaException e) {
      return Optional.of(e);
    }
  }

  @Override
  public List<Path> files() {
    return recording.files();
  }

  @Override
  public Feed feed() {
    return feed;
  }
}
