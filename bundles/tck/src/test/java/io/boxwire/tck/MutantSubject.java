package io.boxwire.tck;

import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.CodecPlugin;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The kit as run on the toy codec, or on the mutant that a configuration parameter names. Started
 * by {@link CodecPluginTckTest} alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@ExtendWith(MutantSubject.Choice.class)
final class MutantSubject extends CodecPluginTck {
  static final String MUTANT = "mutant";

  private CodecPlugin plugin;

  @BeforeEach
  void choose(CodecPlugin chosen) {
    plugin = chosen;
  }

  @Override
  protected CodecPlugin plugin() {
    return plugin;
  }

  @Override
  protected CodecSamples samples() {
    return clip(1).changingTo(clip(2).build()).build();
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(5);
  }

  private static CodecSamples.Builder clip(int level) {
    return CodecSamples.ofStream(ToyUnits.stream(level), AssemblerOptions.builder().build())
        .fileName("clip.toy")
        .frameCount(12)
        .timescale(ToyCodec.RATE)
        .sampleEntry(ToyCodec.ENTRY)
        .codecString("toy1." + level);
  }

  /** Hands the plugin to the test. */
  static final class Choice implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == CodecPlugin.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getConfigurationParameter(MUTANT)
          .map(name -> Mutant.valueOf(name).plugin())
          .orElseGet(ToyCodec::new);
    }
  }
}
