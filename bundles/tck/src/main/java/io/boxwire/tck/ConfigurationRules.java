package io.boxwire.tck;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.CodecPlugin.Field;
import io.boxwire.api.codec.DepacketizerContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What is said of a track: sample entry, codec string, boxes, and their change. */
final class ConfigurationRules {
  private static final String NOBODYS = "zz9z";

  private final Subject subject;
  private final CodecPlugin plugin;

  ConfigurationRules(Subject subject) {
    this.subject = subject;
    this.plugin = subject.plugin();
  }

  void asDeclared() {
    CodecConfiguration configuration = subject.configuration();
    Clause.CONFIGURATION.requireEqual(
        subject.samples().sampleEntry(), configuration.sampleEntry(), "the sample entry");
    Clause.CONFIGURATION.requireEqual(
        subject.samples().codecString(), configuration.codecString(), "the codec string");
    SampleEntry entry = subject.entry();
    if (plugin.mediaType() == MediaType.VIDEO) {
      Clause.CONFIGURATION.require(
          entry.width() > 0 && entry.height() > 0,
          () -> "neither format nor configuration says the size of a picture");
    } else {
      Clause.CONFIGURATION.require(
          entry.channels() > 0 && entry.sampleRate() > 0,
          () -> "neither format nor configuration says channels and sampling rate");
    }
    ByteBuffer sets = configuration.inBand();
    while (sets.hasRemaining()) {
      int length = sets.remaining() < Integer.BYTES ? -1 : sets.getInt();
      int left = sets.remaining();
      Clause.IN_BAND.require(
          length > 0 && length <= left, () -> "a length of " + length + " before " + left);
      sets.position(sets.position() + length);
    }
  }

  void once() {
    for (Stored later : subject.undisturbed().subList(1, subject.undisturbed().size())) {
      Clause.CONFIGURATION_ONCE.require(
          !later.configuration().equals(Optional.of(subject.configuration())),
          () -> "the first configuration came again with a later " + later);
    }
    long changes =
        subject.undisturbed().stream().filter(s -> s.configuration().isPresent()).count();
    Clause.CONFIGURATION_ONCE.requireEqual(1L, changes, "how often one is reported");
  }

  void readBack() throws MediaException {
    SampleEntry entry = subject.entry();
    Clause.MATCHES.require(plugin.matches(entry), () -> "matches is false for its own " + entry);
    SampleEntry foreign =
        Entries.of(subject.format(), CodecConfiguration.of(NOBODYS, NOBODYS).build(), List.of());
    Clause.MATCHES.require(
        !plugin.matches(foreign), () -> "matches is true for an entry of type " + NOBODYS);
    Clause.CODEC_STRING.requireEqual(
        subject.configuration().codecString(), plugin.codecString(entry), "codecString(entry)");
  }

  void described() {
    for (ConfigurationBox box : subject.configuration().boxes()) {
      ByteBuffer payload = box.payload();
      ByteBuffer before = payload.duplicate();
      List<Field> fields = describe(box.type(), payload);
      Clause.DESCRIBE.require(
          payload.equals(before), () -> "describe moved the position in " + box);
      Clause.DESCRIBE.require(
          fields.stream()
              .noneMatch(f -> f.name() == null || f.name().isBlank() || f.value() == null),
          () -> "fields without a name or value: " + fields);
      for (byte[] bad : Mutations.of(bytes(box))) {
        describe(box.type(), ByteBuffer.wrap(bad));
      }
    }
    List<Field> nobodys = describe(NOBODYS, ByteBuffer.allocate(8));
    Clause.DESCRIBE.require(
        nobodys.isEmpty(), () -> "a box of type " + NOBODYS + " is explained as " + nobodys);
  }

  /** Has a box explained whose content may be damaged. */
  List<Field> describe(String type, ByteBuffer payload) {
    List<Field> fields = new ArrayList<>();
    Optional<MediaException> thrown =
        Attempt.of(
            Clause.DESCRIBE,
            payload.remaining(),
            () -> "describe of " + payload.remaining() + " bytes of " + type,
            () -> fields.addAll(plugin.describe(type, payload)));
    thrown.ifPresent(e -> Clause.DESCRIBE.broken("describe threw " + e, e));
    return fields;
  }

