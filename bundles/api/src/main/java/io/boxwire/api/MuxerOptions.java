package io.boxwire.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** How a muxer writes. Immutable; the defaults suit a recording. */
public final class MuxerOptions {
  /** What is done with frames that come before the first random access point of a video track. */
  public enum BeforeFirstSync {
    /** {@code write} throws {@code BAD_FRAME}, the frame is counted, and writing may go on. */
    REFUSE,
    /** They are stored like any other frame, though nothing can show them. */
    STORE
  }

  /** Which moment becomes presentation time 0 of the file. */
  public enum Origin {
    /** The earliest composition time of the first frames of all tracks. */
    FIRST_FRAME,
    /** Time 0 of the frames: a track that begins later gets an empty edit. */
    ZERO
  }

  /** How PCM-like audio with a constant frame size is stored. */
  public enum AudioSamples {
    /** One sample for each block written. */
    BLOCK,
    /** One sample for each audio frame, as QuickTime does; PROGRESSIVE and FAST_START only. */
    AUDIO_FRAME
  }

  /** Which index boxes are added to a fragmented file. */
  public enum FragmentIndex {
    /** None. */
    NONE,
    /** {@code mfra} at the end (ISO/IEC 14496-12:2022 8.8.9). */
    MFRA,
    /** {@code sidx} in front of the fragments where the sink can go back, and {@code mfra}. */
    SIDX_AND_MFRA
  }

  /** How composition offsets are written into fragments. */
  public enum FragmentProfile {
    /** Offsets not negative, {@code edts} in the first {@code moov}. */
    ISO,
    /** {@code trun} version 1 with negative offsets and no edit (ISO/IEC 23000-19, CMAF). */
    CMAF
  }

  private final Layout layout;
  private final Duration fragmentDuration;
  private final Optional<Duration> chunkDuration;
  private final Duration configurationWait;
  private final Duration interleaveWindow;
  private final long interleaveBytes;
  private final Duration codecWait;
  private final long codecBufferBytes;
  private final BeforeFirstSync beforeFirstSync;
  private final Origin origin;
  private final AudioSamples audioSamples;
  private final FragmentIndex fragmentIndex;
  private final FragmentProfile fragmentProfile;
  private final Optional<Instant> creationTime;
  private final Durability durability;
  private final int fragmentAlignment;
  private final Optional<UUID> fileId;
  private final MediaListener listener;

  private MuxerOptions(Builder b) {
    this.layout = b.layout;
    this.fragmentDuration = b.fragmentDuration;
    this.chunkDuration = b.chunkDuration;
    this.configurationWait = b.configurationWait;
    this.interleaveWindow = b.interleaveWindow;
    this.interleaveBytes = b.interleaveBytes;
    this.codecWait = b.codecWait;
    this.codecBufferBytes = b.codecBufferBytes;
    this.beforeFirstSync = b.beforeFirstSync;
    this.origin = b.origin;
    this.audioSamples = b.audioSamples;
    this.fragmentIndex = b.fragmentIndex;
    this.fragmentProfile = b.fragmentProfile;
    this.creationTime = b.creationTime;
    this.durability = b.durability;
    this.fragmentAlignment = b.fragmentAlignment;
    this.fileId = b.fileId;
    this.listener = b.listener;
  }

  /**
   * Starts options that have all defaults.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Options with the defaults and a layout.
   *
   * @param layout the layout
   * @return the options
   */
  public static MuxerOptions of(Layout layout) {
    return builder().layout(layout).build();
  }

  /**
   * Starts options that have everything from these.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.layout = layout;
    b.fragmentDuration = fragmentDuration;
    b.chunkDuration = chunkDuration;
    b.configurationWait = configurationWait;
    b.interleaveWindow = interleaveWindow;
    b.interleaveBytes = interleaveBytes;
    b.codecWait = codecWait;
    b.codecBufferBytes = codecBufferBytes;
    b.beforeFirstSync = beforeFirstSync;
    b.origin = origin;
    b.audioSamples = audioSamples;
    b.fragmentIndex = fragmentIndex;
    b.fragmentProfile = fragmentProfile;
    b.creationTime = creationTime;
    b.durability = durability;
    b.fragmentAlignment = fragmentAlignment;
    b.fileId = fileId;
    b.listener = listener;
    return b;
  }

  /**
   * The layout.
   *
   * @return HYBRID by default
   */
  public Layout layout() {
    return layout;
  }

  /**
   * How long a fragment is. With video it ends at the first random access point after this time, or
   * by force at ten times of it; without video at this time.
   *
   * @return 1 s by default
   */
  public Duration fragmentDuration() {
    return fragmentDuration;
  }

