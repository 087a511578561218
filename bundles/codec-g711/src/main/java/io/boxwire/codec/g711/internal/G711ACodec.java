package io.boxwire.codec.g711.internal;

import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.ProvideCodec;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** G.711 A-law. */
@ProvideCodec("g711a")
@Component(
    service = CodecPlugin.class,
    immediate = true,
    property = {CodecPlugin.CODEC + "=g711a", CodecPlugin.SAMPLE_ENTRIES + "=alaw"})
public final class G711ACodec extends G711Codec {
  /** Makes the plugin. */
  public G711ACodec() {
    super("g711a", "alaw", Set.of("alaw", "al", "g711a", "pcma"), G711Law.A);
  }
}
