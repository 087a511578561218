package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.codec.ByteSink;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the stored samples of a track into payloads, by a depacketizer for each of its sample
 * entries. A plugin that goes away is let go of at once; another for the same entry takes over.
 * Safe for use by any number of threads.
 */
final class TrackCodec {
  private final Track track;
  private final PayloadForm form;
  private final CodecPlugins plugins;

  /** By the number of the sample entry. */
  private final Map<Integer, Use> uses = new HashMap<>();

  /** The codec of an entry once a plugin was found: from then on, one is needed. */
  private final Map<Integer, String> needed = new HashMap<>();

  private record Use(CodecPlugin plugin, Depacketizer depacketizer) {}

  TrackCodec(Track track, PayloadForm form, CodecPlugins plugins) {
    this.track = track;
    this.form = form;
    this.plugins = plugins;
  }

  /**
   * Tells whether samples under an entry are turned into another form.
   *
   * @throws MediaException if the entry is broken, or its plugin has gone and none came
   */
  synchronized boolean handles(int description) throws MediaException {
    return form != PayloadForm.STORED && use(description).isPresent();
  }

  /**
   * Turns a sample into a payload.
   *
   * @param description the sample entry, for which {@link #handles} said true
   * @param sample the stored bytes, which may be changed
   * @param randomAccess how decoding can start at the sample
   * @param out takes the pieces of the payload
   */
  synchronized void depacketize(
      int description, ByteBuffer sample, RandomAccess randomAccess, ByteSink out)
      throws MediaException {
    Use use = use(description).orElseThrow(() -> gone(description));
    CodecPlugins.guarded(
        needed.get(description),
        () -> {
          use.depacketizer().depacketize(sample, randomAccess, out);
          return true;
        });
  }

  private Optional<Use> use(int description) throws MediaException {
    Use known = uses.get(description);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<SampleEntry> entry = track.entry(description);
    Optional<CodecPlugin> plugin = entry.isEmpty() ? Optional.empty() : plugins.find(entry.get());
    if (plugin.isEmpty()) {
      if (needed.containsKey(description)) {
        throw gone(description);
      }
      return Optional.empty();
    }
    String codec = plugin.get().codec();
    DepacketizerContext context = DepacketizerContext.of(form, track.timescale());
    Depacketizer made =
        CodecPlugins.guarded(codec, () -> plugin.get().newDepacketizer(entry.get(), context));
    Use use = new Use(plugin.get(), made);
    uses.put(description, use);
    needed.put(description, codec);
    return Optional.of(use);
  }

  private MediaException gone(int description) {
    return MediaException.of(
        Code.CODEC_GONE,
        "the codec plugin " + needed.get(description) + " of track " + track.id() + " has gone");
  }

  /** Lets go of a plugin. */
  synchronized void revoke(CodecPlugin plugin) {
    uses.values().removeIf(use -> use.plugin() == plugin);
  }

  /**
   * Forgets what samples came before, as when reading goes on elsewhere, and lets go of plugins.
   */
  synchronized void restart() {
    uses.clear();
  }
}
