package io.boxwire.codec.aac.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Cuts an ADTS stream into frames, headers included. What is no frame is passed over, and told: ID3
 * tags, damage, the rest of a recording that was cut.
 *
 * <p>Where rate or channels change, the frames go on with other headers, and the packetizer reports
 * another configuration; times stay in ticks of the first rate.
 */
final class AacAssembler implements Assembler {
  private static final int TRACK = 1;

  private final AssemblerOptions options;
  private final AdtsScanner scanner = new AdtsScanner();
  private final AccessUnitClock clock = new AccessUnitClock();
  private Optional<TrackFormat> format = Optional.empty();

  /** Where the window begins in the stream. */
  private long offset;

  /** Bytes passed over that were not told of yet; they end at the offset. */
  private long garbage;

  /** What is left of a tag that is larger than the window was. */
  private long tagLeft;

  AacAssembler(AssemblerOptions options) {
    this.options = options;
  }

  @Override
  public void assemble(ByteBuffer window, Receiver out) throws MediaException {
    cut(window, false, out);
  }

  @Override
  public void finish(ByteBuffer window, Receiver out) throws MediaException {
    cut(window, true, out);
    tellGarbage(out);
    if (tagLeft > 0) {
      tell(out, "the stream ends " + tagLeft + " bytes before the end of an ID3 tag");
    }
  }

  @Override
  public Optional<TrackFormat> format() {
    return format;
  }

  private void cut(ByteBuffer window, boolean end, Receiver out) throws MediaException {
    passTag(window);
    while (window.hasRemaining()) {
      AdtsScanner.Finding found = scanner.look(window, end);
      switch (found.kind()) {
        case UNKNOWN -> {
          return;
        }
        case GARBAGE -> {
          garbage += found.length();
          pass(window, (int) found.length());
        }
        case CUT_FRAME -> {
          tellGarbage(out);
          tell(
              out,
              "the stream ends within a frame; "
                  + found.length()
                  + " bytes at offset "
                  + offset
                  + " are left out");
          pass(window, (int) found.length());
        }
        case TAG -> {
          tellGarbage(out);
          tell(
              out,
              "an ID3 tag of " + found.length() + " bytes at offset " + offset + " is left out");
          tagLeft = found.length();
          passTag(window);
        }
        case FRAME -> {
          tellGarbage(out);
          AdtsHeader header = found.header().orElseThrow();
          scanner.taken(header);
          deliver(window, header, out);
          pass(window, header.frameLength());
        }
      }
    }
  }

  private void pass(ByteBuffer window, int bytes) {
    window.position(window.position() + bytes);
    offset += bytes;
  }

  private void passTag(ByteBuffer window) {
    int here = (int) Math.min(tagLeft, window.remaining());
    pass(window, here);
    tagLeft -= here;
  }

  private void tellGarbage(Receiver out) {
    if (garbage > 0) {
      String from = " at offset " + (offset - garbage);
      tell(out, garbage + " bytes" + from + " belong to no ADTS frame and are left out");
      garbage = 0;
    }
  }

  private static void tell(Receiver out, String message) {
    out.event(MediaEvent.onTrack(MediaEvent.Kind.INPUT_SKIPPED, TRACK, message));
  }

  private void deliver(ByteBuffer window, AdtsHeader header, Receiver out) throws MediaException {
    if (header.channelConfiguration() == 0) {
      throw unsupported("channels told by a program config element");
    }
    if (format.isEmpty()) {
      format = Optional.of(format(header));
    }
    clock.rate(header.rate(), format.get().timescale());
    ByteBuffer frame = window.slice(window.position(), header.frameLength());
    if (header.blocks() == 1) {
      deliver(List.of(frame), out);
      return;
    }
    if (!header.crc()) {
      throw unsupported(header.blocks() + " access units in one frame that has no checksums");
    }
    for (ByteBuffer block : RawDataBlocks.of(frame, header, offset)) {
      deliver(List.of(AdtsHeader.write(header.configuration(), block.remaining()), block), out);
    }
  }

  private void deliver(List<ByteBuffer> payload, Receiver out) throws MediaException {
    long time = clock.now();
    clock.advance();
    out.frame(
        Frame.on(TRACK)
            .time(time)
            .duration(clock.now() - time)
            .randomAccess(RandomAccess.SYNC)
            .slices(payload)
            .build());
  }

  private TrackFormat format(AdtsHeader header) {
    return TrackFormat.audio(AacCodec.NAME, header.rate(), header.configuration().channels())
        .timescale(options.timescale().orElse(header.rate()))
        .build();
  }

  private MediaException unsupported(String what) {
    return MediaException.at(Code.UNSUPPORTED, what + " are not supported", "", offset);
  }
}
