package io.boxwire.device.k230.internal;

import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.Recorder;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.device.k230.internal.device.DeviceOffers;
import io.boxwire.device.k230.internal.device.Ranked;
import io.boxwire.device.k230.internal.module.Parts;
import java.util.List;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Offers the module as a service, with whichever parts are present. When it goes, what was opened
 * through it is closed.
 */
@Component(
    service = K230.class,
    immediate = true,
    configurationPid = K230Component.PID,
    // So that a program can record as soon as it is told of this service.
    reference =
        @Reference(
            name = "builtin",
            service = CaptureDevice.class,
            target = "(" + CaptureDevice.DEVICE_ID + "=" + DeviceOffers.BUILTIN + ")"))
@Designate(ocd = K230Component.Configuration.class)
public final class K230Component implements K230, Parts {
  /** The PID of its configuration. */
  public static final String PID = "io.boxwire.device.k230";

  /** The name of {@link Configuration#default_device()} among its properties. */
  public static final String DEFAULT_DEVICE = "default.device";

  private static final String MP4 = "(" + MuxerFactory.CONTAINER + "=mp4)";

  /** What can be configured. */
  @ObjectClassDefinition(name = "Boxwire K230 module")
  @interface Configuration {
    /** The device that is recorded from where a program names none. */
    @AttributeDefinition(
        name = "Default device",
        description = "the device.id of the camera that is recorded from where none is named")
    String default_device() default DeviceOffers.BUILTIN;
  }

  private final Ranked<MuxerFactory> muxers = new Ranked<>();
  private final Ranked<DemuxerFactory> demuxers = new Ranked<>();
  private final Ranked<Recorder> recorders = new Ranked<>();
  private final Ranked<CodecPlugin> codecs = new Ranked<>();
  private final DefaultK230 module = new DefaultK230(this);
  private volatile String defaultDevice = DeviceOffers.BUILTIN;

  @Activate
  @Modified
  void configure(Configuration configuration) {
    defaultDevice = configuration.default_device();
  }

  @Deactivate
  void deactivate() {
    module.close();
  }

  @Override
  public Mp4Container newMp4Container() {
    return module.newMp4Container();
  }

  @Override
  public KdMp4 newKdMp4() {
    return module.newKdMp4();
  }

  @Override
  public MuxerFactory muxers() throws MediaException {
    return best(muxers, "muxer");
  }

  @Override
  public DemuxerFactory demuxers() throws MediaException {
    return best(demuxers, "demuxer");
  }

  @Override
  public Recorder recorder() throws MediaException {
    return best(recorders, "recorder");
  }

  @Override
  public List<CodecPlugin> codecs() {
    return codecs.bestFirst();
  }

  @Override
  public String defaultDevice() {
    return defaultDevice;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = MP4)
  void bindMuxer(ServiceReference<MuxerFactory> reference, MuxerFactory service) {
    muxers.add(reference, service);
  }

  void unbindMuxer(ServiceReference<MuxerFactory> reference) {
    muxers.remove(reference);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = MP4)
  void bindDemuxer(ServiceReference<DemuxerFactory> reference, DemuxerFactory service) {
    demuxers.add(reference, service);
  }

  void unbindDemuxer(ServiceReference<DemuxerFactory> reference) {
    demuxers.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindRecorder(ServiceReference<Recorder> reference, Recorder service) {
    recorders.add(reference, service);
  }

  void unbindRecorder(ServiceReference<Recorder> reference) {
    recorders.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindCodec(ServiceReference<CodecPlugin> reference, CodecPlugin service) {
    codecs.add(reference, service);
  }

  void unbindCodec(ServiceReference<CodecPlugin> reference) {
    codecs.remove(reference);
  }

  private static <T> T best(Ranked<T> services, String what) throws MediaException {
    return services.bestFirst().stream()
        .findFirst()
        .orElseThrow(() -> MediaException.of(Code.SERVICE_GONE, "no " + what + " is present"));
  }
}
