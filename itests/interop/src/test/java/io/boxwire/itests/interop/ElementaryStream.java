package io.boxwire.itests.interop;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.ServiceLoader;

/** An elementary stream cut into frames by its plugin, and what it takes to mux several of them. */
record ElementaryStream(TrackFormat format, List<Frame> frames) {

  static Boxwire boxwire() {
    return Boxwire.load(ElementaryStream.class.getClassLoader());
  }

  private static CodecPlugin plugin(String codec) {
    return ServiceLoader.load(CodecPlugin.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(p -> p.codec().equals(codec))
        .findFirst()
        .orElseThrow();
  }

  /** Cuts a file, presented in windows of a size that makes access units straddle them. */
  static ElementaryStream cut(String codec, Path file, AssemblerOptions options)
      throws IOException {
    Assembler assembler = plugin(codec).newAssembler(options);
    List<Frame> frames = new ArrayList<>();
    byte[] all = Files.readAllBytes(file);
    int begin = 0;
    int window = 5_000;
    int end = Math.min(window, all.length);
    while (end < all.length) {
      ByteBuffer in = ByteBuffer.wrap(all, begin, end - begin).slice();
      assembler.assemble(in, frame -> frames.add(frame.keep()));
      begin += in.position();
      end = Math.min(Math.max(end, begin) + window, all.length);
    }
    ByteBuffer rest = ByteBuffer.wrap(all, begin, all.length - begin).slice();
    assembler.finish(rest, frame -> frames.add(frame.keep()));
    return new ElementaryStream(assembler.format().orElseThrow(), frames);
  }

  /** Muxes streams in time order, as one thread would that reads them all. */
  static void mux(
      List<ElementaryStream> streams, Path out, Layout layout, ParameterSets parameterSets)
      throws IOException, InterruptedException {
    Files.deleteIfExists(out);
    mux(streams, new Sink.File(out), layout, parameterSets);
  }

  /** Muxes streams in time order into any sink. */
  static void mux(
      List<ElementaryStream> streams, Sink sink, Layout layout, ParameterSets parameterSets)
      throws IOException, InterruptedException {
    MuxerOptions options =
        MuxerOptions.builder()
            .layout(layout)
            .beforeFirstSync(MuxerOptions.BeforeFirstSync.STORE)
            .build();
    try (Muxer muxer = boxwire().muxers().open(sink, options)) {
      List<Deque<Frame>> queues = new ArrayList<>();
      for (ElementaryStream stream : streams) {
        int track =
            muxer.addTrack(stream.format().toBuilder().parameterSets(parameterSets).build());
        Deque<Frame> queue = new ArrayDeque<>();
        for (Frame frame : stream.frames()) {
          queue.add(renumbered(frame, track));
        }
        queues.add(queue);
      }
      for (int next = earliest(streams, queues); next >= 0; next = earliest(streams, queues)) {
        muxer.write(queues.get(next).remove());
      }
    }
  }

  private static Frame renumbered(Frame frame, int track) {
    Frame.Builder copy =
        Frame.on(track)
            .times(frame.decodeTime(), frame.compositionTime())
            .duration(frame.duration())
            .randomAccess(frame.randomAccess())
            .payload(frame.payload());
    frame.units().ifPresent(copy::units);
    return copy.build();
  }

  private static int earliest(List<ElementaryStream> streams, List<Deque<Frame>> queues) {
    int best = -1;
    for (int i = 0; i < queues.size(); i++) {
      if (!queues.get(i).isEmpty() && (best < 0 || before(streams, queues, i, best))) {
        best = i;
      }
    }
    return best;
  }

  private static boolean before(
      List<ElementaryStream> streams, List<Deque<Frame>> queues, int a, int b) {
    BigInteger left =
        BigInteger.valueOf(queues.get(a).peek().decodeTime())
            .multiply(BigInteger.valueOf(streams.get(b).format().timescale()));
    BigInteger right =
        BigInteger.valueOf(queues.get(b).peek().decodeTime())
            .multiply(BigInteger.valueOf(streams.get(a).format().timescale()));
    return left.compareTo(right) < 0;
  }
}
