package io.boxwire.codec.opus.internal;

import io.boxwire.api.DecoderSetup;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the packets of the first Opus stream out of Ogg. What it passes over it tells: other
 * streams, damaged and missing pages, packets that the end of the stream says are not to be heard.
 *
 * <p>Packets that lie in one page are slices of the window; those that go over several are copied
 * once.
 */
final class OpusAssembler implements Assembler {
  private static final int TRACK = 1;

  private final AssemblerOptions options;
  private final PacketJoiner joiner = new PacketJoiner();
  private final OpusClock clock = new OpusClock();
  private final Set<Integer> others = new HashSet<>();
  private Optional<Link> link = Optional.empty();
  private Optional<TrackFormat> format = Optional.empty();
  private long offset;
  private long garbage;

  /** Where the chosen stream stands. */
  private static final class Link {
    final int serial;
    int next;

    /** Whether the comments have come, and so the beginnings of all streams beside this one. */
    boolean tagsPassed;

    Link(int serial) {
      this.serial = serial;
    }
  }

  OpusAssembler(AssemblerOptions options) {
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
    forgetOpenPacket(out, "the stream ends within");
    if (link.isEmpty()) {
      throw MediaException.of(Code.MALFORMED, "no Opus stream is in the Ogg stream");
    }
  }

  @Override
  public Optional<TrackFormat> format() {
    return format;
  }

  private void cut(ByteBuffer window, boolean end, Receiver out) throws MediaException {
    while (true) {
      OggScanner.Finding found = OggScanner.look(window, end);
      garbage += found.garbage();
      pass(window, found.garbage());
      if (found.page().isEmpty()) {
        return;
      }
      tellGarbage(out);
      OggPage page = found.page().get();
      take(window, page, out);
      pass(window, page.end() - page.start());
    }
  }

  private void pass(ByteBuffer window, int bytes) {
    window.position(window.position() + bytes);
    offset += bytes;
  }

  private void take(ByteBuffer window, OggPage page, Receiver out) throws MediaException {
    if (page.is(OggPage.FIRST)) {
      begin(window, page, out);
    } else if (link.isEmpty() || page.serial() != link.get().serial) {
      tellOther(page.serial(), out);
    } else {
      takeOwn(window, page, link.get(), out);
    }
  }

  private void begin(ByteBuffer window, OggPage page, Receiver out) throws MediaException {
    List<OggPage.Part> parts = page.parts(window);
    boolean opus = !parts.isEmpty() && OpusHead.isHead(parts.get(0).bytes());
    if (opus && link.isPresent() && link.get().tagsPassed) {
      throw MediaException.at(
          Code.UNSUPPORTED, "a further link of a chained stream can't be in one track", "", offset);
    }
    if (!opus || link.isPresent()) {
      tellOther(page.serial(), out);
      return;
    }
    OpusHead head = OpusHead.ofOgg(parts.get(0).bytes());
    Link begun = new Link(page.serial());
    begun.next = page.sequence() + 1;
    link = Optional.of(begun);
    int timescale = options.timescale().orElse(OpusPacket.RATE);
    clock.timescale(timescale);
    format =
        Optional.of(
            TrackFormat.audio(OpusCodec.NAME, OpusPacket.RATE, head.channels())
                .timescale(timescale)
                .decoderSetup(
                    DecoderSetup.of(ByteBuffer.wrap(head.toOgg()))
                        .withPriming(clock.ticks(head.preSkip())))
                .build());
  }

  private void takeOwn(ByteBuffer window, OggPage page, Link of, Receiver out)
      throws MediaException {
    if (page.sequence() != of.next) {
      forgetOpenPacket(out, "a page is missing within");
      tell(
          out,
          "page "
              + Integer.toUnsignedString(page.sequence())
              + " comes at offset "
              + offset
              + " where page "
              + Integer.toUnsignedString(of.next)
              + " is due");
    }
    of.next = page.sequence() + 1;
    List<ByteBuffer> packets = packets(window, page, out);
    if (!of.tagsPassed && !packets.isEmpty()) {
      of.tagsPassed = true;
      if (OpusTags.areTags(packets.get(0))) {
        OpusTags.lost(packets.remove(0)).ifPresent(lost -> tell(out, lost));
      }
    }
    deliver(packets, page, out);
  }

  /** The packets that end in a page. */
  private List<ByteBuffer> packets(ByteBuffer window, OggPage page, Receiver out)
      throws MediaException {
    List<ByteBuffer> packets = new ArrayList<>();
    List<OggPage.Part> parts = page.parts(window);
    boolean continued = page.is(OggPage.CONTINUED);
    if (!continued) {
      forgetOpenPacket(out, "no page goes on with");
    }
    boolean orphan = continued && !joiner.open();
    for (OggPage.Part part : parts) {
      if (orphan) {
        tell(
            out,
            part.bytes().remaining()
                + " bytes at offset "
                + offset
                + " end a packet whose beginning is missing, and are left out");
        orphan = false;
      } else {
        joiner.take(part).ifPresent(packets::add);
      }
    }
    return packets;
  }

  private void deliver(List<ByteBuffer> packets, OggPage page, Receiver out) throws MediaException {
    List<ByteBuffer> good = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    int all = 0;
    for (ByteBuffer packet : packets) {
      try {
        int length = OpusPacket.duration(packet);
        lengths.add(length);
        good.add(packet);
        all += length;
      } catch (MediaException e) {
        tell(
            out,
            packet.remaining() + " bytes at offset " + offset + " are left out: " + e.getMessage());
      }
    }
    if (good.isEmpty()) {
      return;
    }
    OpusClock.Span span = clock.page(all, page.granule(), page.is(OggPage.LAST));
    long at = span.start();
    for (int i = 0; i < good.size(); i++) {
      long stop = Math.min(at + lengths.get(i), span.end());
      if (stop <= at) {
        tell(out, (good.size() - i) + " packets behind the end of the stream are left out");
        return;
      }
      deliver(good.get(i), clock.ticks(at), clock.ticks(stop), out);
      at = stop;
    }
  }

  private static void deliver(ByteBuffer packet, long from, long to, Receiver out)
      throws MediaException {
    out.frame(
        Frame.on(TRACK)
            .time(from)
            .duration(to - from)
            .randomAccess(RandomAccess.SYNC)
            .payload(packet)
            .build());
  }

  private void forgetOpenPacket(Receiver out, String why) {
    if (joiner.open()) {
      tell(out, why + " a packet, of which " + joiner.bytes() + " bytes are left out");
      joiner.forget();
    }
  }

  private void tellOther(int serial, Receiver out) {
    if (others.add(serial)) {
      tell(
          out,
          "the stream " + Integer.toHexString(serial) + " beside the first Opus one is left out");
    }
  }

  private void tellGarbage(Receiver out) {
    if (garbage > 0) {
      String from = " at offset " + (offset - garbage);
      tell(out, garbage + " bytes" + from + " belong to no whole Ogg page and are left out");
      garbage = 0;
    }
  }

  private static void tell(Receiver out, String message) {
    out.event(MediaEvent.onTrack(MediaEvent.Kind.INPUT_SKIPPED, TRACK, message));
  }
}
