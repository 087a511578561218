package io.boxwire.itests.fuzz;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.DecoderSetup;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.CodecPlugin.Field;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.StreamWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Gives a codec plugin bytes in one of its parts. The first byte of an input says which part, so
 * that a seed is a real stream, box or sample behind one letter:
 *
 * <ul>
 *   <li>{@code s}: a raw stream, cut up whole and in pieces, its frames packetized
 *   <li>{@code c}: the content of a configuration box, explained and used
 *   <li>{@code f}: a frame of a raw stream; {@code l}: one with length prefixes
 *   <li>{@code p}: a stored sample
 *   <li>{@code n}: a snapshot of a predecessor
 *   <li>{@code d}: what a decoder must know before the first frame
 * </ul>
 */
final class CodecTrial {
  private static final Guard GUARD = new Guard(4 << 20, 256);

  /** Windows that grow by little are searched again and again. */
  private static final Guard PIECES = new Guard(16 << 20, 4096);

  private static final String PARTS = "scflpnd";
  private static final List<PayloadForm> FORMS =
      List.of(PayloadForm.STREAM, PayloadForm.LENGTH_PREFIXED);

  private final Clips clip;
  private final CodecPlugin plugin;
  private final TrackFormat format;
  private final Frame frame;
  private final CodecConfiguration configuration;
  private final byte[] sample;

