package io.boxwire.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a track is declared with before its first frame. Immutable.
 *
 * <p>Video size, and everything else that the codec's own headers say, may be left out: the plugin
 * finds it in the stream.
 */
public final class TrackFormat {
  private final MediaType mediaType;
  private final String codec;
  private final int timescale;
  private final String language;
  private final String handler;
  private final String name;
  private final int width;
  private final int height;
  private final int channels;
  private final int sampleRate;
  private final int bitsPerSample;
  private final PayloadForm payloadForm;
  private final ParameterSets parameterSets;
  private final List<SampleEntry> sampleEntries;
  private final DisplayMatrix matrix;
  private final List<Edit> edits;
  private final int editTimescale;
  private final DecoderSetup decoderSetup;

  private TrackFormat(Builder b) {
    this.mediaType = b.mediaType;
    this.codec = b.codec;
    this.timescale = b.timescale;
    this.language = b.language;
    this.handler = b.handler;
    this.name = b.name;
    this.width = b.width;
    this.height = b.height;
    this.channels = b.channels;
    this.sampleRate = b.sampleRate;
    this.bitsPerSample = b.bitsPerSample;
    this.payloadForm = b.payloadForm;
    this.parameterSets = b.parameterSets;
    this.sampleEntries = List.copyOf(b.sampleEntries);
    this.matrix = b.matrix;
    this.edits = List.copyOf(b.edits);
    this.editTimescale = b.editTimescale;
    this.decoderSetup = b.decoderSetup;
  }

  /**
   * Starts the format of a video track.
   *
   * @param codec the codec's name, such as {@code h264}
   * @param timescale ticks a second, 1 to 2^31-1; 90000 is usual
   * @return a builder
   */
  public static Builder video(String codec, int timescale) {
    return new Builder(MediaType.VIDEO, codec, timescale, "vide");
  }

  /**
   * Starts the format of an audio track whose timescale is its sampling rate.
   *
   * @param codec the codec's name, such as {@code g711a}
   * @param sampleRate hertz, at least 1
   * @param channels channels, at least 1
   * @return a builder
   */
  public static Builder audio(String codec, int sampleRate, int channels) {
    Builder b = new Builder(MediaType.AUDIO, codec, sampleRate, "soun");
    b.sampleRate = sampleRate;
    b.channels = channels;
    b.bitsPerSample = 16;
    return b;
  }

