package io.boxwire.repair.internal;

import io.boxwire.api.Durability;
import io.boxwire.api.FileRegion;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.RepairReport;
import io.boxwire.api.RepairReport.Outcome;
import io.boxwire.api.RepairRequest;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.bitstream.NalUnits;
import io.boxwire.box.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds pictures and sound in a file whose index was never written, by what they look like, and
 * writes them into another file with the sample entries and the frame rate of a reference.
 */
final class Salvage implements MediaScan.Sink {
  /** The file is open until the muxer is closed. */
  private static final PayloadOwner STAYS_OPEN =
      new PayloadOwner() {
        @Override
        public void retain() {
          // Nothing is counted.
        }

        @Override
        public void release() {
          // Nothing is counted.
        }
      };

  private static final double MOST_DRIFT = 0.02;

  private final FileChannel file;
  private final Reference like;
  private final Muxer muxer;
  private final PictureCutter pictures;
  private final int lengthSize;
  private final int video;
  private final Optional<Integer> sound;
  private final Map<Integer, Long> samples = new HashMap<>();

  private long soundTime;
  private long pictureEnd;
  private long lost;
  private long firstBad = -1;
  private long resyncs;

  private Salvage(FileChannel file, Reference like, CodecPlugin plugin, Muxer muxer)
      throws MediaException {
    this.file = file;
    this.like = like;
    this.muxer = muxer;
    this.lengthSize = NalPlausibility.lengthSize(like.video().entry());
    this.video = muxer.addTrack(like.video().format());
    this.sound =
        like.sound().isPresent()
            ? Optional.of(muxer.addTrack(like.sound().get().format()))
            : Optional.empty();
    this.pictures = new PictureCutter(plugin, like.video());
  }

  /**
   * Salvages a file.
   *
   * @param request with an output and a reference
   * @param shape of the input, which has no {@code moov}
   * @param parts what is worked with
   * @return what was found
   * @throws MediaException if that is too little, or can't be done; there is no output then
   */
  static RepairReport run(RepairRequest request, FileShape shape, Parts parts)
      throws MediaException, InterruptedException {
    if (shape.media().isEmpty()) {
      throw MediaException.of(Code.MALFORMED, "there is neither an index nor media data");
    }
    if (request.like().isEmpty() || request.output().isEmpty()) {
      throw MediaException.of(
          Code.UNSUPPORTED,
          "the index was never written: what is in the file can be searched for, into another"
              + " file, with a whole recording of the same camera as a reference");
    }
    Reference like = Reference.read(request.like().get(), parts);
    CodecPlugin plugin =
        parts
            .codec(like.video().entry())
            .orElseThrow(() -> MediaException.of(Code.NO_CODEC, "the video's codec has no plugin"));
    RepairFiles.checkNobodyWrites(request.input());
    try (FileChannel file = FileChannel.open(request.input(), StandardOpenOption.READ)) {
      return run(file, request, shape.media().get().payloadPosition(), like, plugin, parts);
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw MediaException.io("reading " + request.input() + " failed", e);
    }
  }

  private static RepairReport run(
      FileChannel file,
      RepairRequest request,
      long start,
      Reference like,
      CodecPlugin plugin,
      Parts parts)
      throws IOException, InterruptedException {
    Path output = request.output().get();
    MuxerOptions options =
        MuxerOptions.builder()
            .layout(Layout.PROGRESSIVE)
            .durability(Durability.never())
            .beforeFirstSync(MuxerOptions.BeforeFirstSync.STORE)
            .listener(request.listener())
            .build();
    MediaBytes bytes = new MediaBytes(ByteSource.of(file), start, file.size());
    Muxer muxer = parts.muxers().open(new Sink.File(output), options);
    boolean complete = false;
    Salvage salvage;
    try (muxer) {
      salvage = new Salvage(file, like, plugin, muxer);
      salvage.scan(bytes);
      complete = true;
    } finally {
      if (!complete) {
        Files.deleteIfExists(output);
      }
    }
    return salvage.report(output, bytes);
  }