  /**
   * How much media is written at once while a fragment grows, so that a reader has it early: a CMAF
   * chunk (ISO/IEC 23000-19 7.3.2.3), which low-latency HLS takes as a part of a segment. Counts
   * for HYBRID and FRAGMENTED.
   *
   * <p>A chunk is a {@code moof} and its {@code mdat}, with a sequence number and a {@code tfdt} of
   * its own. It holds the samples of all tracks that begin within this duration from its first one
   * and lie in the fragment; so a duration no longer than a sample gives each its own chunk. The
   * first chunk of a fragment begins as the fragment does, at a random access point where there is
   * one; the others begin anywhere. {@code sidx} and {@code mfra} go on counting fragments. {@code
   * styp} is not written: chunks lie in one file.
   *
   * <p>How long a sample lasts is known when the next one of its track comes: that, and what
   * interleaving waits for, is the least by which a chunk is late. {@link Durability#eachFragment}
   * still forces at the end of fragments, {@link Durability#every} what chunks there are; a process
   * that is killed leaves all chunks that were written.
   *
   * @return empty by default: a fragment is one chunk, written when it is complete
   */
  public Optional<Duration> chunkDuration() {
    return chunkDuration;
  }

  /**
   * How long the {@code moov} of a fragmented file waits for the configuration of each declared
   * track; then tracks without one are left out, with an event.
   *
   * @return 5 s by default
   */
  public Duration configurationWait() {
    return configurationWait;
  }

  /**
   * How much media time interleaving waits for a stalled track.
   *
   * @return 1 s by default
   */
  public Duration interleaveWindow() {
    return interleaveWindow;
  }

  /**
   * How many bytes interleaving holds while it waits for a stalled track.
   *
   * @return 8 MiB by default
   */
  public long interleaveBytes() {
    return interleaveBytes;
  }

  /**
   * How long a track waits for another codec plugin when its own went away.
   *
   * @return 10 s by default
   */
  public Duration codecWait() {
    return codecWait;
  }

  /**
   * How many bytes each track buffers while it waits for a codec plugin.
   *
   * @return 8 MiB by default
   */
  public long codecBufferBytes() {
    return codecBufferBytes;
  }

  /**
   * What is done with frames before the first random access point.
   *
   * @return REFUSE by default
   */
  public BeforeFirstSync beforeFirstSync() {
    return beforeFirstSync;
  }

  /**
   * Which moment becomes presentation time 0.
   *
   * @return FIRST_FRAME by default
   */
  public Origin origin() {
    return origin;
  }

  /**
   * How PCM-like audio is stored.
   *
   * @return BLOCK by default
   */
  public AudioSamples audioSamples() {
    return audioSamples;
  }

  /**
   * Which index boxes a fragmented file gets.
   *
   * @return MFRA by default
   */
  public FragmentIndex fragmentIndex() {
    return fragmentIndex;
  }

  /**
   * How composition offsets are written into fragments.
   *
   * @return ISO by default
   */
  public FragmentProfile fragmentProfile() {
    return fragmentProfile;
  }

  /**
   * The creation time written into the headers.
   *
   * @return empty by default: the time stays 0 and the same input gives the same bytes
   */
  public Optional<Instant> creationTime() {
    return creationTime;
  }

  /**
   * When what is written is forced to storage.
   *
   * @return each fragment by default
   */
  public Durability durability() {
    return durability;
  }

  /**
   * At a multiple of how many bytes a fragment begins, {@code free} boxes filling what lies
   * between. With the block size of the storage no fragment shares a block with the one before, so
   * that a block torn by a power cut can't hurt what was forced before.
   *
   * @return 1 by default: nothing is filled
   */
  public int fragmentAlignment() {
    return fragmentAlignment;
  }

  /**
   * What tells this recording from every other, in the proof that each fragment bears. Without it a
   * fragment that an older recording left on the storage at the same place may pass for one of this
   * file.
   *
   * @return empty by default, and the same input gives the same bytes; a recorder chooses one at
   *     random for each file
   */
  public Optional<UUID> fileId() {
    return fileId;
  }

  /**
   * Who is told of events.
   *
   * @return nobody by default
   */
  public MediaListener listener() {
    return listener;
  }

  /** Collects options. */
  public static final class Builder {
    private Layout layout = Layout.HYBRID;
    private Duration fragmentDuration = Duration.ofSeconds(1);
    private Optional<Duration> chunkDuration = Optional.empty();
    private Duration configurationWait = Duration.ofSeconds(5);
    private Duration interleaveWindow = Duration.ofSeconds(1);
    private long interleaveBytes = 8L << 20;
    private Duration codecWait = Duration.ofSeconds(10);
    private long codecBufferBytes = 8L << 20;
    private BeforeFirstSync beforeFirstSync = BeforeFirstSync.REFUSE;
    private Origin origin = Origin.FIRST_FRAME;
    private AudioSamples audioSamples = AudioSamples.BLOCK;
    private FragmentIndex fragmentIndex = FragmentIndex.MFRA;
    private FragmentProfile fragmentProfile = FragmentProfile.ISO;
    private Optional<Instant> creationTime = Optional.empty();
    private Durability durability = Durability.eachFragment();
    private int fragmentAlignment = 1;
    private Optional<UUID> fileId = Optional.empty();
    private MediaListener listener = event -> {};

