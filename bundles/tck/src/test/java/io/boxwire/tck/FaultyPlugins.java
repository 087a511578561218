package io.boxwire.tck;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.StreamWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Plugins that break one rule each, in all but their packetizers. */
final class FaultyPlugins {
  private FaultyPlugins() {}

  static CodecPlugin named(String codec) {
    return new PluginWrapper() {
      @Override
      public String codec() {
        return codec;
      }
    };
  }

  static CodecPlugin withExtension(String extension) {
    return new PluginWrapper() {
      @Override
      public String fileExtension() {
        return extension;
      }
    };
  }

  /** Writes each frame when the next one comes, and so never the last. */
  static CodecPlugin forgettingTheEndOfAStream() {
    return new PluginWrapper() {
      @Override
      public Optional<StreamWriter> newStreamWriter(TrackFormat stored) {
        return Optional.of(
            new StreamWriter() {
              private byte[] last = new byte[0];

              @Override
              public void write(Frame frame, ByteSink out) {
                out.bytes(ByteBuffer.wrap(last));
                last = Frames.bytes(frame);
              }

              @Override
              public void finish(ByteSink out) {
                // What is left over is forgotten.
              }
            });
      }
    };
  }

  static CodecPlugin ofKind(MediaType type) {
    return new PluginWrapper() {
      @Override
      public MediaType mediaType() {
        return type;
      }
    };
  }

  static CodecPlugin withEntries(String... types) {
    return new PluginWrapper() {
      @Override
      public Set<String> sampleEntries() {
        return Set.of(types);
      }
    };
  }

  static CodecPlugin matching(boolean always) {
    return new PluginWrapper() {
      @Override
      public boolean matches(SampleEntry entry) {
        return always;
      }
    };
  }

  static CodecPlugin failingOnDamagedEntries() {
    return new PluginWrapper() {
      @Override
      public String codecString(SampleEntry entry) {
        return "toy1." + entry.box("toyC").orElseThrow().payload().get(1);
      }
    };
  }

  static CodecPlugin withoutCodecString() {
    return new PluginWrapper() {
      @Override
      public String codecString(SampleEntry entry) {
        return entry.type();
      }
    };
  }

  static CodecPlugin describingWithoutALook() {
    return new PluginWrapper() {
      @Override
      public List<Field> describe(String boxType, ByteBuffer payload) {
        return boxType.equals(ToyCodec.BOX)
            ? List.of(new Field("level", Byte.toString(payload.get(1))))
            : List.of();
      }
    };
  }

  static CodecPlugin consumingWhatItDescribes() {
    return new PluginWrapper() {
      @Override
      public List<Field> describe(String boxType, ByteBuffer payload) {
        return payload.hasRemaining() ? List.of(new Field("first", "" + payload.get())) : List.of();
      }
    };
  }

  static CodecPlugin probing(int score) {
    return new PluginWrapper() {
      @Override
      public int probe(ByteBuffer head, String fileName) {
        return score;
      }
    };
  }

  static CodecPlugin probingNames() {
    return new PluginWrapper() {
      @Override
      public int probe(ByteBuffer head, String fileName) {
        return fileName.charAt(0) == 'c' ? 90 : 0;
      }
    };
  }

  static CodecPlugin withDepacketizer(Depacketizer faulty) {
    return new PluginWrapper() {
      @Override
      public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
          throws MediaException {
        Depacketizer good = toy.newDepacketizer(entry, context);
        return new Depacketizer() {
          @Override
          public void depacketize(ByteBuffer sample, RandomAccess access, ByteSink out)
              throws MediaException {
            faulty.depacketize(sample, access, out);
            good.depacketize(sample, access, out);
          }

          @Override
          public int audioFrameBytes() {
            return faulty.audioFrameBytes();
          }
        };
      }
    };
  }

  /** A depacketizer that does nothing but say how many bytes an audio frame has. */
  static Depacketizer cuttable() {
    return new Depacketizer() {
      @Override
      public void depacketize(ByteBuffer sample, RandomAccess access, ByteSink out) {
        // All that is wrong is the number below.
      }

      @Override
      public int audioFrameBytes() {
        return 1;
      }
    };
  }

