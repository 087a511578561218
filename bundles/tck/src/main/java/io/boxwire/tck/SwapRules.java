package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** That a packetizer can be replaced between any two frames. */
final class SwapRules {
  private static final int LARGEST = 64 << 10;
  private static final int TAIL = 64;
  private static final int MOST_PLACES = 64;

  private final Subject subject;
  private final CodecPlugin plugin;

  SwapRules(Subject subject) {
    this.subject = subject;
    this.plugin = subject.plugin();
  }

  void afterEveryFrame() throws MediaException {
    List<Frame> frames = subject.picturesWithChange();
    for (ParameterSets place : ParameterSets.values()) {
      TrackFormat format = subject.format().toBuilder().parameterSets(place).build();
      Track track = new Track(plugin, format);
      List<Stored> stored = new ArrayList<>();
      for (Frame frame : frames) {
        track.swap();
        track.write(frame).ifPresent(stored::add);
      }
      track.close();
      Subject.requireSame(
          Clause.SWAP,
          Track.samples(plugin, format, frames),
          stored,
          "replaced in front of every frame, parameter sets " + place);
    }
  }

  void onceAnywhere() throws MediaException {
    List<Frame> frames = subject.picturesWithChange();
    List<Stored> undisturbed = Track.samples(plugin, subject.format(), frames);
    int step = Math.max(1, frames.size() / MOST_PLACES);
    for (int place = 0; place < frames.size(); place += step) {
      Track track = new Track(plugin, subject.format());
      List<Stored> stored = track.writeAll(frames.subList(0, place));
      track.swap();
      stored.addAll(track.writeAll(frames.subList(place, frames.size())));
      track.close();
      Subject.requireSame(
          Clause.SWAP, undisturbed, stored, "replaced once, in front of frame " + place);
    }
  }

  void snapshots() throws MediaException {
    Track track = new Track(plugin, subject.format());
    List<byte[]> tails = new ArrayList<>();
    for (Frame frame : subject.picturesWithChange()) {
      Optional<Stored> sample = track.write(frame);
      sample
          .map(Stored::bytes)
          .filter(b -> b.length >= TAIL)
          .map(SwapRules::tail)
          .ifPresent(tails::add);
      byte[] snapshot = track.snapshot();
      Clause.SNAPSHOT_SIZE.require(
          snapshot.length <= LARGEST, () -> "a snapshot of " + snapshot.length + " bytes");
      Clause.SNAPSHOT_SIZE.require(
          Arrays.equals(snapshot, track.snapshot()), () -> "another one when asked again");
      Clause.SNAPSHOT_SIZE.require(
          tails.stream().noneMatch(tail -> contains(snapshot, tail)),
          () -> "the last " + TAIL + " bytes of a sample are in a snapshot");
    }
    track.close();
  }

  void foreignSnapshots() throws MediaException {
    Random random = new Random(2);
    List<byte[]> foreign = new ArrayList<>(List.of(new byte[0], new byte[1], new byte[LARGEST]));
    foreign.add(Mutations.noise(1, random));
    foreign.add(Mutations.noise(100, random));
    foreign.add(Mutations.noise(LARGEST, random));
    CodecConfiguration others = ConfigurationRules.foreign(subject.configuration());
    for (byte[] snapshot : foreign) {
      for (Optional<CodecConfiguration> last : List.of(Optional.of(others), none())) {
        Track track = resumed(snapshot, last);
        subject.requireUndisturbed(
            Clause.SNAPSHOT_FOREIGN,
            track.writeAll(subject.pictures()),
            "begun with " + snapshot.length + " bytes of somebody else, configuration " + last);
        track.close();
      }
    }
    Track own = new Track(plugin, subject.format());
    own.writeAll(subject.pictures());
    for (byte[] damaged : Mutations.of(own.snapshot())) {
      Track track = resumed(damaged, Optional.of(subject.configuration()));
      Attempt.of(
          Clause.SNAPSHOT_FOREIGN,
          subject.pictures().get(0).size(),
          () -> "the first frame after a damaged snapshot",
          () -> track.write(subject.pictures().get(0)));
      track.close();
    }
    own.close();
  }

  private static Optional<CodecConfiguration> none() {
    return Optional.empty();
  }

  private Track resumed(byte[] snapshot, Optional<CodecConfiguration> configuration) {
    List<Track> made = new ArrayList<>();
    PacketizerContext context =
        PacketizerContext.of(subject.format()).resumedFrom(snapshot, configuration);
    Attempt.of(
            Clause.SNAPSHOT_FOREIGN,
            snapshot.length,
            () -> "newPacketizer with a foreign snapshot of " + snapshot.length + " bytes",
            () -> made.add(new Track(plugin, context)))
        .ifPresent(e -> Clause.SNAPSHOT_FOREIGN.broken("newPacketizer threw " + e, e));
    return made.get(0);
  }

  void closed() throws MediaException {
    Packetizer unused = plugin.newPacketizer(PacketizerContext.of(subject.format()));
    Packetizer used = plugin.newPacketizer(PacketizerContext.of(subject.format()));
    used.packetize(subject.pictures().get(0), new StoredSink());
    for (Packetizer packetizer : List.of(unused, used)) {
      for (int i = 1; i <= 2; i++) {
        int time = i;
        Attempt.of(Clause.CLOSE, 0, () -> "close, call " + time, packetizer::close);
      }
    }
  }

  private static byte[] tail(byte[] sample) {
    return Arrays.copyOfRange(sample, sample.length - TAIL, sample.length);
  }

  private static boolean contains(byte[] all, byte[] part) {
    ByteBuffer wanted = ByteBuffer.wrap(part);
    for (int at = 0; at + part.length <= all.length; at++) {
      if (ByteBuffer.wrap(all, at, part.length).equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
