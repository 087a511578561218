package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.Packetizer.Outcome;
import io.boxwire.api.codec.PacketizerContext;

/**
 * A plugin's packetizer, held to its contract. Whatever it does, only two exceptions come out, both
 * of our own making: a {@link MediaException} with which it refuses a frame as it may, and a {@link
 * PluginFailure}. For one thread at a time.
 */
final class GuardedPacketizer {
  /** The most that a snapshot may hold. */
  static final int MOST_SNAPSHOT = 1 << 16;

  private final Packetizer packetizer;
  private final PacketSink sink = new PacketSink();

  private GuardedPacketizer(Packetizer packetizer) {
    this.packetizer = packetizer;
  }

  /**
   * Has a plugin make a packetizer.
   *
   * @throws MediaException if the plugin says that it can't
   */
  static GuardedPacketizer of(CodecPlugin plugin, PacketizerContext context)
      throws MediaException, PluginFailure {
    Packetizer made;
    try {
      made = plugin.newPacketizer(context);
    } catch (MediaException e) {
      throw copyOf(e);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw PluginFailure.thrown(e);
    }
    if (made == null) {
      throw PluginFailure.of("it made no packetizer");
    }
    return new GuardedPacketizer(made);
  }

  /**
   * Makes a sample of a frame.
   *
   * @param out an empty sample; after an exception it may hold anything
   * @throws MediaException BAD_FRAME if the plugin refuses the frame
   */
  Outcome packetize(Frame frame, Sample out) throws MediaException, PluginFailure {
    Outcome outcome;
    sink.attach(out);
    try {
      outcome = packetizer.packetize(frame, sink);
    } catch (MediaException e) {
      if (e.code() == MediaException.Code.BAD_FRAME) {
        throw copyOf(e);
      }
      throw PluginFailure.thrown(e);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw PluginFailure.thrown(e);
    } finally {
      sink.detach();
    }
    if (outcome == null) {
      throw PluginFailure.of("it did not say what it made of a frame");
    }
    if (outcome == Outcome.SAMPLE && out.size() == 0) {
      throw PluginFailure.of("it made a sample without bytes");
    }
    if (outcome == Outcome.NO_PICTURE && (out.size() > 0 || out.configuration != null)) {
      throw PluginFailure.of("it gave a sample of a frame and said that it holds no picture");
    }
    return outcome;
  }

  /** What a successor needs. */
  byte[] snapshot() throws PluginFailure {
    byte[] snapshot;
    try {
      snapshot = packetizer.snapshot();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw PluginFailure.thrown(e);
    }
    if (snapshot == null) {
      throw PluginFailure.of("there is none");
    }
    if (snapshot.length > MOST_SNAPSHOT) {
      throw PluginFailure.of(snapshot.length + " bytes are more than the 64 KiB allowed");
    }
    return snapshot.clone();
  }

  void close() throws PluginFailure {
    try {
      packetizer.close();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw PluginFailure.thrown(e);
    }
  }

  /** What an exception says, without its causes, which may be of the plugin's classes. */
  private static MediaException copyOf(MediaException e) {
    MediaException copy = MediaException.of(e.code(), e.getMessage());
    copy.setStackTrace(PluginFailure.traceOf(e));
    return copy;
  }
}
