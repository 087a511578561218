package io.boxwire.muxer.internal;

import io.boxwire.box.ContainerBox;
import java.io.IOException;
import java.util.List;

/**
 * Media first, their description last; nothing is moved.
 *
 * <pre>
 * ftyp
 * mdat
 * moov
 * </pre>
 */
final class ProgressiveLayout implements FileLayout {
  private final MovieSetup setup;
  private final MediaData media;
  private final long start;

  ProgressiveLayout(MovieSetup setup) {
    this.setup = setup;
    this.media = new MediaData(setup);
    this.start = setup.output().position();
  }

  private void begin() throws IOException {
    if (!media.begun()) {
      Outputs.cutTo(setup.output(), start);
      Outputs.append(setup.output(), Brands.progressive());
      media.begin();
    }
  }

  @Override
  public void add(Sample sample) throws IOException {
    begin();
    sample.track.pass(sample);
    media.add(sample);
  }

  @Override
  public void idle() throws IOException {
    media.idle();
  }

  @Override
  public void fail() {
    media.fail();
  }

  @Override
  public void finish() throws IOException {
    begin();
    media.end();
    ContainerBox moov = moov();
    try {
      Outputs.append(setup.output(), moov);
    } catch (IOException full) {
      long samples = media.giveUp(moov.size());
      Outputs.append(setup.output(), moov());
      complete();
      throw MediaData.gaveUp(full, samples);
    }
    complete();
  }

  private ContainerBox moov() throws IOException {
    List<Track> tracks = setup.tracks().get();
    Timeline timeline = Timeline.of(tracks, setup.options().origin());
    return new MoovBuilder(tracks, timeline, setup.options().creationTime()).progressive(0);
  }

  private void complete() throws IOException {
    media.complete();
    setup.forcer().forceAll();
    setup.progress().fileBytes(setup.output().position());
  }
}
