package io.boxwire.repair.internal;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairReport.Outcome;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Repairer;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.box.ByteSource;
import io.boxwire.box.EndCopy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Repairs MP4 files. Needs no OSGi. */
public final class Mp4Repairer implements Repairer {
  private final Optional<Parts> parts;

  /** Makes a repairer that has nothing to work with yet; see {@link #using}. */
  public Mp4Repairer() {
    this.parts = Optional.empty();
  }

  Mp4Repairer(Parts parts) {
    this.parts = Optional.of(parts);
  }

  @Override
  public Repairer using(
      MuxerFactory muxers, DemuxerFactory demuxers, Collection<? extends CodecPlugin> codecs) {
    return new Mp4Repairer(new Parts(muxers, demuxers, List.copyOf(codecs)));
  }

  @Override
  public RepairReport repair(RepairRequest request) throws MediaException, InterruptedException {
    Parts with = parts.orElseThrow(Parts::missing);
    Path input = request.input();
    FileShape shape = look(input);
    if (shape.movie().isEmpty() && head(input).isEmpty()) {
      return Salvage.run(request, shape, with);
    }
    if (request.output().isEmpty()) {
      return inPlace(with, input, shape, request);
    }
    RepairFiles.checkNobodyWrites(input);
    Path output = request.output().get();
    RepairFiles.copy(input, output);
    try {
      return inPlace(with, output, shape, request);
    } catch (MediaException | InterruptedException | RuntimeException e) {
      RepairFiles.discard(output, e);
      throw e;
    }
  }

  private static FileShape look(Path file) throws MediaException {
    return RepairFiles.reading(file, channel -> FileShape.of(ByteSource.of(channel)));
  }

  private static Optional<EndCopy> head(Path file) throws MediaException {
    return RepairFiles.reading(file, channel -> EndCopy.find(ByteSource.of(channel)));
  }

  private static boolean headLost(Path file) throws MediaException {
    return RepairFiles.reading(
        file,
        channel -> {
          ByteSource source = ByteSource.of(channel);
          Optional<EndCopy> end = EndCopy.find(source);
          return end.isPresent() && HeadRebuilder.needed(source, end.get());
        });
  }

  private static RepairReport inPlace(Parts with, Path file, FileShape shape, RepairRequest request)
      throws MediaException, InterruptedException {
    boolean begins = shape.movie().isPresent() && !headLost(file);
    Optional<RepairReport> finished =
        begins ? finish(with, file, shape, request) : Optional.empty();
    return finished.isPresent() ? finished.get() : rebuild(with, file, request);
  }

  private static Optional<RepairReport> finish(
      Parts with, Path file, FileShape shape, RepairRequest request)
      throws MediaException, InterruptedException {
    Layout layout = shape.hybrid() ? Layout.HYBRID : Layout.FRAGMENTED;
    return new Finisher(with, file, layout, request.listener()).finish();
  }

  /** The beginning is lost, or that of another file: what the end keeps of it is written anew. */
  private static RepairReport rebuild(Parts with, Path file, RepairRequest request)
      throws MediaException, InterruptedException {
    long bytes =
        RepairFiles.changing(
            file,
            channel -> {
              EndCopy end =
                  EndCopy.find(ByteSource.of(channel))
                      .orElseThrow(
                          () ->
                              MediaException.of(
                                  Code.TRUNCATED, "no fragment of the recording is whole"));
              return HeadRebuilder.rebuild(channel, end);
            });
    RepairReport rest =
        finish(with, file, look(file), request)
            .orElseThrow(
                () -> MediaException.of(Code.TRUNCATED, "no fragment of the recording is whole"));
    List<String> remarks = new ArrayList<>();
    remarks.add("the first " + bytes + " bytes were lost and are written anew from the end");
    // Nothing has shown yet that what the end names is there.
    ReadableSamples readable = ReadableSamples.of(with.demuxers(), file);
    remarks.addAll(readable.missing());
    remarks.addAll(rest.remarks());
    return RepairReport.of(Outcome.FINALISED, file, readable.counts(), rest.bytesLost(), remarks);
  }
}
