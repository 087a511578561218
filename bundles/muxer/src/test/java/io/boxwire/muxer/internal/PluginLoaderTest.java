package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.itests.fixtures.Waits;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;

/** Nothing of a plugin that has left is held by an open muxer, its exceptions or its events. */
@Timeout(60)
class PluginLoaderTest {
  private final Mp4MuxerFactory factory = new Mp4MuxerFactory();
  private final MemoryChannel channel = new MemoryChannel();
  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();
  private final List<MediaException> thrown = new ArrayList<>();

  /** Loads the plugin and its codec itself, and everything else as this class does. */
  private static final class Loader extends ClassLoader {
    Loader() {
      super(PluginLoaderTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(ForeignPlugin.class.getName())
          && !name.startsWith(FakeCodec.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private void pictures(Muxer muxer, int track, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      try {
        muxer.write(Rig.numberedPicture(track, i, 200).build());
      } catch (MediaException e) {
        thrown.add(e);
      }
    }
  }

  private WeakReference<ClassLoader> useAndLoseForeignPlugin(Muxer[] muxer) throws Exception {
    Loader loader = new Loader();
    CodecPlugin plugin =
        (CodecPlugin)
            loader.loadClass(ForeignPlugin.class.getName()).getDeclaredConstructor().newInstance();
    assertThat(plugin.getClass()).isNotEqualTo(ForeignPlugin.class);
    ServiceReference<CodecPlugin> reference = FakeReference.of(1);
    factory.bindPlugin(reference, plugin);
    muxer[0] =
        factory.open(
            new Sink.Seekable(channel), MuxerOptions.builder().listener(events::add).build());
    int track = muxer[0].addTrack(Rig.video());
    pictures(muxer[0], track, 0, 20);
    factory.unbindPlugin(reference, plugin);
    return new WeakReference<>(loader);
  }

  @Test
  void pluginLeft_itsClassLoaderIsCollectedWhileTheFileIsOpen() throws Exception {
    Muxer[] muxer = new Muxer[1];
    WeakReference<ClassLoader> loader = useAndLoseForeignPlugin(muxer);
    Waits.until(
        () -> {
          System.gc();
          return loader.get() == null;
        });
    assertThat(thrown).hasSize(8);
    assertThat(thrown).anyMatch(e -> e.getMessage().contains("refused"));
    assertThat(thrown).anyMatch(e -> e.getMessage().contains("ForeignPlugin$Own"));
    assertThat(thrown).allMatch(e -> Arrays.toString(e.getStackTrace()).contains("ForeignPlugin"));
    assertThat(events).anyMatch(e -> e.message().contains("failed when closed"));
    factory.bindPlugin(FakeReference.of(2), new FakeCodec(FakeCodec.VIDEO));
    pictures(muxer[0], 1, 20, 30);
    muxer[0].close();
    assertThat(ReadBack.of(channel.content()).track(1).samples).hasSize(22);
    Reference.reachabilityFence(thrown);
  }
}
