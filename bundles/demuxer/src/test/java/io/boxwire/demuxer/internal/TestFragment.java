package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.Box;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.MovieFragmentHeaderBox;
import io.boxwire.box.Table;
import io.boxwire.box.TrackFragmentDecodeTimeBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackRunBox;
import java.util.ArrayList;
import java.util.List;

/** Makes a {@code moof} whose samples lie at places that are known only once it is made. */
final class TestFragment {
  /** Makes a track fragment, given where the media start, counted from the {@code moof}. */
  @FunctionalInterface
  interface Part {
    Box box(int mediaOffset) throws MediaException;
  }

  private TestFragment() {}

  /** A fragment and its media, as bytes. */
  static byte[] bytes(byte[] media, Part... parts) throws MediaException {
    int size = TestMovie.bytes(moof(0, parts)).length;
    return TestMovie.bytes(moof(size + 8, parts), TestMovie.mdat(media));
  }

  private static Box moof(int mediaOffset, Part... parts) throws MediaException {
    List<Box> boxes = new ArrayList<>();
    boxes.add(new MovieFragmentHeaderBox(0, 0, 1));
    for (Part part : parts) {
      boxes.add(part.box(mediaOffset));
    }
    return new ContainerBox(ContainerBox.MOOF, boxes);
  }

  static Box traf(Box... boxes) {
    return ContainerBox.of(ContainerBox.TRAF, boxes);
  }

  static TrackFragmentDecodeTimeBox tfdt(long time) {
    return TrackFragmentDecodeTimeBox.of(time);
  }

  /** A header that gives a default duration, and data offsets from the {@code moof}. */
  static TrackFragmentHeaderBox tfhd(long track, long duration) {
    return TrackFragmentHeaderBox.of(
        track, TrackFragmentHeaderBox.DEFAULT_SAMPLE_DURATION, duration, 0, 0);
  }

  /** A run of sizes; all are sync samples. */
  static TrackRunBox trun(int dataOffset, long... sizes) {
    return new TrackRunBox(
        0,
        TrackRunBox.DATA_OFFSET | TrackRunBox.SAMPLE_SIZE,
        dataOffset,
        0,
        Table.of(TrackRunBox.layout(0, TrackRunBox.SAMPLE_SIZE), TestMovie.column(sizes)));
  }
}