  private void scan(MediaBytes bytes) throws MediaException, InterruptedException {
    NalPlausibility rules = NalPlausibility.of(like.video().entry()).orElseThrow();
    NalUnits units = new NalUnits().parseAnnexB(like.video().firstPicture().duplicate());
    for (int i = 0; i < units.size(); i++) {
      rules.learn(units.slice(like.video().firstPicture(), i));
    }
    int block = like.sound().map(Reference.Sound::block).orElse(0);
    new MediaScan(bytes, rules, lengthSize, block).run(this);
    pictures.finish();
    writePictures();
    if (samples.getOrDefault(video, 0L) == 0) {
      throw MediaException.of(
          Code.MALFORMED, "no picture was found: is the reference of the same camera?");
    }
    lost += pictures.left();
  }

  @Override
  public void unit(long position, ByteBuffer unit) throws MediaException, InterruptedException {
    pictures.unit(position, lengthSize, unit);
    writePictures();
  }

  private void writePictures() throws MediaException, InterruptedException {
    for (Optional<PictureCutter.Picture> next = pictures.poll();
        next.isPresent();
        next = pictures.poll()) {
      PictureCutter.Picture picture = next.get();
      if (picture.lost() > 0) {
        bad(picture.position() + picture.size(), picture.lost());
      }
      pictureEnd = picture.decodeTime() + like.video().frameDuration();
      write(
          Frame.on(video)
              .times(picture.decodeTime(), picture.compositionTime())
              .duration(like.video().frameDuration())
              .randomAccess(picture.access()),
          picture.position(),
          picture.size());
    }
  }

  @Override
  public void between(long from, long to, boolean unitFollows, boolean zeros)
      throws MediaException, InterruptedException {
    if (sound.isEmpty() || zeros) {
      bad(from, to - from);
      resyncs += unitFollows ? 1 : 0;
      return;
    }
    Reference.Sound of = like.sound().get();
    for (long at = from; at < to; at += of.block()) {
      int size = (int) Math.min(of.block(), to - at);
      long duration = Math.max(1, of.blockDuration() * size / of.block());
      write(
          Frame.on(sound.get()).time(soundTime).duration(duration).randomAccess(RandomAccess.SYNC),
          at,
          size);
      soundTime += duration;
    }
  }

  private void bad(long position, long bytes) {
    firstBad = firstBad < 0 ? position : firstBad;
    lost += bytes;
  }

  private void write(Frame.Builder frame, long position, int size)
      throws MediaException, InterruptedException {
    Frame built =
        frame
            .descriptionIndex(1)
            .region(new FileRegion(file, position, size))
            .transferred(STAYS_OPEN)
            .build();
    muxer.write(built);
    samples.merge(built.track(), 1L, Long::sum);
  }

  private RepairReport report(Path output, MediaBytes bytes) {
    List<String> remarks = new ArrayList<>();
    long all = bytes.end() - bytes.start();
    remarks.add(
        String.format(
            Locale.ROOT,
            "%.2f %% of %d bytes of media are explained, with %d resynchronisations",
            100.0 * (all - lost) / Math.max(1, all),
            all,
            resyncs));
    if (firstBad >= 0) {
      remarks.add("skipped " + lost + " bytes, the first of them from offset " + firstBad);
    } else if (lost > 0) {
      remarks.add("skipped the last " + lost + " bytes, which are no whole picture");
    }
    Reference.Video of = like.video();
    remarks.add(
        String.format(
            Locale.ROOT,
            "times are counted from the frame rate of the reference, %.3f a second",
            (double) of.rate().numerator() / of.rate().denominator()));
    sound.ifPresent(track -> compareLengths(remarks));
    remarks.addAll(like.leftOut());
    return RepairReport.of(Outcome.SALVAGED, output, samples, lost, remarks);
  }

  /** Sound has a clock of its own: if it runs otherwise, the frame rate was another. */
  private void compareLengths(List<String> remarks) {
    double heard = (double) soundTime / like.sound().get().format().timescale();
    double seen = (double) pictureEnd / like.video().format().timescale();
    if (Math.abs(heard - seen) > MOST_DRIFT * Math.max(heard, seen)) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "there are %.1f s of sound and %.1f s of pictures: the frame rate may have been"
                  + " another, or pictures are missing",
              heard,
              seen));
    }
  }
}
