package io.boxwire.muxer.internal;

import io.boxwire.api.Durability;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

/**
 * A program that records so many pictures of jittering times and sizes, with a block of sound each,
 * and prints now and then how much heap is in use.
 */
final class LongRecording {
  private static final int REPORTS = 20;
  private static final int PICTURES_A_GROUP = 25;

  private final Random random = new Random(1);
  private final ByteBuffer picture = ByteBuffer.allocate(200);
  private final ByteBuffer block = ByteBuffer.allocate(8).put(0, (byte) 'A').put(1, (byte) 1);
  private long time;

  public static void main(String[] arguments) throws Exception {
    Layout layout = Layout.valueOf(arguments[2]);
    new LongRecording().record(Path.of(arguments[0]), Integer.parseInt(arguments[1]), layout);
  }

  private void record(Path file, int pictures, Layout layout) throws Exception {
    MuxerOptions options =
        MuxerOptions.builder().layout(layout).durability(Durability.never()).build();
    Muxer muxer = new Mp4MuxerFactory().using(FakeCodec.both()).open(new Sink.File(file), options);
    muxer.addTrack(Rig.video());
    muxer.addTrack(Rig.audio());
    for (int i = 0; i < pictures; i++) {
      muxer.write(next(i));
      muxer.write(Frame.on(2).time(i * 320L).payload(block.duplicate()).build());
      if ((i + 1) % (pictures / REPORTS) == 0) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println(runtime.totalMemory() - runtime.freeMemory());
      }
    }
    muxer.close();
  }

  /** The next picture: its size and times are those of {@link #size} and {@link #step}. */
  Frame next(int number) {
    ByteBuffer payload = picture.duplicate().limit(size());
    payload.put(0, (byte) (number % PICTURES_A_GROUP == 0 ? 'S' : 'N')).put(1, (byte) 1);
    long offset = number % 3 * 3600L;
    Frame frame = Frame.on(1).times(time, time + offset).payload(payload).build();
    time += step();
    return frame;
  }

  private int size() {
    return 10 + random.nextInt(190);
  }

  private int step() {
    return 3600 + random.nextInt(200) - 100;
  }
}