  /**
   * Starts the format of a track that is copied sample for sample, its sample entries unchanged; no
   * codec plugin is needed. Its frames carry {@link PayloadForm#STORED} payloads and a {@link
   * Frame#descriptionIndex()}.
   *
   * @param mediaType the kind of track
   * @param handler the four-character handler type, such as {@code vide}
   * @param timescale ticks a second
   * @param entries the sample entries, at least one
   * @return a builder
   */
  public static Builder copy(
      MediaType mediaType, String handler, int timescale, List<SampleEntry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a copied track needs a sample entry");
    }
    Builder b = new Builder(mediaType, "", timescale, handler);
    b.sampleEntries = entries;
    b.payloadForm = PayloadForm.STORED;
    SampleEntry first = entries.get(0);
    b.width = first.width();
    b.height = first.height();
    b.channels = first.channels();
    b.sampleRate = first.sampleRate();
    b.bitsPerSample = first.bitsPerSample();
    return b;
  }

  /**
   * Starts a format that has everything from this one.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    Builder b = new Builder(mediaType, codec, timescale, handler);
    b.language = language;
    b.name = name;
    b.width = width;
    b.height = height;
    b.channels = channels;
    b.sampleRate = sampleRate;
    b.bitsPerSample = bitsPerSample;
    b.payloadForm = payloadForm;
    b.parameterSets = parameterSets;
    b.sampleEntries = sampleEntries;
    b.matrix = matrix;
    b.edits = edits;
    b.editTimescale = editTimescale;
    b.decoderSetup = decoderSetup;
    return b;
  }

  /**
   * The kind of track.
   *
   * @return the kind
   */
  public MediaType mediaType() {
    return mediaType;
  }

  /**
   * The codec's name; empty for a track that is copied.
   *
   * @return such as {@code h264}
   */
  public Optional<String> codec() {
    return codec.isEmpty() ? Optional.empty() : Optional.of(codec);
  }

  /**
   * Ticks a second, of the stored media header as well.
   *
   * @return 1 to 2^31-1
   */
  public int timescale() {
    return timescale;
  }

  /**
   * The language.
   *
   * @return three letters of ISO 639-2/T, {@code und} if not known
   */
  public String language() {
    return language;
  }

  /**
   * The handler type.
   *
   * @return four characters, such as {@code vide}
   */
  public String handler() {
    return handler;
  }

  /**
   * A name for people, kept in the handler box.
   *
   * @return may be empty
   */
  public String name() {
    return name;
  }

  /**
   * Coded width after cropping.
   *
   * @return pixels, 0 if the codec headers are to say
   */
  public int width() {
    return width;
  }

  /**
   * Coded height after cropping.
   *
   * @return pixels, 0 if the codec headers are to say
   */
  public int height() {
    return height;
  }

  /**
   * Audio channels.
   *
   * @return channels, 0 for other tracks
   */
  public int channels() {
    return channels;
  }

  /**
   * Audio sampling rate.
   *
   * @return hertz, 0 for other tracks
   */
  public int sampleRate() {
    return sampleRate;
  }

  /**
   * The sample size written into an audio sample entry.
   *
   * @return bits, 16 by default as ISO/IEC 14496-12:2022 12.2.3 asks; 0 for other tracks
   */
  public int bitsPerSample() {
    return bitsPerSample;
  }

  /**
   * How the payloads of this track's frames are delimited.
   *
   * @return the form
   */
  public PayloadForm payloadForm() {
    return payloadForm;
  }

  /**
   * Where parameter sets are kept.
   *
   * @return the place
   */
  public ParameterSets parameterSets() {
    return parameterSets;
  }

  /**
   * The sample entries of a track that is copied.
   *
   * @return an unmodifiable list, empty for a track with a codec
   */
  public List<SampleEntry> sampleEntries() {
    return sampleEntries;
  }

  /**
   * How the pictures are turned for display.
   *
   * @return the matrix of the track header; {@link DisplayMatrix#IDENTITY} if nothing was said
   */
  public DisplayMatrix matrix() {
    return matrix;
  }

  /**
   * The edit list that the track is to have, in the times of its frames: of one that is copied, or
   * of one whose first frames are not to be shown. Empty: the muxer makes what is needed.
   *
   * @return an unmodifiable list
   */
  public List<Edit> edits() {
    return edits;
  }

  /**
   * The movie timescale that the durations of {@link #edits()} are counted in.
   *
   * @return ticks a second, 0 if there are no edits
   */
  public int editTimescale() {
    return editTimescale;
  }

  /**
   * What a decoder must know that the frames do not say.
   *
   * @return {@link DecoderSetup#NONE} if nothing was said
   */
  public DecoderSetup decoderSetup() {
    return decoderSetup;
  }

  @Override
  public String toString() {
    String what = codec.isEmpty() ? "copy of " + sampleEntries : codec;
    return mediaType + "[" + what + ", timescale=" + timescale + "]";
  }

  /** Collects what a format is made of. */
  public static final class Builder {
    private final MediaType mediaType;
    private final String codec;
    private int timescale;
    private final String handler;
    private String language = "und";
    private String name = "";
    private int width;
    private int height;
    private int channels;
    private int sampleRate;
    private int bitsPerSample;
    private PayloadForm payloadForm = PayloadForm.STREAM;
    private ParameterSets parameterSets = ParameterSets.ENTRY;
    private List<SampleEntry> sampleEntries = List.of();
    private DisplayMatrix matrix = DisplayMatrix.IDENTITY;
    private List<Edit> edits = List.of();
    private int editTimescale;
    private DecoderSetup decoderSetup = DecoderSetup.NONE;

    private Builder(MediaType mediaType, String codec, int timescale, String handler) {
      this.mediaType = Objects.requireNonNull(mediaType, "mediaType");
      this.codec = Objects.requireNonNull(codec, "codec");
      this.handler = Objects.requireNonNull(handler, "handler");
      timescale(timescale);
    }

    /**
     * Sets the timescale that the frames' times are counted in and that is stored.
     *
     * @param ticks ticks a second, at least 1; for audio, players expect the sampling rate or a
     *     multiple of it (ISO/IEC 14496-12:2022 12.2.3.1)
     * @return this
     */
    public Builder timescale(int ticks) {
      if (ticks < 1) {
        throw new IllegalArgumentException("a timescale is at least 1: " + ticks);
      }
      this.timescale = ticks;
      return this;
    }

    /**
     * Sets the picture size.
     *
     * @param w pixels
     * @param h pixels
     * @return this
     */
    public Builder size(int w, int h) {
      this.width = w;
      this.height = h;
      return this;
    }

    /**
     * Sets the sample size written into an audio sample entry.
     *
     * @param bits bits
     * @return this
     */
    public Builder bitsPerSample(int bits) {
      this.bitsPerSample = bits;
      return this;
    }

    /**
     * Sets how payloads are delimited.
     *
     * @param form the form
     * @return this
     */
    public Builder payloadForm(PayloadForm form) {
      this.payloadForm = Objects.requireNonNull(form, "form");
      return this;
    }

    /**
     * Sets where parameter sets are kept.
     *
     * @param place the place
     * @return this
     */
    public Builder parameterSets(ParameterSets place) {
      this.parameterSets = Objects.requireNonNull(place, "place");
      return this;
    }

    /**
     * Sets the language.
     *
     * @param code three lower-case letters
     * @return this
     */
    public Builder language(String code) {
      if (!code.matches("[a-z]{3}")) {
        throw new IllegalArgumentException("a language is three lower-case letters: " + code);
      }
      this.language = code;
      return this;
    }

    /**
     * Sets the name for people.
     *
     * @param text without control characters
     * @return this
     */
    public Builder name(String text) {
      this.name = Objects.requireNonNull(text, "text");
      return this;
    }

    /**
     * Sets how the pictures are turned for display.
     *
     * @param m the matrix of the track header
     * @return this
     */
    public Builder matrix(DisplayMatrix m) {
      this.matrix = Objects.requireNonNull(m, "m");
      return this;
    }

    /**
     * Sets the edit list that the track is to have.
     *
     * @param list the edits
     * @param movieTimescale what their durations are counted in, ticks a second
     * @return this
     */
    public Builder edits(List<Edit> list, int movieTimescale) {
      this.edits = list;
      this.editTimescale = movieTimescale;
      return this;
    }

    /**
     * Sets what a decoder must know that the frames do not say.
     *
     * @param setup the codec's headers, and its priming; for a track with a codec
     * @return this
     */
    public Builder decoderSetup(DecoderSetup setup) {
      this.decoderSetup = Objects.requireNonNull(setup, "setup");
      return this;
    }

    /**
     * Makes the format.
     *
     * @return the format
     */
    public TrackFormat build() {
      return new TrackFormat(this);
    }
  }
}
