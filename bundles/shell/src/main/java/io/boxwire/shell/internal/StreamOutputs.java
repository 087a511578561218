package io.boxwire.shell.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.TrackInfo;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where {@code demux} writes its streams: one output, or a folder with a file for each track. */
final class StreamOutputs implements AutoCloseable {
  private final Optional<Output> single;
  private final Path folder;
  private final List<Path> inputs;
  private final Arguments arguments;
  private final Invocation invocation;
  private final List<Output> opened = new ArrayList<>();
  private boolean folderMade;

  private StreamOutputs(
      Optional<Output> single,
      Path folder,
      List<Path> inputs,
      Arguments arguments,
      Invocation invocation) {
    this.single = single;
    this.folder = folder;
    this.inputs = inputs;
    this.arguments = arguments;
    this.invocation = invocation;
  }

  /** One stream. */
  static StreamOutputs single(Output output, Arguments arguments, Invocation invocation) {
    return new StreamOutputs(Optional.of(output), output.path(), List.of(), arguments, invocation);
  }

  /**
   * A folder.
   *
   * @throws UsageException if it exists and may not be written to, or can't be a folder
   */
  static StreamOutputs folder(
      String name, List<Path> inputs, Arguments arguments, Invocation invocation)
      throws UsageException {
    if (name.equals("-")) {
      throw new UsageException("standard output takes one stream: --track says which");
    }
    Path folder = invocation.path(name);
    Output.refuseInputs(folder, inputs);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UsageException("not a folder: " + name + " (--track writes a single stream)");
    }
    if (Files.exists(folder) && !arguments.has(Syntax.OVERWRITE)) {
      throw new UsageException("the output exists: " + name + " (-y replaces what is in the way)");
    }
    return new StreamOutputs(Optional.empty(), folder, inputs, arguments, invocation);
  }

  /** Opens the stream of a track. */
  WritableByteChannel channel(TrackInfo track) throws UsageException, MediaException {
    Output output;
    if (single.isPresent()) {
      output = single.get();
    } else {
      makeFolder();
      Path file = folder.resolve("track" + track.id() + "." + extension(track));
      output = Output.of(file, inputs, arguments, invocation);
    }
    WritableByteChannel channel = output.channel();
    opened.add(output);
    return channel;
  }

  private void makeFolder() throws MediaException {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectory(folder);
      folderMade = true;
    } catch (IOException e) {
      throw Failures.io("can't make the folder " + folder, e);
    }
  }

  /** The usual extension of a stream; the sample entry's type where no plugin knows the codec. */
  private String extension(TrackInfo track) {
    String stored = track.format().sampleEntries().get(0).type();
    return TrackStream.plugin(track, invocation.parts().codecs())
        .map(CodecPlugin::fileExtension)
        .or(track::codec)
        .orElse(stored)
        .replaceAll("[^A-Za-z0-9]", "_");
  }

  /** Removes what was written. */
  void discard() {
    opened.forEach(Output::discard);
    if (folderMade) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        invocation.error("can't remove " + folder + ": ", e);
      }
    }
  }

  @Override
  public void close() throws MediaException {
    MediaException failure = null;
    for (Output output : opened) {
      try {
        output.close();
      } catch (MediaException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
