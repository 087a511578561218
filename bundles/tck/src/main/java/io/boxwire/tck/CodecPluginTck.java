package io.boxwire.tck;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks a codec plugin against the contract in {@link io.boxwire.api.codec}. Its author extends
 * this class, says which plugin and which media, and runs it with JUnit 5:
 *
 * <pre>{@code
 * class MyCodecTest extends CodecPluginTck {
 *   protected CodecPlugin plugin() {
 *     return new MyCodec();
 *   }
 *
 *   protected CodecSamples samples() throws IOException {
 *     return CodecSamples.ofStream(clip, AssemblerOptions.builder().build())
 *         .sampleEntry("my01")
 *         .codecString("my01.1")
 *         .build();
 *   }
 * }
 * }</pre>
 *
 * <p>A rule that is broken says so by the clause of the contract and what was found instead; one
 * that the samples or the place of the plugin leave no room for is skipped, and says why. The
 * muxer, the demuxer and the box bundle must be on the class path of the tests as well.
 *
 * <p>Damaged bytes are made from the samples, the same ones in each run; the system property {@code
 * boxwire.tck.rounds} (64 by default) says how many of them are random.
 */
public abstract class CodecPluginTck {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** For subclasses. */
  protected CodecPluginTck() {}

  /**
   * The plugin to check.
   *
   * @return the plugin, a new one or always the same
   * @throws IOException if it can't be had
   */
  protected abstract CodecPlugin plugin() throws IOException;

  /**
   * Media to check it with.
   *
   * @return real media of the codec, and what is known of them
   * @throws IOException if they can't be read
   */
  protected abstract CodecSamples samples() throws IOException;

  /**
   * How long all damaged bytes of one rule may take, before they count as never ending.
   *
   * @return two minutes
   */
  protected Duration patience() {
    return PATIENCE;
  }

  private Subject subject() throws IOException {
    return Subject.of(plugin(), samples());
  }

  private FileRules files() throws IOException {
    return new FileRules(subject(), Boxwire.load(getClass().getClassLoader()));
  }

  /** What a test does with the plugin. */
  private interface Rule {
    void run() throws Exception;
  }

