package io.boxwire.muxer.internal;

import io.boxwire.api.FileRegion;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sample on its way from a frame to the file: what is said of it, and where its bytes lie.
 *
 * <p>Passed from thread to thread under locks; at any moment one of them has it. Once it is in the
 * file it becomes another one.
 */
final class Sample implements Arena.Pieces {
  private static final int FIRST_PIECES = 4;

  /** A sample of more pieces is not worth its memory later. */
  private static final int MOST_PIECES = 16;

  private final Pool<Sample> free;
  final Track track;
  long decodeTime;
  long compositionTime;

  /** The decode time in nanoseconds, to compare tracks by. */
  long time;

  /** Ticks until the next sample; known when that one is, or at the end. */
  long duration = UNKNOWN;

  /** What the payload says of its duration. */
  long ownDuration = UNKNOWN;

  RandomAccess access = RandomAccess.NONE;
  int rollDistance;

  /** How many frames it was made of: those without a picture that came before it, and its own. */
  int frames = 1;

  int entry = 1;

  /** A configuration that begins here; {@code null} if there is none. */
  CodecConfiguration configuration;

  /** Where the bytes begin in the file, a prefix included. */
  long offset;

  /** Bytes that stand in front of the sample while the file grows, but are not part of it. */
  ByteBuffer prefix;

  private FileRegion region;
  private ByteBuffer[] buffers = new ByteBuffer[FIRST_PIECES];
  private ByteBuffer[] views = {};
  private int[] starts = new int[FIRST_PIECES];
  private int[] lengths = new int[FIRST_PIECES];

  /** What takes turns with those above when the bytes are moved. */
  private ByteBuffer[] otherBuffers = {};

  private int[] otherStarts = {};
  private int[] otherLengths = {};
  private int pieces;
  private long size;
  private final List<Claim> claims = new ArrayList<>(1);

  static final long UNKNOWN = -1;

  /**
   * Makes a sample, which has to be put at a time.
   *
   * @param track its track
   * @param free where it goes when it is in the file
   */
  Sample(Track track, Pool<Sample> free) {
    this.track = track;
    this.free = free;
  }

  /** Begins anew, as an empty sample of a time. */
  Sample at(long decode, long composition) {
    decodeTime = decode;
    compositionTime = composition;
    time = Ticks.nanos(decode, track.timescale());
    duration = UNKNOWN;
    frames = 1;
    entry = 1;
    offset = 0;
    prefix = null;
    region = null;
    clear();
    return this;
  }

  /** The sample's bytes, without a prefix. */
  long size() {
    return size;
  }

  /** The sample's bytes and those in front of it. */
  long storedSize() {
    return prefix == null ? size : size + prefix.remaining();
  }

  long compositionOffset() {
    return compositionTime - decodeTime;
  }

  void bytes(ByteBuffer piece) {
    add(piece, piece.position(), piece.remaining(), false);
  }

  void bytes(ByteBuffer data, int index, int length) {
    add(data, index, length, false);
  }

  void nalUnit(ByteBuffer data, int index, int length) {
    add(data, index, length, true);
  }

  void randomAccess(RandomAccess kind) {
    this.access = kind;
  }

  void rollDistance(int samples) {
    this.rollDistance = samples;
  }

  void duration(long ticks) {
    this.ownDuration = ticks;
  }

  void configuration(CodecConfiguration changed) {
    this.configuration = changed;
  }

  @Override
  public void piece(ByteBuffer memory, int index, int length) {
    add(memory, index, length, false);
  }

  @Override
  public void claim(Claim claim) {
    claims.add(claim);
  }

  /** Forgets what a packetizer has said, so that another one can be asked. */
  void clear() {
    ownDuration = UNKNOWN;
    access = RandomAccess.NONE;
    rollDistance = 0;
    configuration = null;
    forgetPieces();
    size = 0;
  }

  private void forgetPieces() {
    Arrays.fill(buffers, 0, pieces, null);
    Arrays.fill(views, null);
    pieces = 0;
  }

  /** Where the bytes lie in a file; {@code null} if they are in memory. */
  FileRegion region() {
    return region;
  }

  void region(FileRegion place) {
    this.region = place;
    this.size = place.size();
  }

  /** The region has been read. */
  void readRegion(ByteBuffer content) {
    region = null;
    size = 0;
    bytes(content);
  }