    private Builder() {}

    /**
     * Sets the layout.
     *
     * @param value the layout
     * @return this
     */
    public Builder layout(Layout value) {
      this.layout = Objects.requireNonNull(value, "layout");
      return this;
    }

    /**
     * Sets the fragment duration.
     *
     * @param value more than 0
     * @return this
     */
    public Builder fragmentDuration(Duration value) {
      this.fragmentDuration = positive(value, "fragmentDuration");
      return this;
    }

    /**
     * Has fragments written in chunks.
     *
     * @param value media time, more than 0; what is longer than a fragment changes nothing
     * @return this
     */
    public Builder chunkDuration(Duration value) {
      this.chunkDuration = Optional.of(positive(value, "chunkDuration"));
      return this;
    }

    /**
     * Sets how long the moov waits for configurations.
     *
     * @param value more than 0
     * @return this
     */
    public Builder configurationWait(Duration value) {
      this.configurationWait = positive(value, "configurationWait");
      return this;
    }

    /**
     * Sets how long interleaving waits for a stalled track.
     *
     * @param time media time, more than 0
     * @param bytes bytes held meanwhile, more than 0
     * @return this
     */
    public Builder interleave(Duration time, long bytes) {
      this.interleaveWindow = positive(time, "time");
      this.interleaveBytes = positive(bytes, "bytes");
      return this;
    }

    /**
     * Sets how long and with how much memory a track waits for a codec plugin.
     *
     * @param time from the plugin's withdrawal, more than 0
     * @param bytes for each track, more than 0
     * @return this
     */
    public Builder codecWait(Duration time, long bytes) {
      this.codecWait = positive(time, "time");
      this.codecBufferBytes = positive(bytes, "bytes");
      return this;
    }

    /**
     * Sets what is done with frames before the first random access point.
     *
     * @param value the policy
     * @return this
     */
    public Builder beforeFirstSync(BeforeFirstSync value) {
      this.beforeFirstSync = Objects.requireNonNull(value, "beforeFirstSync");
      return this;
    }

    /**
     * Sets which moment becomes presentation time 0.
     *
     * @param value the policy
     * @return this
     */
    public Builder origin(Origin value) {
      this.origin = Objects.requireNonNull(value, "origin");
      return this;
    }

    /**
     * Sets how PCM-like audio is stored.
     *
     * @param value the sample layout
     * @return this
     */
    public Builder audioSamples(AudioSamples value) {
      this.audioSamples = Objects.requireNonNull(value, "audioSamples");
      return this;
    }

    /**
     * Sets which index boxes a fragmented file gets.
     *
     * @param value the boxes
     * @return this
     */
    public Builder fragmentIndex(FragmentIndex value) {
      this.fragmentIndex = Objects.requireNonNull(value, "fragmentIndex");
      return this;
    }

    /**
     * Sets how composition offsets are written into fragments.
     *
     * @param value the profile
     * @return this
     */
    public Builder fragmentProfile(FragmentProfile value) {
      this.fragmentProfile = Objects.requireNonNull(value, "fragmentProfile");
      return this;
    }

    /**
     * Sets the creation time.
     *
     * @param value from 1904 on
     * @return this
     */
    public Builder creationTime(Instant value) {
      this.creationTime = Optional.of(value);
      return this;
    }

    /**
     * Sets when what is written is forced to storage.
     *
     * @param value the policy
     * @return this
     */
    public Builder durability(Durability value) {
      this.durability = Objects.requireNonNull(value, "durability");
      return this;
    }

    /**
     * Sets at a multiple of how many bytes fragments begin.
     *
     * @param bytes a power of two, 1 to 65,536
     * @return this
     */
    public Builder fragmentAlignment(int bytes) {
      if (bytes < 1 || bytes > 1 << 16 || Integer.bitCount(bytes) != 1) {
        throw new IllegalArgumentException("no power of two up to 65536: " + bytes);
      }
      this.fragmentAlignment = bytes;
      return this;
    }

    /**
     * Sets what tells the recording from every other.
     *
     * @param value random, and used for one file
     * @return this
     */
    public Builder fileId(UUID value) {
      this.fileId = Optional.of(value);
      return this;
    }

    /**
     * Sets who is told of events.
     *
     * @param value the listener
     * @return this
     */
    public Builder listener(MediaListener value) {
      this.listener = Objects.requireNonNull(value, "listener");
      return this;
    }

    /**
     * Makes the options.
     *
     * @return the options
     */
    public MuxerOptions build() {
      return new MuxerOptions(this);
    }

    private static Duration positive(Duration value, String what) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException(what + " is more than 0: " + value);
      }
      return value;
    }

    private static long positive(long value, String what) {
      if (value <= 0) {
        throw new IllegalArgumentException(what + " is more than 0: " + value);
      }
      return value;
    }
  }
}
