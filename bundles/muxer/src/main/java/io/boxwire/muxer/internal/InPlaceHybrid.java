package io.boxwire.muxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerOptions.Origin;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finishes a growing hybrid file where it is, as {@link HybridLayout} does that made it: what is
 * torn is cut off, then come the two steps of {@link HybridClose}.
 */
final class InPlaceHybrid implements FileLayout {
  private final MovieSetup setup;
  private final InPlaceOutput output;
  private final InPlaceSamples samples;
  private final long switchAt;

  private InPlaceHybrid(MovieSetup setup, InPlaceOutput output, long switchAt) {
    this.setup = setup;
    this.output = output;
    this.samples = new InPlaceSamples(setup, output);
    this.switchAt = switchAt;
  }

  /**
   * Begins with an open file.
   *
   * @throws MediaException BAD_REQUEST if it was not begun as a hybrid one
   */
  static InPlaceHybrid of(MovieSetup setup, InPlaceOutput output) throws MediaException {
    OptionalLong switchAt = output.file().switchAt();
    if (switchAt.isEmpty()) {
      throw MediaException.of(Code.BAD_REQUEST, "the file was not begun as a hybrid one");
    }
    return new InPlaceHybrid(setup, output, switchAt.getAsLong());
  }

  @Override
  public void add(Sample sample) throws IOException {
    samples.take(sample);
    sample
        .track
        .index()
        .add(
            sample.offset,
            (int) sample.size(),
            sample.duration,
            sample.compositionOffset(),
            sample.access,
            sample.rollDistance,
            sample.entry);
    sample.release();
  }

  @Override
  public void idle() {
    // Nothing is written before the end.
  }

  @Override
  public void fail() {
    samples.fail();
  }

  @Override
  public void finish() throws IOException {
    if (!samples.complete()) {
      return;
    }
    output.cutTail();
    List<Track> tracks = setup.tracks().get();
    // Edits keep the presentation times; where there are none, media times are such.
    Timeline timeline = Timeline.of(tracks, Origin.ZERO);
    HybridClose close = new HybridClose(setup);
    try {
      close.hide(new MoovBuilder(tracks, timeline, setup.options().creationTime()).progressive(0));
    } catch (IOException e) {
      Outputs.cutBack(output, output.whole(), e);
      throw e;
    }
    close.turn(switchAt);
    setup.progress().fileBytes(output.position());
  }
}
