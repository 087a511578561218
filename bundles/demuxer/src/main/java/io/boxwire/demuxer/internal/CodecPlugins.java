package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.codec.CodecPlugin;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The codec plugins at hand, best first. Safe for use by any number of threads. */
final class CodecPlugins {
  private final Supplier<? extends Collection<? extends CodecPlugin>> present;

  private CodecPlugins(Supplier<? extends Collection<? extends CodecPlugin>> present) {
    this.present = present;
  }

  /** Plugins that stay. */
  static CodecPlugins of(Collection<? extends CodecPlugin> plugins) {
    List<CodecPlugin> fixed = List.copyOf(plugins);
    return new CodecPlugins(() -> fixed);
  }

  /**
   * Plugins that come and go.
   *
   * @param present gives those there are now, best first
   */
  static CodecPlugins live(Supplier<? extends Collection<? extends CodecPlugin>> present) {
    return new CodecPlugins(present);
  }

  /** Finds the best plugin that can read samples under an entry. */
  Optional<CodecPlugin> find(SampleEntry entry) throws MediaException {
    for (CodecPlugin plugin : present.get()) {
      if (guarded(plugin.codec(), () -> plugin.matches(entry))) {
        return Optional.of(plugin);
      }
    }
    return Optional.empty();
  }

  /** A call into a plugin. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws MediaException;
  }

  /** Calls a plugin, and makes of whatever it throws at bad input what the contract allows. */
  static <T> T guarded(String codec, Call<T> call) throws MediaException {
    try {
      return call.run();
    } catch (RuntimeException e) {
      throw MediaException.of(
          Code.MALFORMED, "the codec plugin " + codec + " failed on its input: " + e, e);
    }
  }
}
