package io.boxwire.repair.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.Source;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import io.boxwire.api.codec.AssemblerOptions.FrameRate;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a whole recording of the same camera says of one that has no index. Immutable.
 *
 * @param video its video track
 * @param sound its audio track, if its samples need no sizes
 * @param leftOut what can't be found without an index, a sentence each
 */
record Reference(Video video, Optional<Sound> sound, List<String> leftOut) {
  /** How many samples are looked at for what is usual. */
  private static final int SAMPLES = 500;

  /** Audio whose bytes can be cut anywhere between audio frames. */
  private static final Set<String> CUT_ANYWHERE = Set.of("alaw", "ulaw");

  /** Samples of fewer bytes are single audio frames, and are put together. */
  private static final int SMALL = 64;

  private static final int FRAMES_TOGETHER = 1024;

  /**
   * The video track.
   *
   * @param format with its sample entries and no edits
   * @param frameDuration ticks of most samples
   * @param rate pictures a second, to the fraction that ticks can't hold
   * @param firstPicture the first sample as a stream, with the parameter sets
   */
  record Video(TrackFormat format, long frameDuration, FrameRate rate, ByteBuffer firstPicture) {
    SampleEntry entry() {
      return format.sampleEntries().get(0);
    }
  }

  /**
   * The audio track.
   *
   * @param format with its sample entries and no edits
   * @param block bytes of most samples
   * @param blockDuration their ticks
   */
  record Sound(TrackFormat format, int block, long blockDuration) {}

  /** Reads a reference. */
  static Reference read(Path file, Parts parts) throws MediaException {
    DemuxerOptions options = DemuxerOptions.of(PayloadForm.STREAM);
    try (Demuxer demuxer =
        parts.demuxers().using(parts.codecs()).open(new Source.File(file), options)) {
      Optional<Video> video = Optional.empty();
      Optional<Sound> sound = Optional.empty();
      List<String> leftOut = new ArrayList<>();
      for (TrackInfo track : demuxer.movie().tracks()) {
        SampleEntry entry = track.format().sampleEntries().get(0);
        if (video.isEmpty() && NalPlausibility.of(entry).isPresent()) {
          video = Optional.of(video(demuxer, track));
        } else if (sound.isEmpty() && CUT_ANYWHERE.contains(entry.type())) {
          sound = Optional.of(sound(demuxer, track));
        } else {
          leftOut.add(
              "track "
                  + track.id()
                  + " of the reference ("
                  + entry.type()
                  + ") is left out: where its samples lie can't be told without an index");
        }
      }
      if (video.isEmpty()) {
        throw MediaException.of(
            Code.UNSUPPORTED, "the reference has no H.264 or H.265 track: " + file);
      }
      return new Reference(video.get(), sound, List.copyOf(leftOut));
    }
  }

  private static Video video(Demuxer demuxer, TrackInfo track) throws MediaException {
    Optional<Frame> first = demuxer.read();
    while (first.isPresent() && first.get().track() != track.id()) {
      first = demuxer.read();
    }
    if (first.isEmpty() || track.codec().isEmpty()) {
      throw MediaException.of(
          Code.NO_CODEC, "no picture of the reference can be read: is the codec's plugin there?");
    }
    ByteBuffer payload = first.get().payload();
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    Usual usual = Usual.of(demuxer.samples(track.id()));
    return new Video(
        withoutEdits(track),
        Math.max(1, usual.duration()),
        usual.rate(track.format().timescale()),
        copy);
  }

  private static Sound sound(Demuxer demuxer, TrackInfo track) throws MediaException {
    Usual usual = Usual.of(demuxer.samples(track.id()));
    int times = usual.size() < SMALL ? FRAMES_TOGETHER : 1;
    return new Sound(
        withoutEdits(track),
        Math.max(1, usual.size()) * times,
        Math.max(1, usual.duration()) * times);
  }

  private static TrackFormat withoutEdits(TrackInfo track) {
    return track.format().toBuilder().edits(List.of(), 1).build();
  }

  /** What most of the first samples of a track are like. */
  private record Usual(int size, long duration, long ticks, int counted) {
    static Usual of(SampleCursor samples) throws MediaException {
      Map<Integer, Integer> sizes = new HashMap<>();
      Map<Long, Integer> durations = new HashMap<>();
      long ticks = 0;
      int counted = 0;
      for (int i = 0; i < SAMPLES && samples.next(); i++) {
        sizes.merge(samples.size(), 1, Integer::sum);
        durations.merge(samples.duration(), 1, Integer::sum);
      }
      long most = most(durations).orElse(0L);
      for (Map.Entry<Long, Integer> of : durations.entrySet()) {
        // A tick more or less is the rounding of a duration that ticks can't hold.
        if (Math.abs(of.getKey() - most) <= 1) {
          ticks += of.getKey() * of.getValue();
          counted += of.getValue();
        }
      }
      return new Usual(most(sizes).orElse(0), most, ticks, counted);
    }

    FrameRate rate(int timescale) {
      if (ticks <= 0 || ticks > Integer.MAX_VALUE) {
        return new FrameRate(timescale, (int) Math.min(Integer.MAX_VALUE, Math.max(1, duration)));
      }
      long samples = (long) timescale * counted;
      BigInteger common = BigInteger.valueOf(samples).gcd(BigInteger.valueOf(ticks));
      long divisor = common.longValue();
      return samples / divisor > Integer.MAX_VALUE
          ? new FrameRate(timescale, (int) Math.max(1, duration))
          : new FrameRate((int) (samples / divisor), (int) (ticks / divisor));
    }

    private static <T> Optional<T> most(Map<T, Integer> counts) {
      return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }
  }
}