  private void add(ByteBuffer data, int index, int length, boolean lengthInFront) {
    if (length == 0) {
      return;
    }
    if (!lengthInFront && continuesLast(data, index)) {
      lengths[pieces - 1] += length;
      size += length;
      return;
    }
    if (pieces == starts.length) {
      int more = Math.max(FIRST_PIECES, 2 * pieces);
      buffers = Arrays.copyOf(buffers, more);
      starts = Arrays.copyOf(starts, more);
      lengths = Arrays.copyOf(lengths, more);
    }
    buffers[pieces] = data;
    starts[pieces] = lengthInFront ? ~index : index;
    lengths[pieces] = length;
    pieces++;
    size += lengthInFront ? length + 4L : length;
  }

  private boolean continuesLast(ByteBuffer data, int index) {
    int last = pieces - 1;
    return last >= 0
        && buffers[last] == data
        && starts[last] >= 0
        && starts[last] + lengths[last] == index;
  }

  /** Copies the bytes into an arena, length words included, so that the frame is not needed. */
  void moveInto(Arena arena) {
    if (region != null) {
      return;
    }
    ByteBuffer[] from = buffers;
    int[] fromStarts = starts;
    int[] fromLengths = lengths;
    int count = pieces;
    buffers = otherBuffers;
    starts = otherStarts;
    lengths = otherLengths;
    otherBuffers = from;
    otherStarts = fromStarts;
    otherLengths = fromLengths;
    pieces = 0;
    size = 0;
    for (int i = 0; i < count; i++) {
      int start = fromStarts[i];
      if (start < 0) {
        arena.word(fromLengths[i], this);
        start = ~start;
      }
      arena.copy(from[i], start, fromLengths[i], this);
    }
    Arrays.fill(from, 0, count, null);
  }

  /** Whether the bytes are in memory, so that they can be looked at before they are written. */
  boolean inMemory() {
    return region == null;
  }

  /** Takes what is stored, in order. */
  interface Target {
    void word(int value) throws IOException;

    void bytes(ByteBuffer data, int index, int length) throws IOException;

    /** Takes a piece of a sample, as {@link #bytes}. */
    void piece(Sample sample, int piece) throws IOException;

    void region(FileRegion place) throws IOException;
  }

  /** Hands over the bytes, and those in front of them. */
  void writeTo(Target out) throws IOException {
    if (prefix != null) {
      out.bytes(prefix, prefix.position(), prefix.remaining());
    }
    if (region != null) {
      out.region(region);
      return;
    }
    for (int i = 0; i < pieces; i++) {
      if (starts[i] < 0) {
        out.word(lengths[i]);
      }
      out.piece(this, i);
    }
  }

  /** The buffer that a piece lies in, which stays as it is. */
  ByteBuffer buffer(int piece) {
    return buffers[piece];
  }

  /** Where in its buffer a piece begins. */
  int start(int piece) {
    return starts[piece] < 0 ? ~starts[piece] : starts[piece];
  }

  /** How long a piece is. */
  int length(int piece) {
    return lengths[piece];
  }

  /** A piece as a buffer from position to limit, until another is looked at. */
  ByteBuffer look(int piece) {
    Block block = block(piece);
    return set(block == null ? own(piece) : block.look(), piece);
  }

  /** A piece as a buffer from position to limit, for a {@linkplain Block#view batch}. */
  ByteBuffer view(int piece, long batch) {
    Block block = block(piece);
    return set(block == null ? own(piece) : block.view(batch), piece);
  }

  /** The block that a piece lies in, or {@code null}. */
  private Block block(int piece) {
    for (int i = 0; i < claims.size(); i++) {
      if (claims.get(i) instanceof Block block && block.memory == buffers[piece]) {
        return block;
      }
    }
    return null;
  }

  private ByteBuffer own(int piece) {
    if (views.length < buffers.length) {
      views = Arrays.copyOf(views, buffers.length);
    }
    if (views[piece] == null) {
      views[piece] = buffers[piece].duplicate();
    }
    return views[piece];
  }

  private ByteBuffer set(ByteBuffer view, int piece) {
    return view.limit(start(piece) + lengths[piece]).position(start(piece));
  }

  /** Lets go of the memory. Does nothing when called again. */
  void release() {
    while (!claims.isEmpty()) {
      claims.remove(claims.size() - 1).release();
    }
    forgetPieces();
    region = null;
  }

  /** Lets go of the memory, and of itself: nobody may look at it any more. */
  void recycle() {
    release();
    if (Math.max(buffers.length, otherBuffers.length) <= MOST_PIECES) {
      free.give(this);
    }
  }
}
