package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.box.Box;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.MalformedBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.TrackExtendsBox;
import io.boxwire.box.TrackFragmentDecodeTimeBox;
import io.boxwire.box.TrackFragmentHeaderBox;
import io.boxwire.box.TrackRunBox;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Understands a {@code moof}. For one thread at a time. */
final class FragmentParser {
  /** How many samples may take no bytes at all, neither in the fragment nor elsewhere. */
  private static final long MOST_EMPTY_SAMPLES = 65_536;

  private final Map<Integer, Track> tracks;
  private final PlainFragmentParser plain;

  FragmentParser(Movie movie) {
    this.tracks = movie.tracks().stream().collect(Collectors.toMap(Track::id, Function.identity()));
    this.plain = plain();
  }

  /** A parser of its own for plain fragments. */
  PlainFragmentParser plain() {
    return new PlainFragmentParser(tracks);
  }

  /**
   * Understands a fragment.
   *
   * @param header its place
   * @param moof the bytes of the box from its header on, big endian; kept
   * @return the fragment, with a problem instead of tracks if it breaks the format
   * @throws MediaException if it breaks the format so that not even its boxes can be told
   */
  Fragment parse(BoxHeader header, ByteBuffer moof) throws MediaException {
    Optional<Fragment> usual = plain.parse(header, moof);
    if (usual.isPresent()) {
      return usual.get();
    }
    BoxReader reader = BoxReader.of(ByteSource.of(moof, header.position())).tolerant();
    return parse(header, reader.read(header));
  }

  /**
   * Understands a fragment.
   *
   * @param header its place
   * @param moof the box, in memory
   * @return the fragment, with a problem instead of tracks if it breaks the format
   */
  Fragment parse(BoxHeader header, Box moof) {
    try {
      if (moof.content() instanceof MalformedBox broken) {
        throw broken.problem();
      }
      if (!(moof.content() instanceof ParentBox parent)) {
        throw malformed("it has no boxes inside", header.position());
      }
      return Fragment.of(header, parse(parent, header.position()));
    } catch (MediaException e) {
      return Fragment.broken(header, e);
    }
  }

  private List<TrackFragment> parse(ParentBox moof, long position) throws MediaException {
    List<TrackFragment> parsed = new ArrayList<>();
    // Without a base of its own, a further traf starts where the data of the one before ends.
    long dataEnd = position;
    for (ParentBox traf : moof.parents(ContainerBox.TRAF)) {
      for (MalformedBox broken : traf.children(MalformedBox.class)) {
        if (broken.type().equals(TrackFragmentHeaderBox.TYPE)
            || broken.type().equals(TrackFragmentDecodeTimeBox.TYPE)
            || broken.type().equals(TrackRunBox.TYPE)) {
          throw broken.problem();
        }
      }
      TrackFragmentHeaderBox tfhd =
          traf.child(TrackFragmentHeaderBox.class)
              .orElseThrow(() -> malformed("a traf without tfhd", position));
      long base = dataEnd;
      if (tfhd.has(TrackFragmentHeaderBox.BASE_DATA_OFFSET)) {
        base = tfhd.baseDataOffset();
      } else if (tfhd.has(TrackFragmentHeaderBox.DEFAULT_BASE_IS_MOOF)) {
        base = position;
      }
      Track track = tfhd.trackId() > Integer.MAX_VALUE ? null : tracks.get((int) tfhd.trackId());
      TrackExtendsBox trex = track == null ? TrackExtendsBox.of(tfhd.trackId()) : track.defaults();
      List<TrackRun> runs = runs(traf, defaults(tfhd, trex), base, position);
      if (!runs.isEmpty()) {
        TrackRun last = runs.get(runs.size() - 1);
        dataEnd = Ticks.addCapped(last.offset(), last.totalSize());
      }
      if (track != null && !runs.isEmpty()) {
        parsed.add(
            new TrackFragment(
                track,
                decodeTime(traf, position),
                description(tfhd, trex),
                runs,
                SampleGroups.of(traf)));
      }
    }
    return parsed;
  }

  private static TrackRun.Defaults defaults(TrackFragmentHeaderBox tfhd, TrackExtendsBox trex) {
    return new TrackRun.Defaults(
        tfhd.has(TrackFragmentHeaderBox.DEFAULT_SAMPLE_DURATION)
            ? tfhd.defaultSampleDuration()
            : trex.defaultSampleDuration(),
        tfhd.has(TrackFragmentHeaderBox.DEFAULT_SAMPLE_SIZE)
            ? tfhd.defaultSampleSize()
            : trex.defaultSampleSize(),
        tfhd.has(TrackFragmentHeaderBox.DEFAULT_SAMPLE_FLAGS)
            ? tfhd.defaultSampleFlags()
            : trex.defaultSampleFlags());
  }

  private static List<TrackRun> runs(
      ParentBox traf, TrackRun.Defaults defaults, long base, long position) throws MediaException {
    List<TrackRun> runs = new ArrayList<>();
    long at = base;
    for (TrackRunBox trun : traf.children(TrackRunBox.class)) {
      boolean empty = trun.samples().layout().entryBits() == 0 && defaults.size() == 0;
      if (empty && trun.samples().count() > MOST_EMPTY_SAMPLES) {
        throw malformed("a trun of " + trun.samples().count() + " samples of no size", position);
      }
      if (trun.has(TrackRunBox.DATA_OFFSET)) {
        at = base + trun.dataOffset();
      }
      if (at < 0) {
        throw malformed("a trun whose samples lie at " + at, position);
      }
      TrackRun run = TrackRun.of(trun, defaults, at);
      runs.add(run);
      at = Ticks.addCapped(at, run.totalSize());
    }
    return runs;
  }

  private static OptionalLong decodeTime(ParentBox traf, long position) throws MediaException {
    Optional<TrackFragmentDecodeTimeBox> tfdt = traf.child(TrackFragmentDecodeTimeBox.class);
    if (tfdt.isEmpty()) {
      return OptionalLong.empty();
    }
    long time = tfdt.get().baseMediaDecodeTime();
    if (time < 0 || time > Ticks.LIMIT) {
      throw malformed("a tfdt of " + Long.toUnsignedString(time), position);
    }
    return OptionalLong.of(time);
  }

  private static int description(TrackFragmentHeaderBox tfhd, TrackExtendsBox trex) {
    long index =
        tfhd.has(TrackFragmentHeaderBox.SAMPLE_DESCRIPTION_INDEX)
            ? tfhd.sampleDescriptionIndex()
            : trex.defaultSampleDescriptionIndex();
    return (int) Math.min(index, Integer.MAX_VALUE);
  }

  private static MediaException malformed(String message, long position) {
    return MediaException.at(Code.MALFORMED, message, "moof", position);
  }
}
