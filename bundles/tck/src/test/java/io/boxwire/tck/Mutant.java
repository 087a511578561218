package io.boxwire.tck;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaType;
import io.boxwire.api.codec.CodecPlugin;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each breaks one clause, and the test that must find it out. */
enum Mutant {
  UPPER_CASE(Clause.CODEC_NAME, "codecName", () -> FaultyPlugins.named("Toy")),
  OTHER_KIND(Clause.MEDIA_TYPE, "mediaType", () -> FaultyPlugins.ofKind(MediaType.OTHER)),
  EXTENSION_WITH_A_DOT(
      Clause.FILE_EXTENSION, "fileExtension", () -> FaultyPlugins.withExtension(".toy")),
  STREAM_WITHOUT_END(
      Clause.STREAM_WRITER, "streamWrittenAgain", FaultyPlugins::forgettingTheEndOfAStream),
  EMPTY_SAMPLE(Clause.SAMPLE, "refusedFrame", FaultyPacketizers::makingEmptySamples),
  THREE_CHARACTERS(
      Clause.SAMPLE_ENTRIES, "sampleEntries", () -> FaultyPlugins.withEntries("toy1", "toy")),
  ENTRY_NOT_NAMED(Clause.SAMPLE_ENTRIES, "sampleEntries", () -> FaultyPlugins.withEntries("toy2")),
  MATCHES_ANYTHING(Clause.MATCHES, "sampleEntry_isReadBack", () -> FaultyPlugins.matching(true)),
  MATCHES_NOT_ITS_OWN(
      Clause.MATCHES, "sampleEntry_isReadBack", () -> FaultyPlugins.matching(false)),
  NO_CODEC_STRING(Clause.CODEC_STRING, "sampleEntry_isReadBack", FaultyPlugins::withoutCodecString),
  CODEC_STRING_FAILS(Clause.CODEC_STRING, "hostileBoxes", FaultyPlugins::failingOnDamagedEntries),
  DESCRIBES_BLINDLY(Clause.DESCRIBE, "boxes_areDescribed", FaultyPlugins::describingWithoutALook),
  DESCRIBES_AND_MOVES(
      Clause.DESCRIBE, "boxes_areDescribed", FaultyPlugins::consumingWhatItDescribes),
  PROBES_ANYTHING(Clause.PROBE, "ownStream_scoresMost", () -> FaultyPlugins.probing(50)),
  PROBES_TOO_MUCH(Clause.PROBE, "anyBytes_neverFails", () -> FaultyPlugins.probing(101)),
  PROBE_FAILS(Clause.PROBE, "anyBytes_neverFails", FaultyPlugins::probingNames),
  LOSES_A_FRAME(Clause.RAW_STREAM, "wholeStream", FaultyPlugins::losingTheLastFrame),
  LEAVES_A_REST(Clause.WINDOW, "wholeStream", FaultyPlugins::leavingARest),
  ENDS_WITH_THE_WINDOW(Clause.ANY_WINDOW, "anyWindow", FaultyPlugins::endingWithTheWindow),
  NO_FORMAT(Clause.STREAM_FORMAT, "wholeStream", FaultyPlugins::withoutFormat),
  ASSEMBLER_FAILS(Clause.ASSEMBLER_ERRORS, "hostileStream", FaultyPlugins::failingOnDamagedStreams),
  ASSEMBLER_HANGS(Clause.ASSEMBLER_ERRORS, "hostileStream", FaultyPlugins::searchingWithoutEnd),
  CHANGES_A_BIT(Clause.ROUND_TRIP, "realFrames", FaultyPacketizers::changingABit),
  FORGETS_A_FORM(Clause.PAYLOAD_FORM, "payloadsReadBack", FaultyPlugins::forgettingAForm),
  NO_SYNC(Clause.SYNC, "haveSyncFlags", FaultyPacketizers::withoutSync),
  NO_DURATION(Clause.DURATION, "haveSyncFlags", FaultyPacketizers::withoutDuration),
  CUTTABLE(
      Clause.AUDIO_FRAMES,
      "audioFrames",
      () -> FaultyPlugins.withDepacketizer(FaultyPlugins.cuttable())),
  OTHER_CODEC_STRING(
      Clause.CONFIGURATION, "firstSample", () -> FaultyPacketizers.withCodecString("toy1.9")),
  NO_CONFIGURATION(
      Clause.CONFIGURATION,
      "firstSample",
      () -> FaultyPacketizers.configured(good -> Optional.empty())),
  REPORTS_AGAIN(
      Clause.CONFIGURATION_ONCE, "unchanged_isReportedOnce", FaultyPacketizers::reportingAgain),
  MISSES_CHANGES(Clause.CONFIGURATION_CHANGE, "changeInBand", FaultyPacketizers::missingChanges),
  BROKEN_IN_BAND(Clause.IN_BAND, "firstSample", FaultyPacketizers::withBrokenInBand),
  PACKETIZER_FAILS(
      Clause.PACKETIZER_ERRORS,
      "hostileFrames",
      () -> FaultyPacketizers.throwing(IllegalArgumentException::new)),
  OTHER_CODE(
      Clause.PACKETIZER_ERRORS,
      "hostileFrames",
      () ->
          FaultyPacketizers.throwing(
              e -> MediaException.of(MediaException.Code.MALFORMED, e.getMessage()))),
  ALLOCATES(Clause.BOUNDED, "hostileFrames", FaultyPacketizers::allocatingWhatIsDeclared),
  DEPACKETIZER_FAILS(
      Clause.DEPACKETIZER_ERRORS,
      "hostileSamples",
      () -> FaultyPlugins.withDepacketizer((sample, access, out) -> sample.getLong(8))),
  BELIEVES_BOXES(Clause.ENTRY_ERRORS, "hostileBoxes", FaultyPlugins::readingBoxesWithoutALook),
  FORGETS_ON_ERRORS(Clause.STATE_KEPT, "refusedFrame", FaultyPacketizers::forgettingOnErrors),
  SPEAKS_OF_NO_PICTURE(Clause.NO_PICTURE, "hostileFrames", FaultyPacketizers::speakingOfNoPicture),
  BEGINS_ANEW(Clause.SWAP, "inFrontOfEveryFrame", FaultyPacketizers::beginningAnew),
  COUNTS_FRAMES(Clause.SWAP, "onceAnywhere", FaultyPacketizers::countingFrames),
  LARGE_SNAPSHOTS(Clause.SNAPSHOT_SIZE, "snapshot_isSmall", FaultyPacketizers::withLargeSnapshots),
  MEDIA_IN_SNAPSHOTS(
      Clause.SNAPSHOT_SIZE, "snapshot_isSmall", FaultyPacketizers::withMediaInSnapshots),
  TRUSTS_SNAPSHOTS(
      Clause.SNAPSHOT_FOREIGN, "foreignSnapshot", FaultyPacketizers::trustingSnapshots),
  CLOSES_ONCE(Clause.CLOSE, "closedTwice", FaultyPacketizers::closingOnce),
  KEEPS_PAYLOADS(Clause.NOT_KEPT, "isCollected", FaultyMemory::keepingPayloads),
  LOOKS_BACK(Clause.NOT_KEPT, "overwrittenAfterTheCall", FaultyMemory::lookingBack),
  OVERWRITES(Clause.NOT_CHANGED, "isUnchanged", FaultyMemory::overwritingPayloads),
  MOVES_POSITIONS(Clause.NOT_CHANGED, "isUnchanged", FaultyMemory::movingPositions),
  FIRST_SLICE_ONLY(Clause.ANY_BUFFER, "anyBuffer", FaultyMemory::readingTheFirstSliceOnly),
  READS_ARRAYS(Clause.ANY_BUFFER, "anyBuffer", FaultyMemory::readingArrays),
  REUSES_MEMORY(Clause.PIECES_STAND, "piecesGiven", FaultyMemory::reusingItsMemory),
  SHARES_STATE(Clause.THREADS, "tracksInTurn", FaultyPacketizers::sharingState),
  SHARES_STATE_AT_ONCE(Clause.THREADS, "tracksAtOnce", FaultyPacketizers::sharingState),
  REUSES_MEMORY_IN_A_FILE(Clause.FILES, "everyLayout", FaultyMemory::reusingItsMemory),
  UNREADABLE_BOX(Clause.FILES, "everyLayout", FaultyPacketizers::withUnreadableBox);

  private final Clause clause;
  private final String test;
  private final Supplier<CodecPlugin> plugin;

  Mutant(Clause clause, String test, Supplier<CodecPlugin> plugin) {
    this.clause = clause;
    this.test = test;
    this.plugin = plugin;
  }

  Clause clause() {
    return clause;
  }

  CodecPlugin plugin() {
    return plugin.get();
  }

  /** The one test of the kit that this mutant is for. */
  String test() {
    List<String> found =
        Stream.of(CodecPluginTck.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(Method::getName)
            .filter(name -> name.contains(test))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(test + " is the name of " + found);
    }
    return found.get(0);
  }

  static List<Clause> clauses() {
    return Arrays.stream(values()).map(Mutant::clause).distinct().toList();
  }
}