  /** Checks a rule; a plugin that fails with good input breaks it as well. */
  private static void check(Clause clause, Rule rule) {
    try {
      rule.run();
    } catch (MediaException | RuntimeException e) {
      clause.broken("threw " + e, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private PackagingRules packaging() throws IOException {
    PackagingRules rules = new PackagingRules(plugin());
    Assumptions.assumeTrue(rules.apply(), "the plugin's class lies in no bundle");
    return rules;
  }

  private void assumeStream() throws IOException {
    Assumptions.assumeTrue(
        samples().stream().isPresent(),
        "the samples have no raw stream, see CodecSamples.ofStream");
  }

  private void assumeChange() throws IOException {
    Assumptions.assumeTrue(
        samples().changed().isPresent(), "the samples have no change, see changingTo");
  }

  /** {@link CodecPlugin#codec()} is lower case. */
  @Test
  public final void identity_codecName_isLowerCase() {
    check(Clause.CODEC_NAME, () -> new IdentityRules(plugin(), samples()).codecName());
  }

  /** {@link CodecPlugin#fileExtension()} can end a file's name. */
  @Test
  public final void identity_fileExtension_isOfLettersAndDigits() {
    check(Clause.FILE_EXTENSION, () -> new IdentityRules(plugin(), samples()).fileExtension());
  }

  /** {@link CodecPlugin#mediaType()} is video or audio. */
  @Test
  public final void identity_mediaType_isVideoOrAudio() {
    check(Clause.MEDIA_TYPE, () -> new IdentityRules(plugin(), samples()).mediaType());
  }

  /** {@link CodecPlugin#sampleEntries()} has the entry that is written. */
  @Test
  public final void identity_sampleEntries_holdTheOneWritten() {
    check(Clause.SAMPLE_ENTRIES, () -> new IdentityRules(plugin(), samples()).sampleEntries());
  }

  /**
   * The component is immediate, and its service properties say what the plugin says.
   *
   * @throws IOException if plugin or samples can't be had
   */
  @Test
  public final void packaging_component_hasTheServiceProperties() throws IOException {
    PackagingRules rules = packaging();
    check(Clause.COMPONENT, rules::component);
  }

  /**
   * The manifest provides the capability {@code io.boxwire.codec}.
   *
   * @throws IOException if plugin or samples can't be had
   */
  @Test
  public final void packaging_manifest_declaresTheCodec() throws IOException {
    PackagingRules rules = packaging();
    check(Clause.CAPABILITY, rules::capability);
  }

  /**
   * A file in {@code META-INF/services} names the plugin.
   *
   * @throws IOException if plugin or samples can't be had
   */
  @Test
  public final void packaging_servicesFile_namesThePlugin() throws IOException {
    PackagingRules rules = packaging();
    check(Clause.PLAIN_JAR, rules::plainJar);
  }

  /**
   * {@link CodecPlugin#probe} gives the plugin's own stream the highest score.
   *
   * @throws IOException if plugin or samples can't be had
   */
  @Test
  public final void probe_ownStream_scoresMost() throws IOException {
    assumeStream();
    check(Clause.PROBE, () -> new IdentityRules(plugin(), samples()).probeOwnStream());
  }

  /** {@link CodecPlugin#probe} stands any bytes and any name. */
  @Test
  public final void probe_anyBytes_neverFails() {
    check(Clause.PROBE, () -> new IdentityRules(plugin(), samples()).probeAnything());
  }

  /** The assembler finds the frames that the samples are known to have. */
  @Test
  public final void assembler_wholeStream_givesTheFramesDeclared() {
    check(Clause.RAW_STREAM, () -> new AssemblerRules(subject()).rawStream());
  }

  /**
   * The frames do not depend on the windows that the stream comes in, a byte at a time included.
   *
   * @throws IOException if plugin or samples can't be had
   */
  @Test
  public final void assembler_anyWindow_givesTheSameFrames() throws IOException {
    assumeStream();
    check(Clause.ANY_WINDOW, () -> new AssemblerRules(subject()).anyWindow());
  }

  /**
   * Damaged streams cause nothing but a {@code MediaException}.
   *
   * @throws IOException if plugin or samples can't be had
   */
  @Test
  public final void assembler_hostileStream_causesMediaExceptionsOnly() throws IOException {
    assumeStream();
    check(Clause.ASSEMBLER_ERRORS, () -> new AssemblerRules(subject()).hostileStreams(patience()));
  }

  /** A frame comes back as it was packetized. */
  @Test
  public final void roundTrip_realFrames_givesThePayloadsBack() {
    check(Clause.ROUND_TRIP, () -> new RoundTripRules(subject()).payloads());
  }

  /** What comes back, in either payload form, makes the same samples again. */
  @Test
  public final void roundTrip_payloadsReadBack_makeTheSameSamples() {
    check(Clause.PAYLOAD_FORM, () -> new RoundTripRules(subject()).secondGeneration());
  }

  /**
   * What comes back, written as a raw stream, is cut into the same frames.
   *
   * @throws IOException if plugin or samples can't be had
   */
  @Test
  public final void roundTrip_streamWrittenAgain_holdsTheSameFrames() throws IOException {
    assumeStream();
    check(Clause.STREAM_WRITER, () -> new RoundTripRules(subject()).streamWrittenAgain());
  }

  /** Samples say where decoding can start, and audio samples how long they last. */
  @Test
  public final void roundTrip_samples_haveSyncFlagsAndDurations() {
    check(Clause.SYNC, () -> new RoundTripRules(subject()).syncAndDurations());
  }

  /** Where samples may be cut between audio frames, cut ones give the same bytes. */
  @Test
  public final void roundTrip_audioFrames_canBeCutApart() {
    check(Clause.AUDIO_FRAMES, () -> new RoundTripRules(subject()).audioFrames());
  }

  /** The first sample brings the sample entry, codec string and size that are expected. */
  @Test
  public final void configuration_firstSample_bringsTheOneDeclared() {
    check(Clause.CONFIGURATION, () -> new ConfigurationRules(subject()).asDeclared());
  }

  /** A configuration that has not changed is not reported again. */
  @Test
  public final void configuration_unchanged_isReportedOnce() {
    check(Clause.CONFIGURATION_ONCE, () -> new ConfigurationRules(subject()).once());
  }

  /** The plugin knows the sample entry that it wrote, and its codec string. */
  @Test
  public final void configuration_sampleEntry_isReadBack() {
    check(Clause.MATCHES, () -> new ConfigurationRules(subject()).readBack());
  }

  /** {@link CodecPlugin#describe} stands any bytes. */
  @Test
  public final void configuration_boxes_areDescribed() {
    check(Clause.DESCRIBE, () -> new ConfigurationRules(subject()).described());
  }

  /**
   * A change in the stream is reported with the first sample that it holds for.
   *
   * @throws IOException if plugin or samples can't be had
   */
  @Test
  public final void configuration_changeInBand_isReportedWhereItBegins() throws IOException {
    assumeChange();
    check(Clause.CONFIGURATION_CHANGE, () -> new ConfigurationRules(subject()).change());
  }

  /** Damaged configuration boxes cause nothing but a {@code MediaException}. */
  @Test
  public final void configuration_hostileBoxes_causeMediaExceptionsOnly() {
    check(Clause.ENTRY_ERRORS, () -> new ConfigurationRules(subject()).hostileBoxes(patience()));
  }

  /** Damaged frames cause nothing but {@code BAD_FRAME}, in bounded time and memory. */
  @Test
  public final void packetizer_hostileFrames_causeMediaExceptionsOnly() {
    check(Clause.PACKETIZER_ERRORS, () -> new HostileRules(subject(), patience()).frames());
  }

  /** A frame that is refused leaves no trace. */
  @Test
  public final void packetizer_refusedFrame_leavesTheStateAsItWas() {
    check(Clause.STATE_KEPT, () -> new HostileRules(subject(), patience()).stateKept());
  }

  /** Damaged samples cause nothing but a {@code MediaException}, in bounded time and memory. */
  @Test
  public final void depacketizer_hostileSamples_causeMediaExceptionsOnly() {
    check(Clause.DEPACKETIZER_ERRORS, () -> new HostileRules(subject(), patience()).samples());
  }

  /** Payloads may lie in any buffers and be cut into any slices. */
  @Test
  public final void payload_anyBuffer_makesTheSameSamples() {
    check(Clause.ANY_BUFFER, () -> new BufferRules(subject()).anyBuffer());
  }

  /** Neither the bytes of a payload nor the positions of its buffers are changed. */
  @Test
  public final void payload_afterTheCall_isUnchanged() {
    check(Clause.NOT_CHANGED, () -> new BufferRules(subject()).unchanged());
  }

  /** The memory of a payload can be used anew after the call. */
  @Test
  public final void payload_overwrittenAfterTheCall_changesNothing() {
    check(Clause.NOT_KEPT, () -> new BufferRules(subject()).overwritten());
  }

  /** What a sink was given stands for as long as the payload does. */
  @Test
  public final void payload_piecesGiven_standWhileThePayloadDoes() {
    check(Clause.PIECES_STAND, () -> new BufferRules(subject()).piecesStand());
  }

  /** A packetizer holds no payload after the call. */
  @Test
  public final void payload_afterTheCall_isCollected() {
    check(Clause.NOT_KEPT, () -> new BufferRules(subject()).collected());
  }

  /** A packetizer that is replaced in front of every frame leaves no trace. */
  @Test
  public final void swap_inFrontOfEveryFrame_changesNothing() {
    check(Clause.SWAP, () -> new SwapRules(subject()).afterEveryFrame());
  }

  /** A packetizer that is replaced once, anywhere, leaves no trace. */
  @Test
  public final void swap_onceAnywhere_changesNothing() {
    check(Clause.SWAP, () -> new SwapRules(subject()).onceAnywhere());
  }

  /** A snapshot is small, and holds no media. */
  @Test
  public final void swap_snapshot_isSmallAndWithoutMedia() {
    check(Clause.SNAPSHOT_SIZE, () -> new SwapRules(subject()).snapshots());
  }

  /** Snapshots and configurations of another implementation are ignored. */
  @Test
  public final void swap_foreignSnapshot_isIgnored() {
    check(Clause.SNAPSHOT_FOREIGN, () -> new SwapRules(subject()).foreignSnapshots());
  }

  /** A packetizer can be closed twice. */
  @Test
  public final void swap_closedTwice_doesNothingMore() {
    check(Clause.CLOSE, () -> new SwapRules(subject()).closed());
  }

  /** Two tracks that take turns do not know of each other. */
  @Test
  public final void threads_tracksInTurn_shareNothing() {
    check(Clause.THREADS, () -> new ThreadRules(subject()).interleaved());
  }

  /** Tracks on several threads do not know of each other. */
  @Test
  public final void threads_tracksAtOnce_shareNothing() {
    check(Clause.THREADS, () -> new ThreadRules(subject()).atOnce(patience()));
  }

  /**
   * Every layout of file gives the frames back.
   *
   * @param folder for the files
   */
  @Test
  public final void file_everyLayout_givesTheFramesBack(@TempDir Path folder) {
    check(
        Clause.FILES,
        () -> {
          FileRules files = files();
          for (Layout layout : Layout.values()) {
            files.layout(layout, folder);
          }
          files.stream();
        });
  }

  /**
   * Files that hold a change of the configuration give the frames back.
   *
   * @param folder for the files
   * @throws IOException if plugin or samples can't be had
   */
  @Test
  public final void file_withAChange_givesTheFramesBack(@TempDir Path folder) throws IOException {
    assumeChange();
    check(Clause.FILES, () -> files().change(folder));
  }
}
