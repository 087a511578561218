package io.boxwire.api;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a caller writes or reads: one video access unit or one block of audio, with its times.
 *
 * <p><b>Times</b> are 64-bit ticks of the track's timescale. Decode times never go backwards within
 * a track; the composition time of a frame is never before its decode time in what a muxer writes.
 *
 * <p><b>Payload.</b> One or more slices, in order. Their positions and limits belong to the frame:
 * whoever moves them works on a duplicate. Who owns the memory:
 *
 * <ul>
 *   <li><i>borrowed</i> (the default): valid during the call that the frame is passed to, or, for a
 *       frame that was read, until the next read. A receiver that needs it longer takes {@link
 *       #keep()}.
 *   <li><i>transferred</i>: valid until the receiver calls {@link #release()}, which it does
 *       exactly once, from any thread, when the bytes are written or given up. Nothing is copied.
 * </ul>
 *
 * A transferred frame that is passed to a call which throws belongs to the caller again, unless the
 * call says otherwise.
 */
public final class Frame {
  /** The value of {@link #duration()} when it is not known. */
  public static final long UNKNOWN_DURATION = -1;

  private final int track;
  private final long decodeTime;
  private final long compositionTime;
  private final long duration;
  private final long presentationTime;
  private final boolean hidden;
  private final RandomAccess randomAccess;
  private final int rollDistance;
  private final int descriptionIndex;
  private final Payload payload;

  private Frame(Builder b, Payload payload) {
    this.track = b.track;
    this.decodeTime = b.decodeTime;
    this.compositionTime = b.compositionTime;
    this.duration = b.duration;
    this.presentationTime = b.presentationSet ? b.presentationTime : b.compositionTime;
    this.hidden = b.hidden;
    this.randomAccess = b.randomAccess;
    this.rollDistance = b.rollDistance;
    this.descriptionIndex = b.descriptionIndex;
    this.payload = payload;
  }

  /**
   * Starts a frame.
   *
   * @param track the track's number, as {@link Muxer#addTrack} gave it
   * @return a builder
   */
  public static Builder on(int track) {
    return new Builder().track(track);
  }

  /**
   * Starts a frame that has everything from this one, ownership included; commonly to give it
   * another track number or other times. Only one of the two may then be used.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    Builder b = new Builder().track(track);
    b.decodeTime = decodeTime;
    b.compositionTime = compositionTime;
    b.duration = duration;
    b.presentationTime = presentationTime;
    b.presentationSet = presentationTime != compositionTime;
    b.hidden = hidden;
    b.randomAccess = randomAccess;
    b.rollDistance = rollDistance;
    b.descriptionIndex = descriptionIndex;
    b.slices = payload.slices();
    b.region = payload.region();
    b.units = payload.units();
    b.owner = payload.owner();
    b.ownership = payload.ownership();
    return b;
  }

  /**
   * The track's number.
   *
   * @return as given by {@link Muxer#addTrack} or {@link TrackInfo#id()}
   */
  public int track() {
    return track;
  }

  /**
   * When the frame is decoded.
   *
   * @return ticks of the track's timescale, on the media timeline
   */
  public long decodeTime() {
    return decodeTime;
  }

  /**
   * When the frame is shown, before edit lists.
   *
   * @return ticks of the track's timescale, on the media timeline
   */
  public long compositionTime() {
    return compositionTime;
  }

  /**
   * When the frame is shown, after edit lists (ISO/IEC 14496-12:2022 8.6.6). For a frame that was
   * not read from a file it is the composition time.
   *
   * @return ticks of the track's timescale on the presentation timeline; empty if edits hide it
   */
  public OptionalLong presentationTime() {
    return hidden ? OptionalLong.empty() : OptionalLong.of(presentationTime);
  }

  /**
   * How long the frame lasts.
   *
   * @return ticks of the track's timescale, or {@link #UNKNOWN_DURATION}
   */
  public long duration() {
    return duration;
  }

  /**
   * Whether the frame is a sync sample. A codec plugin that sees the payload decides by itself; for
   * stored payloads this is what gets written.
   *
   * @return true for a sync sample
   */
  public boolean sync() {
    return randomAccess == RandomAccess.SYNC;
  }

  /**
   * How decoding can start at this frame.
   *
   * @return the kind of random access point
   */
  public RandomAccess randomAccess() {
    return randomAccess;
  }

  /**
   * After how many frames a {@link RandomAccess#RECOVERY_POINT} is correct; for a sync sample of
   * audio, minus the number of frames to be decoded ahead of it.
   *
   * @return frames in decode order, 0 if there is nothing to say
   */
  public int rollDistance() {
    return rollDistance;
  }

  /**
   * Which sample entry of its track the frame belongs to (ISO/IEC 14496-12:2022 8.7.4).
   *
   * @return from 1, in the order of {@link TrackFormat#sampleEntries()}; 0 if the frame has a
   *     stream payload
   */
  public int descriptionIndex() {
    return descriptionIndex;
  }

  /**
   * How many payload bytes there are.
   *
   * @return bytes
   */
  public int size() {
    return payload.size();
  }

  /**
   * The payload in pieces, without a copy. Empty if the payload lies in a file: see {@link
   * #region()}.
   *
   * @return the slices, in order, unmodifiable; duplicate one before moving its position
   */
  public List<ByteBuffer> slices() {
    return payload.slices();
  }

  /**
   * The payload in one piece; joined by a copy if there is more than one slice.
   *
   * @return a buffer of its own position, from the first byte to the last
   * @throws IllegalStateException if the payload lies in a file
   */
  public ByteBuffer payload() {
    return payload.whole();
  }

  /**
   * The payload's place in a file, when it was not read into memory.
   *
   * @return the region
   */
  public Optional<FileRegion> region() {
    return Optional.ofNullable(payload.region());
  }

  /**
   * Whether {@link #units()} is known, for those who ask for each frame.
   *
   * @return true if it is not empty
   */
  public boolean unitsKnown() {
    return payload.units() != null;
  }

  /**
   * Where the NAL units lie in a payload of a single slice, if whoever cut the frame knows: pairs
   * of start and length, in bytes from the slice's position, start codes or length words excluded.
   * It saves the packetizer a second search.
   *
   * @return the pairs, not to be changed; empty when not known
   */
  public Optional<int[]> units() {
    return Optional.ofNullable(payload.units());
  }

  /**
   * Whether the receiver owns the payload and must {@link #release()} it.
   *
   * @return true for a transferred payload
   */
  public boolean transferred() {
    return payload.transferred();
  }

  /**
   * Makes the payload outlive the call or the next read. A payload with an owner is retained, one
   * without is copied.
   *
   * @return a transferred frame, to be released once; this one if it is transferred already
   */
  public Frame keep() {
    return transferred() ? this : new Frame(toBuilder(), payload.keep());
  }

  /**
   * Gives a transferred payload back to its owner. Does nothing for a borrowed one, and nothing
   * when called again.
   */
  public void release() {
    payload.release();
  }

  /**
   * Takes a transferred payload over: from here on {@link #release()} goes to another owner, who
   * answers to the one before. So whoever hands a frame on and goes on to need its payload makes no
   * second frame. Called before the frame is handed on, by the one who has it.
   *
   * @param next who is told when the payload is released; already retained for this frame
   * @return who was told until now, and is now released once by {@code next}
   * @throws IllegalStateException if the payload is borrowed, or was released
   */
  public PayloadOwner takeOver(PayloadOwner next) {
    return payload.takeOver(Objects.requireNonNull(next, "next"));
  }

  @Override
  public String toString() {
    return "Frame[track=%d, dts=%d, cts=%d, size=%d, %s]"
        .formatted(track, decodeTime, compositionTime, size(), randomAccess);
  }

  /** Collects what a frame is made of. Not safe for use by several threads. */
  public static final class Builder {
    private int track;
    private long decodeTime;
    private long compositionTime;
    private long duration = UNKNOWN_DURATION;
    private long presentationTime;
    private boolean presentationSet;
    private boolean hidden;
    private RandomAccess randomAccess = RandomAccess.NONE;
    private int rollDistance;
    private int descriptionIndex;
    private List<ByteBuffer> slices = List.of();
    private FileRegion region;
    private int[] units;
    private PayloadOwner owner;
    private Payload.Ownership ownership = Payload.Ownership.BORROWED;

    private Builder() {}

    /**
     * Puts the frame on another track.
     *
     * @param number the track's number, as {@link Muxer#addTrack} gave it
     * @return this
     */
    public Builder track(int number) {
      this.track = number;
      return this;
    }

    /**
     * Sets decode and composition time to the same value, as for audio and video without
     * reordering.
     *
     * @param time ticks of the track's timescale
     * @return this
     */
    public Builder time(long time) {
      return times(time, time);
    }

    /**
     * Sets both times.
     *
     * @param decode decode time, ticks of the track's timescale
     * @param composition composition time, ticks of the track's timescale
     * @return this
     */
    public Builder times(long decode, long composition) {
      this.decodeTime = decode;
      this.compositionTime = composition;
      return this;
    }

    /**
     * Sets the presentation time after edit lists.
     *
     * @param time ticks of the track's timescale; empty if edits hide the frame
     * @return this
     */
    public Builder presentation(OptionalLong time) {
      this.hidden = time.isEmpty();
      this.presentationSet = time.isPresent();
      this.presentationTime = time.orElse(0);
      return this;
    }

    /**
     * Sets the duration.
     *
     * @param ticks ticks of the track's timescale, or {@link Frame#UNKNOWN_DURATION}
     * @return this
     */
    public Builder duration(long ticks) {
      this.duration = ticks;
      return this;
    }

    /**
     * Says how decoding can start here.
     *
     * @param kind the kind of random access point
     * @return this
     */
    public Builder randomAccess(RandomAccess kind) {
      this.randomAccess = Objects.requireNonNull(kind, "kind");
      return this;
    }

    /**
     * Says after how many frames a recovery point is correct, or how many come ahead.
     *
     * @param frames as {@link Frame#rollDistance()} gives it
     * @return this
     */
    public Builder rollDistance(int frames) {
      this.rollDistance = frames;
      return this;
    }

    /**
     * Says which sample entry a stored payload belongs to.
     *
     * @param index from 1
     * @return this
     */
    public Builder descriptionIndex(int index) {
      this.descriptionIndex = index;
      return this;
    }

    /**
     * Sets a payload of one piece, from its position to its limit.
     *
     * @param bytes the payload; the frame takes a view of its own
     * @return this
     */
    public Builder payload(ByteBuffer bytes) {
      this.slices = List.of(bytes.slice());
      this.region = null;
      return this;
    }

    /**
     * Sets a payload of several pieces.
     *
     * @param pieces the slices in order; the list is copied, the buffers are used as they are
     * @return this
     */
    public Builder slices(List<ByteBuffer> pieces) {
      this.slices = List.copyOf(pieces);
      this.region = null;
      return this;
    }

    /**
     * Sets a payload that lies in a file.
     *
     * @param place where it lies
     * @return this
     */
    public Builder region(FileRegion place) {
      this.region = Objects.requireNonNull(place, "place");
      this.slices = List.of();
      return this;
    }

    /**
     * Tells where the NAL units lie: see {@link Frame#units()}.
     *
     * @param startsAndLengths pairs of start and length; used as it is, not copied
     * @return this
     */
    public Builder units(int[] startsAndLengths) {
      this.units = startsAndLengths;
      return this;
    }

    /**
     * Hands the payload over: the receiver releases it once.
     *
     * @param by who is told when the payload is released; already retained for this frame
     * @return this
     */
    public Builder transferred(PayloadOwner by) {
      this.owner = Objects.requireNonNull(by, "by");
      this.ownership = Payload.Ownership.TRANSFERRED;
      return this;
    }

    /**
     * Lends the payload: {@link Frame#keep()} retains it instead of copying it.
     *
     * @param by whose memory it is
     * @return this
     */
    public Builder lent(PayloadOwner by) {
      this.owner = Objects.requireNonNull(by, "by");
      this.ownership = Payload.Ownership.BORROWED;
      return this;
    }

    /**
     * Makes the frame.
     *
     * @return the frame
     */
    public Frame build() {
      return new Frame(this, new Payload(slices, region, units, owner, ownership));
    }
  }
}
