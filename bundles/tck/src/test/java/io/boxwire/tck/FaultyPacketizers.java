package io.boxwire.tck;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Packetizer.Outcome;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Plugins that break one rule each in their packetizers. */
final class FaultyPacketizers {
  private FaultyPacketizers() {}

  static CodecPlugin changingABit() {
    return PacketizerWrapper.telling(
        out ->
            new PacketizerWrapper.Sink(out) {
              @Override
              public void bytes(ByteBuffer piece) {
                ByteBuffer copy = ByteBuffer.allocate(piece.remaining()).put(piece.duplicate());
                copy.put(40, (byte) (copy.get(40) ^ 1));
                out.bytes(copy.flip());
              }
            });
  }

  static CodecPlugin withoutSync() {
    return PacketizerWrapper.telling(
        out ->
            new PacketizerWrapper.Sink(out) {
              @Override
              public void randomAccess(RandomAccess kind) {
                out.randomAccess(RandomAccess.NONE);
              }
            });
  }

  static CodecPlugin withoutDuration() {
    return PacketizerWrapper.telling(
        out ->
            new PacketizerWrapper.Sink(out) {
              @Override
              public void duration(long ticks) {
                out.duration(0);
              }
            });
  }

  static CodecPlugin makingEmptySamples() {
    return PacketizerWrapper.telling(
        out ->
            new PacketizerWrapper.Sink(out) {
              @Override
              public void bytes(ByteBuffer piece) {
                out.bytes(piece.duplicate().limit(piece.position()));
              }
            });
  }

  /** Reports another configuration than the toy does; none where it is empty. */
  static CodecPlugin configured(Function<CodecConfiguration, Optional<CodecConfiguration>> change) {
    return PacketizerWrapper.telling(
        out ->
            new PacketizerWrapper.Sink(out) {
              @Override
              public void configuration(CodecConfiguration configuration) {
                change.apply(configuration).ifPresent(out::configuration);
              }
            });
  }

  static CodecPlugin withCodecString(String codecString) {
    return configured(
        good ->
            Optional.of(
                CodecConfiguration.of(good.sampleEntry(), codecString)
                    .boxes(good.boxes())
                    .audio(good.channels(), good.sampleRate())
                    .build()));
  }

  static CodecPlugin withBrokenInBand() {
    return configured(
        good ->
            Optional.of(
                CodecConfiguration.of(good.sampleEntry(), good.codecString())
                    .boxes(good.boxes())
                    .audio(good.channels(), good.sampleRate())
                    .inBand(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 1}))
                    .build()));
  }

  static CodecPlugin missingChanges() {
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              private boolean reported;

              @Override
              SampleSink sink(SampleSink out) {
                return new Sink(out) {
                  @Override
                  public void configuration(CodecConfiguration configuration) {
                    if (!reported) {
                      out.configuration(configuration);
                      reported = true;
                    }
                  }
                };
              }
            });
  }

  static CodecPlugin reportingAgain() {
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              private Optional<CodecConfiguration> last = Optional.empty();

              @Override
              SampleSink sink(SampleSink out) {
                last.ifPresent(out::configuration);
                return new Sink(out) {
                  @Override
                  public void configuration(CodecConfiguration configuration) {
                    last = Optional.of(configuration);
                    out.configuration(configuration);
                  }
                };
              }
            });
  }

  static CodecPlugin throwing(Function<MediaException, Exception> instead) {
    return PacketizerWrapper.packetizing(
        (toy, frame, out) -> {
          try {
            return toy.packetize(frame, out);
          } catch (MediaException e) {
            Exception thrown = instead.apply(e);
            if (thrown instanceof RuntimeException unchecked) {
              throw unchecked;
            }
            throw (MediaException) thrown;
          }
        });
  }

  /** Believes the first four bytes. */
  static CodecPlugin allocatingWhatIsDeclared() {
    return PacketizerWrapper.packetizing(
        (toy, frame, out) -> {
          ByteBuffer payload = frame.payload();
          if (payload.remaining() >= ToyUnits.HEAD) {
            int declared = payload.getInt(payload.position()) >>> 6;
            if (new byte[declared].length != declared) {
              throw new IllegalStateException();
            }
          }
          return toy.packetize(frame, out);
        });
  }

  /** Begins anew after a frame that it refused. */
  static CodecPlugin forgettingOnErrors() {
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              private boolean failed;

              @Override
              public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
                try {
                  if (failed) {
                    out.rollDistance(1);
                  }
                  return toy.packetize(frame, out);
                } catch (MediaException e) {
                  failed = true;
                  throw e;
                }
              }
            });
  }

  static CodecPlugin speakingOfNoPicture() {
    return PacketizerWrapper.packetizing(
        (toy, frame, out) -> {
          Outcome outcome = toy.packetize(frame, out);
          if (outcome == Outcome.NO_PICTURE) {
            out.duration(0);
          }
          return outcome;
        });
  }

  /** A successor that knows nothing. */
  static CodecPlugin beginningAnew() {
    return PacketizerWrapper.plugin(
        context -> new PacketizerWrapper(PacketizerContext.of(context.format())));
  }

  /** A successor that knows the configuration, and not what else its predecessor had seen. */
  static CodecPlugin countingFrames() {
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              private int frames;

              @Override
              public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
                out.rollDistance(frames++ % 3);
                return toy.packetize(frame, out);
              }
            });
  }

  static CodecPlugin withLargeSnapshots() {
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              @Override
              public byte[] snapshot() {
                return new byte[(64 << 10) + 1];
              }
            });
  }

  /** Puts the last frame into the snapshot; it keeps a copy, and so breaks no other rule. */
  static CodecPlugin withMediaInSnapshots() {
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              private byte[] last = new byte[0];

              @Override
              public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
                last = Frames.bytes(frame);
                return toy.packetize(frame, out);
              }

              @Override
              public byte[] snapshot() {
                return last.clone();
              }
            });
  }

  static CodecPlugin trustingSnapshots() {
    return PacketizerWrapper.plugin(
        context -> {
          context.snapshot().ifPresent(bytes -> ByteBuffer.wrap(bytes).getInt());
          return new PacketizerWrapper(context);
        });
  }

  static CodecPlugin closingOnce() {
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              private boolean closed;

              @Override
              public void close() {
                if (closed) {
                  throw new IllegalStateException("closed");
                }
                closed = true;
              }
            });
  }

  /** Tracks that take turns disturb one another. */
  static CodecPlugin sharingState() {
    AtomicReference<Object> current = new AtomicReference<>();
    return PacketizerWrapper.plugin(
        context ->
            new PacketizerWrapper(context) {
              @Override
              public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
                Object before = current.getAndSet(this);
                out.rollDistance(before == null || before == this ? 0 : 1);
                return toy.packetize(frame, out);
              }

              @Override
              public void close() {
                current.compareAndSet(this, null);
              }
            });
  }

  /** The same configuration with a box that no reader of the entry will find again. */
  static CodecPlugin withUnreadableBox() {
    return configured(
        good ->
            Optional.of(
                CodecConfiguration.of(good.sampleEntry(), good.codecString())
                    .boxes(List.of(ConfigurationBox.of("toyD", good.boxes().get(0).payload())))
                    .audio(good.channels(), good.sampleRate())
                    .build()));
  }
}
