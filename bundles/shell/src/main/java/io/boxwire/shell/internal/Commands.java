package io.boxwire.shell.internal;

import io.boxwire.api.CommandDescription;
import io.boxwire.api.CommandExtension;
import io.boxwire.api.CommandLine;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.RecordingStatus;
import io.boxwire.api.Repairer;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The commands as a service. Every part is optional, so that {@code plugins} and {@code --help}
 * work with all of them missing.
 */
@Component(service = CommandLine.class, immediate = true)
public final class Commands implements CommandLine, Parts {
  private static final String MP4 = "mp4";

  private final ServiceRegistry<MuxerFactory> muxers = new ServiceRegistry<>();
  private final ServiceRegistry<DemuxerFactory> demuxers = new ServiceRegistry<>();
  private final ServiceRegistry<Recorder> recorders = new ServiceRegistry<>();
  private final ServiceRegistry<Repairer> repairers = new ServiceRegistry<>();
  private final ServiceRegistry<CodecPlugin> codecs = new ServiceRegistry<>();
  private final ServiceRegistry<CaptureDevice> devices = new ServiceRegistry<>();
  private final ServiceRegistry<Extension> extensions = new ServiceRegistry<>();
  private final BundleContext context;
  private final GogoFunctions functions;
  private volatile boolean leaving;

  /**
   * Starts the service.
   *
   * @param context of the bundle
   */
  @Activate
  public Commands(BundleContext context) {
    this.context = context;
    this.functions =
        new GogoFunctions(context, this, () -> extensions().stream().map(Extension::name).toList());
    functions.open();
  }

  @Deactivate
  void deactivate() {
    leaving = true;
    functions.close();
  }

  @Override
  public int run(List<String> arguments, Streams streams) throws InterruptedException {
    try {
      return new CommandRunner(this).run(arguments, streams);
    } catch (LinkageError e) {
      if (!leaving) {
        throw e;
      }
      // The bundle was updated meanwhile: classes that were not used yet are not found any more.
      streams.err().println("boxwire: the commands were stopped");
      return FAILED;
    }
  }

  @Override
  public List<CommandDescription> commands() {
    return Descriptions.of(this);
  }

  @Override
  public MuxerFactory muxers() throws MediaException {
    return present("muxer", muxers.best(r -> MP4.equals(container(r))));
  }

  @Override
  public DemuxerFactory demuxers() throws MediaException {
    return present("demuxer", demuxers.best(r -> MP4.equals(container(r))));
  }

  @Override
  public Recorder recorder() throws MediaException {
    return present("recorder", recorders.best(r -> true));
  }

  @Override
  public Repairer repairer() throws MediaException {
    return present("repairer", repairers.best(r -> MP4.equals(container(r))));
  }

  @Override
  public List<CodecPlugin> codecs() {
    return codecs.bestFirst();
  }

  @Override
  public List<CaptureDevice> devices() {
    return devices.bestFirst();
  }

  @Override
  public List<RecordingStatus> recordings() {
    return recorders.bestFirst().stream().flatMap(r -> r.recordings().stream()).toList();
  }

  @Override
  public List<Extension> extensions() {
    Map<String, Extension> byName = new TreeMap<>();
    for (Extension extension : extensions.bestFirst()) {
      if (extension.fault().isEmpty()) {
        byName.putIfAbsent(extension.name(), extension);
      }
    }
    return List.copyOf(byName.values());
  }

  @Override
  public String version() {
    return context.getBundle().getVersion().toString();
  }

  @Override
  public boolean leaving() {
    return leaving;
  }

  @Override
  public List<Part> list() {
    return Stream.of(
            codecs.map(
                (r, s) ->
                    part(
                        "codec", s.codec(), r, String.join(" ", new TreeSet<>(s.sampleEntries())))),
            muxers.map((r, s) -> part("muxer", container(r), r, "")),
            demuxers.map((r, s) -> part("demuxer", container(r), r, "")),
            repairers.map((r, s) -> part("repairer", container(r), r, "")),
            recorders.map((r, s) -> part("recorder", "-", r, "")),
            devices.map((r, s) -> part("device", s.id(), r, s.description())),
            extensions.map((r, s) -> part("command", s.name(), r, s.fault().orElse(s.summary()))),
            SilentBundles.of(context))
        // Stable: of one name, the best stays first.
        .flatMap(kind -> kind.stream().sorted(Comparator.comparing(Part::name)))
        .toList();
  }

  private static Part part(String kind, String name, ServiceReference<?> reference, String detail) {
    Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
    Optional<Bundle> bundle = Optional.ofNullable(reference.getBundle());
    return new Part(
        kind,
        name,
        bundle.map(Bundle::getSymbolicName).orElse("gone"),
        bundle.map(b -> b.getVersion().toString()).orElse(""),
        ranking instanceof Integer number ? number : 0,
        detail);
  }

  private static String container(ServiceReference<?> reference) {
    return String.valueOf(reference.getProperty(MuxerFactory.CONTAINER));
  }

  private static <T> T present(String what, Optional<T> service) throws MediaException {
    return service.orElseThrow(
        () ->
            MediaException.of(
                Code.SERVICE_GONE, "no " + what + " is present; plugins lists what is"));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindMuxer(MuxerFactory service, ServiceReference<MuxerFactory> reference) {
    muxers.add(reference, service);
  }

  void unbindMuxer(ServiceReference<MuxerFactory> reference) {
    muxers.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindDemuxer(DemuxerFactory service, ServiceReference<DemuxerFactory> reference) {
    demuxers.add(reference, service);
  }

  void unbindDemuxer(ServiceReference<DemuxerFactory> reference) {
    demuxers.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindRecorder(Recorder service, ServiceReference<Recorder> reference) {
    recorders.add(reference, service);
  }

  void unbindRecorder(ServiceReference<Recorder> reference) {
    recorders.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindRepairer(Repairer service, ServiceReference<Repairer> reference) {
    repairers.add(reference, service);
  }

  void unbindRepairer(ServiceReference<Repairer> reference) {
    repairers.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindCodec(CodecPlugin service, ServiceReference<CodecPlugin> reference) {
    codecs.add(reference, service);
  }

  void unbindCodec(ServiceReference<CodecPlugin> reference) {
    codecs.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindDevice(CaptureDevice service, ServiceReference<CaptureDevice> reference) {
    devices.add(reference, service);
  }

  void unbindDevice(ServiceReference<CaptureDevice> reference) {
    devices.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindExtension(CommandExtension service, ServiceReference<CommandExtension> reference) {
    extensions.add(reference, new Extension(service));
    functions.update();
  }

  void unbindExtension(ServiceReference<CommandExtension> reference) {
    extensions.remove(reference).ifPresent(Extension::withdraw);
    functions.update();
  }
}
