package io.boxwire.device.k230.internal.media;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A file that is read, and the demuxer that reads it: opened together, closed together.
 *
 * @param path of the file
 * @param file the file
 * @param demuxer what reads it; video comes in byte stream form (Annex B)
 */
public record DemuxedFile(Path path, SteadyFile file, Demuxer demuxer) {
  /**
   * Opens a file; leaves nothing open if that fails, whatever is thrown.
   *
   * @param path of the file
   * @param demuxers opens the demuxer
   * @param warnings is told what the demuxer notices, in sentences that name the file
   * @throws MediaException {@code IO} if there is no such file or it can't be read; the errors of
   *     reading
   */
  public static DemuxedFile open(Path path, DemuxerFactory demuxers, Consumer<String> warnings)
      throws MediaException {
    DemuxerOptions options =
        DemuxerOptions.builder()
            .payloadForm(PayloadForm.STREAM)
            .listener(event -> warnings.accept(path + ": " + event.message()))
            .build();
    SteadyFile file = SteadyFile.open(path);
    try {
      return new DemuxedFile(path, file, demuxers.open(new Source.Seekable(file), options));
    } catch (MediaException | RuntimeException | Error e) {
      try {
        file.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /**
   * Closes both.
   *
   * @throws MediaException if one of them can't be closed properly; both are let go all the same
   */
  public void close() throws MediaException {
    try (file) {
      demuxer.close();
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw MediaException.io("closing " + path, e);
    }
  }
}