  private CodecTrial(Clips clip) throws MediaException {
    this.clip = clip;
    this.plugin = clip.plugin();
    StreamCut good = StreamCut.of(plugin, clip.options(), clip.stream(), () -> Integer.MAX_VALUE);
    this.format = good.format().orElseThrow();
    this.frame = good.frames().get(0);
    SampleNotes first = new SampleNotes();
    try (Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(format))) {
      packetizer.packetize(frame, first);
    }
    this.configuration = first.configuration().orElseThrow();
    this.sample = first.bytes();
  }

  static CodecTrial of(Clips clip) {
    try {
      return new CodecTrial(clip);
    } catch (MediaException e) {
      throw new IllegalStateException(clip + " is refused", e);
    }
  }

  /**
   * Gives the plugin one input.
   *
   * @param data the letter of a part and its bytes
   */
  void run(byte[] data) {
    if (data.length == 0) {
      return;
    }
    byte[] bytes = Arrays.copyOfRange(data, 1, data.length);
    int letter = PARTS.indexOf(data[0]);
    switch (PARTS.charAt(letter >= 0 ? letter : (data[0] & 0xFF) % PARTS.length())) {
      case 's' -> stream(bytes, Chance.of(data));
      case 'c' -> configuration(bytes);
      case 'f' -> frame(bytes, PayloadForm.STREAM);
      case 'l' -> frame(bytes, PayloadForm.LENGTH_PREFIXED);
      case 'p' -> sample(bytes);
      case 'n' -> snapshot(bytes);
      default -> setup(bytes);
    }
  }

  private void stream(byte[] bytes, Chance chance) {
    Guard.require(score(bytes) <= 100, "a score of " + score(bytes));
    List<StreamCut> cuts = new ArrayList<>();
    GUARD.check(
        bytes.length,
        () -> cuts.add(StreamCut.of(plugin, clip.options(), bytes, () -> Integer.MAX_VALUE)));
    PIECES.check(
        bytes.length, () -> cuts.add(StreamCut.of(plugin, clip.options(), bytes, chance::length)));
    StreamCut whole = cuts.get(0);
    StreamCut pieces = cuts.get(1);
    Guard.requireEqual(
        whole.fault().map(Throwable::toString),
        pieces.fault().map(Throwable::toString),
        "the fault in pieces");
    Guard.requireEqual(whole.notes(), pieces.notes(), "what came in pieces");
    Guard.require(whole.frameBytes() <= bytes.length, "more bytes in frames than in the stream");
    if (whole.format().isPresent()) {
      GUARD.check(bytes.length, () -> packetizeAll(whole));
    }
  }

  private int score(byte[] bytes) {
    ByteBuffer head = ByteBuffer.wrap(bytes);
    int score = plugin.probe(head, clip.file());
    Guard.require(score >= 0 && head.position() == 0, "probe moved its head, or gave " + score);
    return score;
  }

  /** Makes samples of the frames that a stream was cut into, and frames of them. */
  private void packetizeAll(StreamCut cut) throws MediaException {
    TrackFormat track = cut.format().orElseThrow();
    try (Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(track))) {
      Optional<CodecConfiguration> current = Optional.empty();
      for (Frame next : cut.frames()) {
        SampleNotes stored = new SampleNotes();
        Packetizer.Outcome[] outcome = new Packetizer.Outcome[1];
        Guard.thrownBy(() -> outcome[0] = packetizer.packetize(next, stored));
        if (outcome[0] == Packetizer.Outcome.SAMPLE) {
          current = stored.configuration().or(returning(current));
          readBack(stored, track, current.orElseThrow());
        }
      }
    }
  }

  private static <T> java.util.function.Supplier<Optional<T>> returning(Optional<T> value) {
    return () -> value;
  }

  /** What a packetizer accepted can be read under the configuration it told. */
  private void readBack(SampleNotes stored, TrackFormat track, CodecConfiguration under)
      throws MediaException {
    byte[] bytes = stored.bytes();
    Guard.require(bytes.length > 0, "a sample without bytes");
    SampleEntry entry = entry(under.sampleEntry(), under.boxes());
    for (PayloadForm form : FORMS) {
      SampleNotes payload = new SampleNotes();
      plugin
          .newDepacketizer(entry, DepacketizerContext.of(form, track.timescale()))
          .depacketize(ByteBuffer.wrap(bytes.clone()), stored.randomAccess(), payload);
      Guard.require(payload.bytes().length > 0, "a payload without bytes");
    }
  }

  private void configuration(byte[] bytes) {
    for (ConfigurationBox box : boxes(bytes)) {
      ByteBuffer payload = box.payload();
      List<Field> fields = new ArrayList<>();
      GUARD
          .check(bytes.length, () -> fields.addAll(plugin.describe(box.type(), payload)))
          .ifPresent(
              e -> {
                throw new AssertionError("describe threw", e);
              });
      Guard.require(payload.equals(box.payload()), "describe moved the position");
      for (String type : plugin.sampleEntries()) {
        SampleEntry entry = entry(type, List.of(box));
        Guard.require(!plugin.codecString(entry).isBlank(), "an empty codec string");
        if (plugin.matches(entry)) {
          GUARD.check(bytes.length, () -> depacketize(entry, sample));
          GUARD.check(bytes.length, () -> write(entry));
        }
      }
    }
  }

  /** The boxes of the codec, each with other content; one, if it has none. */
  private List<ConfigurationBox> boxes(byte[] bytes) {
    List<ConfigurationBox> boxes =
        configuration.boxes().stream().map(b -> ConfigurationBox.of(b.type(), bytes)).toList();
    return boxes.isEmpty() ? List.of(ConfigurationBox.of("wave", bytes)) : boxes;
  }

  private SampleEntry entry(String type, List<ConfigurationBox> boxes) {
    SampleEntry.Builder entry = SampleEntry.of(type, ByteBuffer.allocate(8)).boxes(boxes);
    return (format.mediaType() == MediaType.VIDEO
            ? entry.visual(64, 48)
            : entry.audio(format.channels(), format.sampleRate(), 16))
        .build();
  }

  private void depacketize(SampleEntry entry, byte[] stored) {
    for (PayloadForm form : FORMS) {
      for (RandomAccess access : List.of(RandomAccess.SYNC, RandomAccess.NONE)) {
        SampleNotes payload = new SampleNotes();
        Guard.thrownBy(
            () ->
                plugin
                    .newDepacketizer(entry, DepacketizerContext.of(form, format.timescale()))
                    .depacketize(ByteBuffer.wrap(stored.clone()), access, payload));
      }
    }
  }

  private void write(SampleEntry entry) throws MediaException {
    TrackFormat stored =
        TrackFormat.copy(format.mediaType(), format.handler(), format.timescale(), List.of(entry))
            .build();
    Optional<StreamWriter> writer = plugin.newStreamWriter(stored);
    if (writer.isPresent()) {
      SampleNotes out = new SampleNotes();
      writer.get().write(frame, out);
      writer.get().finish(out);
    }
  }

  private void frame(byte[] bytes, PayloadForm form) {
    TrackFormat track = format.toBuilder().payloadForm(form).build();
    GUARD.check(2L * bytes.length, () -> packetize(PacketizerContext.of(track), bytes));
    PacketizerContext later =
        PacketizerContext.of(track).resumedFrom(new byte[0], Optional.of(configuration));
    GUARD.check(2L * bytes.length, () -> packetize(later, bytes));
  }

  private void packetize(PacketizerContext context, byte[] bytes) throws MediaException {
    try (Packetizer packetizer = plugin.newPacketizer(context)) {
      byte[] before = packetizer.snapshot();
      SampleNotes stored = new SampleNotes();
      Frame hostile =
          Frame.on(1)
              .times(0, 0)
              .duration(frame.duration())
              .payload(ByteBuffer.wrap(bytes))
              .build();
      Packetizer.Outcome outcome;
      try {
        outcome = packetizer.packetize(hostile, stored);
      } catch (MediaException e) {
        Guard.requireEqual(MediaException.Code.BAD_FRAME, e.code(), "the code");
        Guard.require(Arrays.equals(before, packetizer.snapshot()), "a refused frame left a trace");
        throw e;
      }
      if (outcome == Packetizer.Outcome.SAMPLE) {
        readBack(stored, context.format(), stored.configuration().orElse(configuration));
      }
    }
  }

  private void sample(byte[] bytes) {
    SampleEntry good = entry(configuration.sampleEntry(), configuration.boxes());
    GUARD.check(4L * bytes.length, () -> depacketize(good, bytes));
  }

  private void snapshot(byte[] bytes) {
    GUARD
        .check(
            bytes.length,
            () -> {
              PacketizerContext context =
                  PacketizerContext.of(format).resumedFrom(bytes, Optional.of(configuration));
              try (Packetizer packetizer = plugin.newPacketizer(context)) {
                packetizer.packetize(frame, new SampleNotes());
                Guard.require(packetizer.snapshot().length <= 1 << 16, "a large snapshot");
              }
            })
        .ifPresent(
            e -> {
              throw new AssertionError("a snapshot of somebody else harms a good frame", e);
            });
  }

  private void setup(byte[] bytes) {
    TrackFormat track =
        format.toBuilder().decoderSetup(DecoderSetup.of(ByteBuffer.wrap(bytes))).build();
    GUARD.check(bytes.length, () -> packetize(PacketizerContext.of(track), sample));
  }
}
