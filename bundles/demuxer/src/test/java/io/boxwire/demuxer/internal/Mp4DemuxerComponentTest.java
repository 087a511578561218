package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.mdat;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static io.boxwire.demuxer.internal.TestMovie.stco;
import static io.boxwire.demuxer.internal.TestMovie.stsc;
import static io.boxwire.demuxer.internal.TestMovie.stsz;
import static io.boxwire.demuxer.internal.TestMovie.stts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerFactory;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.Source;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.lang.reflect.Proxy;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

class Mp4DemuxerComponentTest {
  private final Mp4DemuxerComponent component = new Mp4DemuxerComponent();

  /** A reference that has a rank and nothing else. */
  private static ServiceReference<CodecPlugin> reference(int rank) {
    @SuppressWarnings("unchecked")
    ServiceReference<CodecPlugin> reference =
        (ServiceReference<CodecPlugin>)
            Proxy.newProxyInstance(
                Mp4DemuxerComponentTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "compareTo" ->
                          Integer.compare(rank, ((ServiceReference<?>) arguments[0]).hashCode());
                      case "hashCode" -> rank;
                      case "equals" -> proxy == arguments[0];
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    return reference;
  }

  private Demuxer open() throws MediaException {
    TestTrack track =
        TestTrack.video(1, 10).table(stts(row(3, 1)), stsc(row(1, 3, 1)), stsz(1, 1, 1), stco(28));
    byte[] file = bytes(ftyp(), mdat(new byte[] {1, 2, 3}), moov(false, track));
    return component.open(
        new Source.Seekable(new Reading.BytesChannel(file)), DemuxerOptions.of(PayloadForm.STREAM));
  }

  @Test
  void removePlugin_oneOfTwoForACodec_leavesTheOther() throws Exception {
    TestPlugin low = new TestPlugin();
    TestPlugin high = new TestPlugin();
    ServiceReference<CodecPlugin> highReference = reference(10);
    component.addPlugin(low, reference(0));
    component.addPlugin(high, highReference);
    try (Demuxer demuxer = open()) {
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).containsExactly(64, ~1);
      component.removePlugin(high, highReference);
      assertThat(Reading.bytes(demuxer.read().orElseThrow())).containsExactly(64, ~2);
    }
  }

  @Test
  void deactivate_openDemuxer_throwsServiceGone() throws Exception {
    try (Demuxer demuxer = open()) {
      component.deactivate();
      assertThatThrownBy(demuxer::read)
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.code()).isEqualTo(MediaException.Code.SERVICE_GONE));
    }
  }

  @Test
  void serviceLoader_withoutOsgi_findsTheFactory() {
    assertThat(ServiceLoader.load(DemuxerFactory.class).findFirst())
        .containsInstanceOf(Mp4DemuxerFactory.class);
  }
}
