package io.boxwire.tck;

import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** What the contract asks of a plugin, and where it says so. */
enum Clause {
  CODEC_NAME("CodecPlugin.codec", "the name is lower case and fit for a service property"),
  FILE_EXTENSION("CodecPlugin.fileExtension", "it is made of letters and digits"),
  MEDIA_TYPE("CodecPlugin.mediaType", "a plugin is for video or audio; other tracks are copied"),
  SAMPLE_ENTRIES(
      "CodecPlugin.sampleEntries", "the types have four characters, those written among them"),
  COMPONENT(
      "CodecPlugin",
      "the plugin is an immediate service with the properties codec and sample.entries"),
  CAPABILITY("ProvideCodec", "the manifest declares the codec, and requires no extender"),
  PLAIN_JAR("Boxwire.load", "a services file names the plugin, for use without OSGi"),
  MATCHES("CodecPlugin.matches", "a plugin can read what it wrote, and says so of nothing else"),
  CODEC_STRING("CodecPlugin.codecString", "a stored track has the codec string it was written as"),
  DESCRIBE("CodecPlugin.describe", "any bytes are explained without an exception"),
  PROBE("CodecPlugin.probe", "a score is 0 to 100, highest for the own stream, and never fails"),
  RAW_STREAM("CodecPlugin.newAssembler", "a raw stream is cut up, or UNSUPPORTED is thrown"),
  WINDOW("Assembler.assemble", "whole frames are consumed, and nothing else; the limit stays"),
  ANY_WINDOW("Assembler", "the frames do not depend on the windows that the stream comes in"),
  STREAM_FORMAT("Assembler.format", "the format is known when the first frame is delivered"),
  ASSEMBLER_ERRORS("Assembler.assemble", "bad input causes nothing but a MediaException"),
  ROUND_TRIP("Depacketizer.depacketize", "a frame comes back as it was packetized"),
  STREAM_WRITER("CodecPlugin.newStreamWriter", "a stream written holds the same frames again"),
  PAYLOAD_FORM("DepacketizerContext.payloadForm", "each form comes back in the form wanted"),
  SYNC("SampleSink.randomAccess", "sync samples are those that decoding can start at"),
  DURATION("SampleSink.duration", "an audio sample says how long it lasts"),
  AUDIO_FRAMES("Depacketizer.audioFrameBytes", "such samples may be cut between audio frames"),
  CONFIGURATION("SampleSink.configuration", "the first sample brings the configuration"),
  CONFIGURATION_ONCE("SampleSink.configuration", "one that equals the last is not reported again"),
  CONFIGURATION_CHANGE(
      "SampleSink.configuration", "another one is reported with the first sample it is for"),
  IN_BAND("CodecConfiguration.inBand", "NAL units stand behind 4-byte lengths"),
  PACKETIZER_ERRORS("Packetizer.packetize", "a bad frame causes nothing but a MediaException"),
  DEPACKETIZER_ERRORS("Depacketizer.depacketize", "a bad sample causes only a MediaException"),
  ENTRY_ERRORS("CodecPlugin.newDepacketizer", "a broken entry causes nothing but a MediaException"),
  BOUNDED("Packetizer", "what is declared is checked against what is there before it is allocated"),
  STATE_KEPT("Packetizer.packetize", "a failed call leaves the state as it was"),
  SAMPLE("Packetizer.Outcome.SAMPLE", "the sink has the sample, which is not empty"),
  NO_PICTURE("Packetizer.Outcome.NO_PICTURE", "nothing is given to the sink, nothing remembered"),
  SWAP("Packetizer.snapshot", "a successor goes on as the predecessor would have"),
  SNAPSHOT_SIZE("Packetizer.snapshot", "it holds 64 KiB at most, and no media"),
  SNAPSHOT_FOREIGN("PacketizerContext.snapshot", "what a plugin does not know it ignores"),
  CLOSE("Packetizer.close", "everything is let go of, also when it is called again"),
  NOT_KEPT("Packetizer", "no payload is kept between calls"),
  NOT_CHANGED("Packetizer.packetize", "payloads are never changed, nor are their positions"),
  PIECES_STAND("ByteSink.bytes", "a piece does not change for as long as its payload is valid"),
  ANY_BUFFER("Packetizer.packetize", "any buffers and any slices hold the same frame"),
  THREADS("CodecPlugin", "any thread may call it, and tracks share nothing"),
  FILES("Muxer.write", "every layout gives the frames back as they were written");

  private final String where;
  private final String rule;

  Clause(String where, String rule) {
    this.where = where;
    this.rule = rule;
  }

  /**
   * Fails unless something is so.
   *
   * @param kept whether the plugin keeps to this clause
   * @param found what was found instead, for people
   */
  void require(boolean kept, Supplier<String> found) {
    if (!kept) {
      broken(found.get());
    }
  }

  /** Fails unless two values are equal. */
  void requireEqual(Object expected, Object actual, String what) {
    require(expected.equals(actual), () -> what + " is " + actual + " instead of " + expected);
  }

  /** Fails. */
  void broken(String found) {
    Assertions.fail(this + "\n  found: " + found);
  }

  /** Fails because of an exception that should not have come. */
  void broken(String found, Throwable cause) {
    Assertions.fail(this + "\n  found: " + found, cause);
  }

  @Override
  public String toString() {
    return name() + " [" + where + "]: " + rule;
  }
}