  void change() throws MediaException {
    Subject changed = subject.changed().orElseThrow();
    List<Stored> stored = Track.samples(plugin, subject.format(), subject.picturesWithChange());
    int first = subject.undisturbed().size();
    for (int i = 1; i < stored.size(); i++) {
      int number = i;
      Clause.CONFIGURATION_CHANGE.require(
          stored.get(i).configuration().isPresent() == (i == first),
          () ->
              "sample %d, where the change is at %d: %s"
                  .formatted(number, first, stored.get(number)));
    }
    CodecConfiguration next = stored.get(first).configuration().orElseThrow();
    Clause.CONFIGURATION_CHANGE.requireEqual(
        changed.samples().codecString(), next.codecString(), "the codec string");
    List<ByteBuffer> payloads =
        subject.payloads(stored, subject.format(), PayloadForm.STREAM).stream()
            .map(subject::canonical)
            .toList();
    Subject.requireSame(
        Clause.CONFIGURATION_CHANGE,
        subject.canonical(subject.picturesWithChange()),
        payloads,
        "payloads read back with the configuration of each");
  }

  void hostileBoxes(Duration patience) {
    Attempt.within(
        Clause.ENTRY_ERRORS,
        patience,
        () -> {
          List<ConfigurationBox> boxes = subject.configuration().boxes();
          tryEntry(List.of());
          for (int i = 0; i < boxes.size(); i++) {
            for (byte[] bad : Mutations.of(bytes(boxes.get(i)))) {
              tryEntry(boxes, i, bad);
            }
          }
        });
  }

  /** Reads an entry with one of its boxes damaged. */
  void tryEntry(List<ConfigurationBox> boxes, int number, byte[] bad) {
    List<ConfigurationBox> damaged = new ArrayList<>(boxes);
    damaged.set(number, ConfigurationBox.of(boxes.get(number).type(), bad));
    tryEntry(damaged);
  }

  private void tryEntry(List<ConfigurationBox> boxes) {
    SampleEntry entry = Entries.of(subject.format(), subject.configuration(), boxes);
    int size = entry.bytes().remaining();
    Optional<MediaException> thrown =
        Attempt.of(
            Clause.MATCHES, size, () -> "matches(" + entry + ")", () -> plugin.matches(entry));
    thrown.ifPresent(e -> Clause.MATCHES.broken("matches threw " + e, e));
    thrown =
        Attempt.of(
            Clause.CODEC_STRING,
            size,
            () -> "codecString(" + entry + ")",
            () ->
                Clause.CODEC_STRING.require(
                    plugin.codecString(entry) != null, () -> "none for " + entry));
    thrown.ifPresent(e -> Clause.CODEC_STRING.broken("codecString threw " + e, e));
    Stored sample = subject.undisturbed().get(0);
    for (PayloadForm form : List.of(PayloadForm.STREAM, PayloadForm.LENGTH_PREFIXED)) {
      Attempt.of(
          Clause.ENTRY_ERRORS,
          size + sample.content().remaining(),
          () -> "a depacketizer for the damaged " + entry,
          () ->
              plugin
                  .newDepacketizer(
                      entry, DepacketizerContext.of(form, subject.format().timescale()))
                  .depacketize(sample.copy(), sample.randomAccess(), new StoredSink()));
    }
  }

  /** A configuration that this plugin can't have made. */
  static CodecConfiguration foreign(CodecConfiguration own) {
    Random random = new Random(own.hashCode());
    List<ConfigurationBox> boxes = new ArrayList<>();
    for (ConfigurationBox box : own.boxes()) {
      boxes.add(ConfigurationBox.of(box.type(), Mutations.noise(9, random)));
    }
    boxes.add(ConfigurationBox.of(NOBODYS, Mutations.noise(9, random)));
    return CodecConfiguration.of(own.sampleEntry(), NOBODYS).boxes(boxes).build();
  }

  private static byte[] bytes(ConfigurationBox box) {
    byte[] bytes = new byte[box.payload().remaining()];
    box.payload().get(bytes);
    return bytes;
  }
}
