package io.boxwire.shell.internal;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MediaListener;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.CodecPlugin;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** An elementary stream that was opened, with the plugin for its codec. */
final class StreamSource {
  private static final int HEAD_BYTES = 1 << 16;

  private final ReadableByteChannel channel;
  private final Closeable closed;
  private final Assembler assembler;
  private final MediaListener listener;
  private final long size;

  private StreamSource(
      ReadableByteChannel channel,
      Closeable closed,
      Assembler assembler,
      MediaListener listener,
      long size) {
    this.channel = channel;
    this.closed = closed;
    this.assembler = assembler;
    this.listener = listener;
    this.size = size;
  }

  /**
   * Opens a stream.
   *
   * @param spec what was said of it
   * @param invocation the world
   * @throws UsageException if the codec is not known, or not of that kind
   * @throws MediaException if the stream can't be read
   */
  static StreamSource open(StreamSpec spec, Invocation invocation)
      throws UsageException, MediaException {
    if (spec.file().equals(Input.STANDARD_INPUT)) {
      // It belongs to the caller and stays open.
      return make(spec, invocation.input(), () -> {}, 0, invocation);
    }
    Path path = invocation.path(spec.file());
    try {
      Input.checkReadable(path);
      FileChannel channel = FileChannel.open(path);
      try {
        boolean regular = Files.isRegularFile(path);
        long size = regular ? channel.size() : 0;
        if (regular && size == 0) {
          throw MediaException.of(Code.MALFORMED, "the file is empty");
        }
        return make(spec, channel, channel, size, invocation);
      } catch (UsageException | IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw Failures.named(spec.file(), e);
    }
  }

  private static StreamSource make(
      StreamSpec spec,
      ReadableByteChannel channel,
      Closeable closed,
      long size,
      Invocation invocation)
      throws UsageException, MediaException {
    List<CodecPlugin> plugins =
        invocation.parts().codecs().stream().filter(p -> p.mediaType() == spec.kind()).toList();
    CodecPlugin plugin;
    if (spec.codec().isPresent()) {
      plugin = named(spec.codec().get(), plugins);
    } else if (channel instanceof FileChannel file && size > 0) {
      plugin = guess(spec.file(), head(file), plugins);
    } else {
      throw new UsageException("the codec of a pipe can't be guessed: " + spec.file() + ",codec=?");
    }
    Assembler assembler = plugin.newAssembler(spec.options());
    return new StreamSource(channel, closed, assembler, listener(spec, invocation), size);
  }

  /** Tells what happened to the stream under its name: its track has no number yet. */
  private static MediaListener listener(StreamSpec spec, Invocation invocation) {
    return event ->
        invocation.event(MediaEvent.of(event.kind(), spec.file() + ": " + event.message()));
  }

  private static CodecPlugin named(String codec, List<CodecPlugin> plugins) throws MediaException {
    return plugins.stream()
        .filter(p -> p.codec().equals(codec))
        .findFirst()
        .orElseThrow(
            () ->
                MediaException.of(
                    Code.NO_CODEC,
                    "no plugin for the codec "
                        + codec
                        + " is present, only for "
                        + names(plugins)));
  }

  private static CodecPlugin guess(String name, ByteBuffer head, List<CodecPlugin> plugins)
      throws MediaException {
    CodecPlugin best = null;
    int likelihood = 0;
    for (CodecPlugin plugin : plugins) {
      int said = plugin.probe(head.duplicate(), Path.of(name).getFileName().toString());
      if (said > likelihood) {
        best = plugin;
        likelihood = said;
      }
    }
    return Optional.ofNullable(best)
        .orElseThrow(
            () ->
                MediaException.of(
                    Code.NO_CODEC,
                    "its codec can't be guessed; codec= says it: " + names(plugins)));
  }

  private static String names(List<CodecPlugin> plugins) {
    TreeSet<String> names = new TreeSet<>();
    plugins.forEach(p -> names.add(p.codec()));
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static ByteBuffer head(FileChannel file) throws MediaException {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    try {
      while (head.hasRemaining() && file.read(head, head.position()) >= 0) {
        // Reads on until the buffer is full, or the file at its end.
      }
    } catch (IOException e) {
      throw Failures.io("it can't be read", e);
    }
    return head.flip().asReadOnlyBuffer();
  }

  /** How many bytes the stream has; 0 if it does not say. */
  long size() {
    return size;
  }

  /** Begins to read; the reader closes the stream. */
  StreamReader reader() {
    return new StreamReader(channel, assembler, StreamReader.WINDOW_BYTES, listener, closed);
  }
}
