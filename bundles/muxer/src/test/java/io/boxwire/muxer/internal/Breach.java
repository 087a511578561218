package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.SampleSink;
import java.nio.ByteBuffer;

/** A way to break the contract of {@code packetize}. */
enum Breach {
  WRITES_AND_THROWS {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) throws MediaException {
      real.packetize(frame, out);
      throw new IllegalStateException("half a sample");
    }
  },
  LACKS_A_CLASS {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) {
      throw new NoClassDefFoundError("gone");
    }
  },
  FAILS_AN_ASSERTION {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) {
      throw new AssertionError("impossible");
    }
  },
  RECURSES_WITHOUT_END {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) throws MediaException {
      return commit(real, frame, out);
    }
  },
  THROWS_WHAT_CANNOT_BE_PRINTED {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) {
      throw new Unprintable();
    }
  },
  USES_A_CODE_THAT_IS_NOT_ITS_OWN {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) throws MediaException {
      throw MediaException.of(MediaException.Code.CLOSED, "not me");
    }
  },
  SAYS_NOTHING {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) throws MediaException {
      real.packetize(frame, out);
      return null;
    }
  },
  MAKES_A_SAMPLE_WITHOUT_BYTES {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) {
      out.randomAccess(RandomAccess.SYNC);
      out.configuration(FakeCodec.configuration(7));
      return Packetizer.Outcome.SAMPLE;
    }
  },
  GIVES_BYTES_FOR_NO_PICTURE {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) throws MediaException {
      real.packetize(frame, out);
      return Packetizer.Outcome.NO_PICTURE;
    }
  },
  REACHES_BEYOND_A_BUFFER {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) {
      out.nalUnit(ByteBuffer.allocate(8), 4, 5);
      return Packetizer.Outcome.SAMPLE;
    }
  },
  COUNTS_BACKWARDS {
    @Override
    Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out) throws MediaException {
      real.packetize(frame, out);
      out.duration(-1);
      return Packetizer.Outcome.SAMPLE;
    }
  };

  abstract Packetizer.Outcome commit(Packetizer real, Frame frame, SampleSink out)
      throws MediaException;

  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw this;
    }
  }
}
