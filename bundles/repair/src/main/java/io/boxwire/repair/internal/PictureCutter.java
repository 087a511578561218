package io.boxwire.repair.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.bitstream.NalUnits;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Puts NAL units together to pictures: the codec's assembler says where each ends, in which order
 * they are shown, and at what times.
 */
final class PictureCutter {
  private static final int FIRST_WINDOW = 1 << 20;
  private static final byte[] START_CODE = {0, 0, 0, 1};

  /**
   * A picture.
   *
   * @param position where its first NAL unit lies, its length included
   * @param size how many bytes lie there one behind the other
   * @param lost how many further bytes of it lie elsewhere
   * @param decodeTime ticks of the reference's timescale
   * @param compositionTime ticks
   * @param access how decoding can start here
   */
  record Picture(
      long position,
      int size,
      int lost,
      long decodeTime,
      long compositionTime,
      RandomAccess access) {}

  /** A NAL unit that no picture has taken yet: where it lies in the file, its length included. */
  private record Unit(long position, int size) {}

  private final Assembler assembler;
  private final ArrayDeque<Unit> units = new ArrayDeque<>();
  private final ArrayDeque<Picture> pictures = new ArrayDeque<>();
  private ByteBuffer window = ByteBuffer.allocate(FIRST_WINDOW);

  /** How many NAL units of the reference still stand in front of those of the file. */
  private int ahead;

  private long firstTime = Long.MIN_VALUE;

  /**
   * Makes a cutter.
   *
   * @param plugin knows the codec
   * @param like the track of the reference; its first picture goes in front, for the parameter sets
   */
  PictureCutter(CodecPlugin plugin, Reference.Video like) throws MediaException {
    int timescale = like.format().timescale();
    this.assembler =
        plugin.newAssembler(
            AssemblerOptions.builder().frameRate(like.rate()).timescale(timescale).build());
    this.ahead = new NalUnits().parseAnnexB(like.firstPicture().duplicate()).size();
    put(like.firstPicture());
  }

  /** Takes the next NAL unit. */
  void unit(long position, int lengthSize, ByteBuffer unit) throws MediaException {
    units.add(new Unit(position, lengthSize + unit.remaining()));
    put(ByteBuffer.wrap(START_CODE));
    put(unit);
    window.flip();
    assembler.assemble(window, this::frame);
    window.compact();
  }

  /** The next picture in decode order that is complete by now. */
  Optional<Picture> poll() {
    return Optional.ofNullable(pictures.poll());
  }

  /** Nothing more comes. */
  void finish() throws MediaException {
    window.flip();
    assembler.finish(window, this::frame);
  }

  /** How many bytes no picture has taken: at the end, what is behind the last one. */
  long left() {
    return units.stream().mapToLong(Unit::size).sum();
  }

  private void put(ByteBuffer bytes) {
    if (window.remaining() < bytes.remaining()) {
      long wanted = 2L * window.position() + bytes.remaining();
      ByteBuffer larger = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, wanted));
      window = larger.put(window.flip());
    }
    window.put(bytes.duplicate());
  }

  private void frame(Frame frame) throws MediaException {
    int count = frame.units().map(places -> places.length / 2).orElse(0);
    int fromReference = Math.min(ahead, count);
    ahead -= fromReference;
    count -= fromReference;
    if (count == 0) {
      return;
    }
    Unit first = units.element();
    long end = first.position();
    int lost = 0;
    for (int i = 0; i < count; i++) {
      Unit unit = units.remove();
      if (unit.position() == end) {
        end += unit.size();
      } else {
        lost += unit.size();
      }
    }
    if (firstTime == Long.MIN_VALUE) {
      firstTime = frame.decodeTime();
    }
    pictures.add(
        new Picture(
            first.position(),
            (int) (end - first.position()),
            lost,
            frame.decodeTime() - firstTime,
            frame.compositionTime() - firstTime,
            frame.randomAccess()));
  }
}
