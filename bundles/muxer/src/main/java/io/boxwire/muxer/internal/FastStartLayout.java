package io.boxwire.muxer.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.box.Box;
import io.boxwire.box.FreeSpaceBox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The description first, for playing while it downloads.
 *
 * <pre>
 * ftyp
 * moov
 * free       what is left of the room kept for moov; none in a short file
 * mdat
 * </pre>
 *
 * While the file grows, a {@code free} box keeps room in front of the media. If the finished {@code
 * moov} fits, as it does for about an hour of video and sound, nothing is moved. If it does not, or
 * if the room left over would be large against the file, the media are moved by the difference.
 */
final class FastStartLayout implements FileLayout {
  private static final int ROOM = 1 << 20;

  /** Files below this many bytes are closed without room left over. */
  private static final long SHORT_FILE = 64L * ROOM;

  private static final int MOVE = 4 << 20;

  private final MovieSetup setup;
  private final Output output;
  private final MediaData media;
  private final long start;
  private long room;

  FastStartLayout(MovieSetup setup) {
    this.setup = setup;
    this.output = setup.output();
    this.media = new MediaData(setup);
    this.start = output.position();
  }

  private void begin() throws IOException {
    if (!media.begun()) {
      Outputs.cutTo(output, start);
      Outputs.append(output, Brands.progressive());
      room = output.position();
      // Written, not left out: storage must have the room when moov comes.
      Outputs.append(output, FreeSpaceBox.of(ROOM));
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
    long end = media.end();
    media.complete();
    try {
      describe(end);
    } catch (NoRoom full) {
      long samples = media.giveUp(full.bytes);
      media.complete();
      describe(output.position());
      complete();
      throw MediaData.gaveUp(full, samples);
    }
    complete();
  }

  private void complete() throws IOException {
    setup.forcer().forceAll();
    setup.progress().fileBytes(output.position());
  }

  private void describe(long end) throws IOException {
    List<Track> tracks = setup.tracks().get();
    Timeline timeline = Timeline.of(tracks, setup.options().origin());
    MoovBuilder builder = new MoovBuilder(tracks, timeline, setup.options().creationTime());
    Box moov = builder.progressive(0);
    long left = ROOM - moov.size();
    if (left == 0 || left >= 8 && end - room > SHORT_FILE) {
      write(moov, left);
    } else {
      move(builder, moov, end);
    }
  }

  private void write(Box moov, long left) throws IOException {
    if (left == 0) {
      Outputs.write(output, room, moov);
    } else {
      Outputs.write(output, room, moov, FreeSpaceBox.of((int) left));
    }
  }

  /** Moves the media so that moov fits exactly. */
  private void move(MoovBuilder builder, Box unmoved, long end) throws IOException {
    long shift = unmoved.size() - ROOM;
    Box moov = builder.progressive(shift);
    if (moov.size() != unmoved.size()) {
      // Offsets beyond 4 GiB take more room, which can't make them shorter again.
      shift = moov.size() - ROOM;
      moov = builder.progressive(shift);
    }
    if (!output.readable()) {
      leaveAtEnd(unmoved);
      return;
    }
    long from = room + ROOM;
    if (shift > 0) {
      moveUp(from, end, shift);
    } else {
      moveDown(from, end, -shift);
    }
    Outputs.write(output, room, moov);
  }

  private void moveUp(long from, long end, long by) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MOVE);
    reserve(buffer, end, by);
    for (long at = end; at > from; ) {
      int n = (int) Math.min(MOVE, at - from);
      at -= n;
      move(buffer, at, n, at + by);
    }
  }

  /** Makes sure of the room before anything is moved, so that the media stay whole without it. */
  private void reserve(ByteBuffer buffer, long end, long bytes) throws IOException {
    try {
      for (long left = bytes; left > 0; left -= buffer.position()) {
        output.append(new ByteBuffer[] {buffer.clear().limit((int) Math.min(MOVE, left))}, 1);
      }
    } catch (IOException e) {
      output.truncate(end);
      throw new NoRoom(bytes, e);
    }
  }

  /** Storage has no room behind the media. */
  private static final class NoRoom extends IOException {
    private static final long serialVersionUID = 1;
    private final long bytes;

    NoRoom(long bytes, IOException cause) {
      super(cause.getMessage(), cause);
      this.bytes = bytes;
    }
  }

  private void moveDown(long from, long end, long by) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MOVE);
    for (long at = from; at < end; ) {
      int n = (int) Math.min(MOVE, end - at);
      move(buffer, at, n, at - by);
      at += n;
    }
    output.truncate(end - by);
  }

  private void move(ByteBuffer buffer, long from, int bytes, long to) throws IOException {
    buffer.clear().limit(bytes);
    output.read(from, buffer);
    buffer.flip();
    output.write(to, buffer);
  }

  private void leaveAtEnd(Box moov) throws IOException {
    Outputs.append(output, moov);
    setup
        .events()
        .add(
            MediaEvent.of(
                MediaEvent.Kind.LAYOUT_CHANGED,
                "the sink can't be read, so that moov stays behind the media"));
  }
}
