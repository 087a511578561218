package io.boxwire.muxer.internal;

import io.boxwire.api.Durability;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.AudioSamples;
import io.boxwire.api.MuxerOptions.FragmentIndex;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Opens muxers for MP4. Immediate, because a delayed component would be deactivated, and its files
 * closed, when its last user lets go of it. Its open files are finished when it is deactivated.
 */
@Component(
    service = MuxerFactory.class,
    immediate = true,
    property = MuxerFactory.CONTAINER + "=mp4")
public final class Mp4MuxerFactory implements MuxerFactory {
  /**
   * Memory kept for what is next, in MiB: fragments of two seconds of 30 MB/s, but no more than a
   * quarter of what the virtual machine is given, as native memory is by default.
   */
  private static final int MEMORY = (int) Math.min(64, Runtime.getRuntime().maxMemory() >> 22);

  private final PluginRegistry plugins = new PluginRegistry();
  private final Set<Mp4Muxer> open;
  private final AtomicBoolean stopped;
  private final BlockPool blocks;
  private volatile BiConsumer<Sink, MediaEvent> journal;

  /** Makes a factory that knows no codec yet: they are bound, or given to {@link #using}. */
  public Mp4MuxerFactory() {
    this((sink, event) -> {});
  }

  /**
   * Makes a factory that knows no codec yet.
   *
   * @param journal is told of every event, before the listeners
   */
  Mp4MuxerFactory(BiConsumer<Sink, MediaEvent> journal) {
    this(ConcurrentHashMap.newKeySet(), new AtomicBoolean(), new BlockPool(MEMORY), journal);
  }

  private Mp4MuxerFactory(
      Set<Mp4Muxer> open,
      AtomicBoolean stopped,
      BlockPool blocks,
      BiConsumer<Sink, MediaEvent> journal) {
    this.blocks = blocks;
    this.open = open;
    this.stopped = stopped;
    this.journal = journal;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPlugin(ServiceReference<CodecPlugin> reference, CodecPlugin plugin) {
    plugins.add(reference, plugin);
  }

  void unbindPlugin(ServiceReference<CodecPlugin> reference, CodecPlugin plugin) {
    plugins.remove(reference, plugin);
    LinkedRecords.forget();
  }

  @Activate
  void activate(BundleContext context) {
    plugins.waitUnless(new Ending(context));
    journal = new PluginJournal();
  }

  @Deactivate
  void deactivate() {
    stopped.set(true);
    plugins.close();
    for (Mp4Muxer muxer : Set.copyOf(open)) {
      muxer.serviceGone();
    }
    LinkedRecords.forget();
  }

  @Override
  public MuxerFactory using(Collection<? extends CodecPlugin> chosen) {
    Mp4MuxerFactory factory = new Mp4MuxerFactory(open, stopped, blocks, journal);
    int rank = chosen.size();
    for (CodecPlugin plugin : chosen) {
      factory.plugins.add(rank, plugin);
      rank--;
    }
    return factory;
  }

  @Override
  public Muxer open(Sink sink, MuxerOptions options) throws MediaException {
    if (stopped.get()) {
      throw MediaException.of(Code.SERVICE_GONE, "the muxer service was stopped");
    }
    Events events = new Events(options.listener(), event -> journal.accept(sink, event));
    MuxerOptions possible = possible(sink, options, events);
    Output output = output(sink);
    Mp4Muxer muxer = muxer(possible, output, events);
    open.add(muxer);
    if (stopped.get()) {
      muxer.serviceGone();
    }
    events.tell();
    return muxer;
  }

  private Mp4Muxer muxer(MuxerOptions options, Output output, Events events) throws MediaException {
    try {
      return new Mp4Muxer(options, output, plugins, blocks, events, open::remove);
    } catch (MediaException e) {
      closeAfter(output, e);
      throw e;
    }
  }

  private static void closeAfter(Output output, MediaException failure) {
    try {
      output.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** The options with a layout that the sink can take. */
  private static MuxerOptions possible(Sink sink, MuxerOptions options, Events events)
      throws MediaException {
    MuxerOptions possible = options;
    if (sink instanceof Sink.Stream) {
      if (options.layout() == Layout.HYBRID) {
        possible = options.toBuilder().layout(Layout.FRAGMENTED).build();
        events.add(
            MediaEvent.of(
                MediaEvent.Kind.LAYOUT_CHANGED,
                "the sink can't go back: the file is fragmented, and stays so"));
      } else if (options.layout() != Layout.FRAGMENTED) {
        throw MediaException.of(
            Code.BAD_REQUEST, options.layout() + " needs a sink that can go back");
      }
    }
    if (sink instanceof Sink.Stream && options.fragmentIndex() == FragmentIndex.SIDX_AND_MFRA) {
      events.add(
          MediaEvent.of(
              MediaEvent.Kind.LAYOUT_CHANGED, "the sink can't go back: there will be no sidx"));
    }
    if (sink instanceof Sink.InPlace && !Mp4Muxer.fragments(options.layout())) {
      throw MediaException.of(
          Code.BAD_REQUEST, options.layout() + " is not made of a file in place");
    }
    if (options.audioSamples() == AudioSamples.AUDIO_FRAME
        && Mp4Muxer.fragments(possible.layout())) {
      throw MediaException.of(
          Code.BAD_REQUEST, "one sample an audio frame is not for " + possible.layout());
    }
    return stored(sink) ? possible : possible.toBuilder().durability(Durability.never()).build();
  }

  /** Whether what goes into a sink can be forced to storage. */
  private static boolean stored(Sink sink) {
    return sink instanceof Sink.File
        || sink instanceof Sink.Seekable seekable && seekable.channel() instanceof FileChannel;
  }

  private static Output output(Sink sink) throws MediaException {
    try {
      if (sink instanceof Sink.File file) {
        return FileOutput.create(file.path());
      }
      if (sink instanceof Sink.Seekable seekable) {
        return seekable.channel() instanceof FileChannel file
            ? FileOutput.on(file)
            : new SeekableOutput(seekable.channel());
      }
      if (sink instanceof Sink.InPlace place) {
        return new InPlaceOutput(place.path(), place.wholeBytes());
      }
      Sink.Stream stream = (Sink.Stream) sink;
      if (stream.channel() instanceof SelectableChannel selectable && !selectable.isBlocking()) {
        throw MediaException.of(Code.BAD_REQUEST, "the channel is not in blocking mode");
      }
      return new StreamOutput(stream.channel());
    } catch (NoSuchFileException e) {
      throw MediaException.of(Code.IO, "there is no folder for the file: " + e.getMessage(), e);
    } catch (FileAlreadyExistsException e) {
      throw MediaException.of(Code.IO, "the file exists: " + e.getMessage(), e);
    } catch (IOException e) {
      throw MediaException.io("the output could not be opened", e);
    }
  }
}
