package io.boxwire.itests.benchmarks.cameras;

import io.boxwire.box.Box;
import io.boxwire.box.BoxReader;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackRunBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Another reader of a file that grows: notes when how many frames of a track are there whole. */
final class FileWatch extends Thread implements AutoCloseable {
  private static final long LOOK = TimeUnit.MICROSECONDS.toNanos(100);

  /** When the last frame that is looked for has come, some of the file may still be due. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * What was seen.
   *
   * @param nanos when
   * @param frames how many were there
   */
  record Sight(long nanos, int frames) {}

  private final List<Sight> sights = new ArrayList<>();
  private final ByteBuffer header = ByteBuffer.allocate(8);
  private final FileChannel channel;
  private final int track;
  private final int most;
  private volatile boolean ending;
  private long next;
  private int frames;
  private IOException failure;

  FileWatch(Path file, int track, int most) throws IOException {
    super("watch");
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.track = track;
    this.most = most;
  }

  @Override
  public void run() {
    try {
      while (!ending && frames < most) {
        look();
        LockSupport.parkNanos(LOOK);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void look() throws IOException {
    long size = channel.size();
    long now = System.nanoTime();
    while (next + header.capacity() <= size) {
      channel.read(header.clear(), next);
      long length = Integer.toUnsignedLong(header.getInt(0));
      if (length < header.capacity() || next + length > size) {
        return;
      }
      String type = StandardCharsets.ISO_8859_1.decode(header.slice(4, 4)).toString();
      if (type.equals("moof")) {
        ByteBuffer moof = ByteBuffer.allocate((int) length);
        channel.read(moof, next);
        count(moof.flip());
      } else if (type.equals("mdat")) {
        sights.add(new Sight(now, frames));
      }
      next += length;
    }
  }

  private void count(ByteBuffer bytes) throws IOException {
    for (Box box : BoxReader.parse(bytes)) {
      for (ParentBox traf : ((ParentBox) box).parents(ContainerBox.TRAF)) {
        if (traf.child(TrackFragmentHeaderBox.class).orElseThrow().trackId() == track) {
          frames += (int) traf.child(TrackRunBox.class).orElseThrow().samples().count();
        }
      }
    }
  }

  /** Nothing more is written. */
  void end() throws InterruptedException {
    LockSupport.parkNanos(PATIENCE);
    ending = true;
    join();
    if (failure != null) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What was seen, in its order; after the end. */
  List<Sight> sights() {
    return sights;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
