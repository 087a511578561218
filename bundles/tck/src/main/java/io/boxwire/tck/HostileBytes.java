package io.boxwire.tck;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Gives a plugin bytes that somebody else made, as a fuzzer does: wherever a plugin takes bytes,
 * and under the same rules as the damaged ones that {@link CodecPluginTck} makes by itself.
 *
 * <pre>{@code
 * static final HostileBytes HOSTILE = HostileBytes.of(new MyCodec(), samples);
 *
 * public static void fuzzerTestOneInput(byte[] data) throws IOException {
 *   HOSTILE.check(data);
 * }
 * }</pre>
 *
 * <p>For one thread at a time. Whether a call ends is for the fuzzer to watch.
 */
public final class HostileBytes {
  private static final int WINDOW = 499;

  private final HostileRules rules;
  private final AssemblerRules streams;
  private final ConfigurationRules entries;
  private final IdentityRules identity;
  private final Subject subject;
  private final List<HostileRules.Run> runs;

  private HostileBytes(Subject subject) throws MediaException {
    this.subject = subject;
    this.rules = new HostileRules(subject, Duration.ZERO);
    this.streams = new AssemblerRules(subject);
    this.entries = new ConfigurationRules(subject);
    this.identity = new IdentityRules(subject.plugin(), subject.samples());
    this.runs = rules.runs();
  }

  /**
   * Prepares tracks of good media, into which the bytes will come.
   *
   * @param plugin the plugin to check
   * @param samples real media of its codec
   * @return the check
   * @throws IOException if the plugin refuses the good media
   */
  public static HostileBytes of(CodecPlugin plugin, CodecSamples samples) throws IOException {
    return new HostileBytes(Subject.of(plugin, samples));
  }

  /**
   * Checks that the plugin stands the bytes as a stream, as the content of each of its boxes, as a
   * frame and as a sample. A rule that is broken fails as in {@link CodecPluginTck}, with an {@code
   * AssertionError}; so does an exception other than a {@code MediaException}.
   *
   * @param bytes any bytes, not changed
   * @throws IOException if the plugin refuses the good media around them
   */
  public void check(byte[] bytes) throws IOException {
    identity.score(ByteBuffer.wrap(bytes.clone()), subject.samples().fileName());
    if (subject.samples().stream().isPresent()) {
      streams.cut(bytes.clone(), Integer.MAX_VALUE);
      streams.cut(bytes.clone(), WINDOW);
    }
    List<ConfigurationBox> boxes = subject.configuration().boxes();
    for (int i = 0; i < boxes.size(); i++) {
      entries.describe(boxes.get(i).type(), ByteBuffer.wrap(bytes.clone()));
      entries.tryEntry(boxes, i, bytes);
    }
    for (HostileRules.Run run : runs) {
      run.packetize(bytes.clone());
      run.goOnAfter(bytes.clone());
    }
    for (PayloadForm form : List.of(PayloadForm.STREAM, PayloadForm.LENGTH_PREFIXED)) {
      rules.depacketize(bytes.clone(), form, RandomAccess.SYNC);
      rules.depacketize(bytes.clone(), form, RandomAccess.NONE);
    }
  }
}
