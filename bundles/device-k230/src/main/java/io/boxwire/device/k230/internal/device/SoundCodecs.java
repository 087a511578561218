package io.boxwire.device.k230.internal.device;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.PcmCoder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The codec plugins that are present and code sound, for all devices that do so themselves. */
@Component(service = SoundCodecs.class)
public final class SoundCodecs {
  private static final Set<String> CODECS = Set.of("g711a", "g711u");

  private final Ranked<CodecPlugin> plugins = new Ranked<>();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(|(codec=g711a)(codec=g711u))")
  void bindPlugin(ServiceReference<CodecPlugin> reference, CodecPlugin plugin) {
    plugins.add(reference, plugin);
  }

  void unbindPlugin(ServiceReference<CodecPlugin> reference) {
    plugins.remove(reference);
  }

  /**
   * The plugins present now.
   *
   * @return an unmodifiable list, best first
   */
  public List<CodecPlugin> present() {
    return plugins.bestFirst();
  }

  /**
   * Finds what codes sound.
   *
   * @param device who delivers it, for messages, such as {@code the v4l2 device}
   * @param codec the codec that is wanted
   * @param plugins those present now, best first
   * @return the coder of the best plugin of that codec
   * @throws MediaException {@code BAD_REQUEST} if another codec than G.711 is wanted, {@code
   *     NO_CODEC} if no plugin for it is present
   */
  public static PcmCoder coder(
      String device, String codec, Collection<? extends CodecPlugin> plugins)
      throws MediaException {
    if (!CODECS.contains(codec)) {
      throw MediaException.of(
          Code.BAD_REQUEST, device + " delivers audio in g711a or g711u, not " + codec);
    }
    return plugins.stream()
        .filter(plugin -> plugin.codec().equals(codec))
        .map(CodecPlugin::pcmCoder)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                MediaException.of(Code.NO_CODEC, "no plugin that codes " + codec + " is present"));
  }
}
