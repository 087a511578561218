package io.boxwire.codec.g711.internal;

import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.ProvideCodec;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** G.711 mu-law. */
@ProvideCodec("g711u")
@Component(
    service = CodecPlugin.class,
    immediate = true,
    property = {CodecPlugin.CODEC + "=g711u", CodecPlugin.SAMPLE_ENTRIES + "=ulaw"})
public final class G711UCodec extends G711Codec {
  /** Makes the plugin. */
  public G711UCodec() {
    super("g711u", "ulaw", Set.of("ulaw", "mulaw", "ul", "g711u", "pcmu"), G711Law.MU);
  }
}