  static CodecPlugin forgettingAForm() {
    return new PluginWrapper() {
      @Override
      public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
          throws MediaException {
        if (context.payloadForm() == PayloadForm.LENGTH_PREFIXED) {
          return (sample, access, out) -> out.bytes(sample);
        }
        return toy.newDepacketizer(entry, context);
      }
    };
  }

  static CodecPlugin readingBoxesWithoutALook() {
    return new PluginWrapper() {
      @Override
      public Depacketizer newDepacketizer(SampleEntry entry, DepacketizerContext context)
          throws MediaException {
        byte[] settings = new byte[2];
        entry.box(ToyCodec.BOX).orElseThrow().payload().get(settings);
        return new ToyDepacketizer(settings);
      }
    };
  }

  /** Makes a faulty assembler for each stream. */
  private static CodecPlugin assembling(Supplier<Assembler> maker) {
    return new PluginWrapper() {
      @Override
      public Assembler newAssembler(AssemblerOptions options) {
        return maker.get();
      }
    };
  }

  /** Delivers all frames but the last one. */
  static CodecPlugin losingTheLastFrame() {
    return assembling(
        () ->
            new AssemblerWrapper() {
              @Override
              public void finish(ByteBuffer window, Receiver out) throws MediaException {
                Frame[] last = new Frame[1];
                toy.finish(
                    window,
                    frame -> {
                      if (last[0] != null) {
                        out.frame(last[0]);
                      }
                      last[0] = frame;
                    });
              }
            });
  }

  static CodecPlugin leavingARest() {
    return assembling(
        () ->
            new AssemblerWrapper() {
              @Override
              public void finish(ByteBuffer window, Receiver out) throws MediaException {
                toy.finish(window, out);
                window.position(window.limit() - 1);
              }
            });
  }

  /** Takes the end of a window for the end of the stream. */
  static CodecPlugin endingWithTheWindow() {
    return assembling(
        () ->
            new AssemblerWrapper() {
              private long time;

              @Override
              public void assemble(ByteBuffer window, Receiver out) throws MediaException {
                toy.assemble(window, out);
                if (window.hasRemaining()) {
                  out.frame(Frame.on(1).time(time++).payload(window).build());
                }
                window.position(window.limit());
              }

              @Override
              public void finish(ByteBuffer window, Receiver out) throws MediaException {
                toy.assemble(window, out);
                window.position(window.limit());
              }
            });
  }

  static CodecPlugin withoutFormat() {
    return assembling(
        () ->
            new AssemblerWrapper() {
              @Override
              public Optional<TrackFormat> format() {
                return Optional.empty();
              }
            });
  }

  static CodecPlugin failingOnDamagedStreams() {
    return assembling(
        () ->
            new AssemblerWrapper() {
              @Override
              public void finish(ByteBuffer window, Receiver out) {
                try {
                  toy.finish(window, out);
                } catch (MediaException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
  }

  /** Waits for the end of a unit that has none. */
  static CodecPlugin searchingWithoutEnd() {
    return assembling(
        () ->
            new AssemblerWrapper() {
              @Override
              public void finish(ByteBuffer window, Receiver out) throws MediaException {
                toy.assemble(window, out);
                while (window.hasRemaining() && !Thread.currentThread().isInterrupted()) {
                  toy.assemble(window, out);
                }
              }
            });
  }

  /** Does what the toy's assembler does, until a subclass does something else. */
  private static class AssemblerWrapper implements Assembler {
    final Assembler toy = new ToyAssembler();

    @Override
    public void assemble(ByteBuffer window, Receiver out) throws MediaException {
      toy.assemble(window, out);
    }

    @Override
    public void finish(ByteBuffer window, Receiver out) throws MediaException {
      toy.finish(window, out);
    }

    @Override
    public Optional<TrackFormat> format() {
      return toy.format();
    }
  }
}
