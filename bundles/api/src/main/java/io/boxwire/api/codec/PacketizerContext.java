package io.boxwire.api.codec;

import io.boxwire.api.TrackFormat;
import java.util.Objects;
import java.util.Optional;

/** What a packetizer is made with. Immutable. */
public final class PacketizerContext {
  private final TrackFormat format;
  private final Optional<byte[]> snapshot;
  private final Optional<CodecConfiguration> configuration;

  private PacketizerContext(
      TrackFormat format, Optional<byte[]> snapshot, Optional<CodecConfiguration> configuration) {
    this.format = Objects.requireNonNull(format, "format");
    this.snapshot = snapshot;
    this.configuration = configuration;
  }

  /**
   * The context of a new track.
   *
   * @param format the track's format
   * @return the context
   */
  public static PacketizerContext of(TrackFormat format) {
    return new PacketizerContext(format, Optional.empty(), Optional.empty());
  }

  /**
   * The context of a track that goes on after its packetizer went away.
   *
   * @param snapshot what the predecessor's {@link Packetizer#snapshot()} gave; copied
   * @param configuration its last configuration, if there was one
   * @return the context
   */
  public PacketizerContext resumedFrom(
      byte[] snapshot, Optional<CodecConfiguration> configuration) {
    return new PacketizerContext(format, Optional.of(snapshot.clone()), configuration);
  }

  /**
   * The track's format.
   *
   * @return the format
   */
  public TrackFormat format() {
    return format;
  }

  /**
   * What a predecessor left; possibly from another implementation or version, so a plugin ignores
   * what it does not know.
   *
   * @return versioned bytes
   */
  public Optional<byte[]> snapshot() {
    return snapshot.map(byte[]::clone);
  }

  /**
   * The last configuration that a predecessor reported.
   *
   * @return the configuration
   */
  public Optional<CodecConfiguration> configuration() {
    return configuration;
  }
}
