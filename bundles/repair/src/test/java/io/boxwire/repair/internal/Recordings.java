package io.boxwire.repair.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaType;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.muxer.internal.Mp4MuxerFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Recordings of a video track with reordered pictures and an audio track that begins later, whole
 * and as they were before they were closed.
 */
final class Recordings {
  private static final int VIDEO_SCALE = 90_000;
  private static final int FRAME = 3_600;
  private static final int GROUP = 25;
  private static final int BLOCK = 320;

  private Recordings() {}

  /** Writes a recording and closes it. */
  static Path closed(Path file, MuxerOptions options, int pictures) throws Exception {
    Random random = new Random(pictures);
    try (Muxer muxer = new Mp4MuxerFactory().open(new Sink.File(file), options)) {
      int video =
          muxer.addTrack(
              TrackFormat.copy(MediaType.VIDEO, "vide", VIDEO_SCALE, List.of(entry("avc1", 78)))
                  .size(64, 48)
                  .name("Front door")
                  .build());
      int audio =
          muxer.addTrack(
              TrackFormat.copy(MediaType.AUDIO, "soun", 8000, List.of(entry("ulaw", 28))).build());
      for (int i = 0; i < pictures; i++) {
        muxer.write(picture(video, i, random));
        muxer.write(
            Frame.on(audio)
                .time(1000 + (long) i * BLOCK)
                .duration(BLOCK)
                .randomAccess(RandomAccess.SYNC)
                .descriptionIndex(1)
                .payload(bytes(BLOCK, random))
                .build());
      }
    }
    return file;
  }

  /** Each second picture is shown before the one in front of it; some groups begin open. */
  private static Frame picture(int track, int number, Random random) {
    long decode = (long) number * FRAME;
    int shift = number % GROUP == 0 ? 1 : number % 2 == 0 ? 0 : 2;
    RandomAccess access = RandomAccess.NONE;
    if (number % GROUP == 0) {
      access = number / GROUP % 3 == 2 ? RandomAccess.OPEN_GOP : RandomAccess.SYNC;
    }
    return Frame.on(track)
        .times(decode, decode + (long) shift * FRAME)
        .duration(FRAME)
        .randomAccess(access)
        .descriptionIndex(1)
        .payload(bytes(200 + random.nextInt(1000), random))
        .build();
  }

  private static ByteBuffer bytes(int size, Random random) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  /** A sample entry with its fixed fields and no configuration. */
  private static SampleEntry entry(String type, int fixed) {
    ByteBuffer box = ByteBuffer.allocate(8 + fixed);
    box.putInt(8 + fixed).put(type.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    box.putShort(14, (short) 1);
    return SampleEntry.of(type, box.clear()).build();
  }

  /** The same HYBRID file as it was when its last fragment was written. */
  static byte[] growing(byte[] closed) throws Exception {
    BoxHeader media = boxes(closed).get(1);
    byte[] open = Arrays.copyOf(closed, (int) media.end() - 8);
    ByteBuffer.wrap(open)
        .position((int) media.position())
        .putInt(16)
        .put(new byte[] {'f', 'r', 'e', 'e'})
        .putLong(0);
    return open;
  }

  /** The same FRAGMENTED file as it was when its last fragment was written. */
  static byte[] growingFragmented(byte[] closed) throws Exception {
    List<BoxHeader> boxes = boxes(closed);
    // In front of mfra stands the copy of the head.
    byte[] open = Arrays.copyOf(closed, (int) boxes.get(boxes.size() - 2).position());
    int mehd = new String(open, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("mehd");
    ByteBuffer.wrap(open).putLong(mehd + 8, 0);
    return open;
  }

  static List<BoxHeader> boxes(byte[] file) throws Exception {
    BoxWalker walker = BoxReader.of(ByteSource.of(ByteBuffer.wrap(file))).tolerant().walk();
    List<BoxHeader> boxes = new ArrayList<>();
    while (walker.next()) {
      boxes.add(walker.header());
    }
    return boxes;
  }

  static MuxerOptions options(Layout layout) {
    return MuxerOptions.of(layout);
  }

  static byte[] read(Path file) throws Exception {
    return Files.readAllBytes(file);
  }
}
