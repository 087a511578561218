package io.boxwire.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.boxwire.api.MediaException;
import io.boxwire.api.Recording;
import io.boxwire.api.capture.CaptureDevice;
import io.boxwire.api.capture.CaptureRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runners.MethodSorters;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Features installed one after another while a recording runs: each brings what it needs, and none
 * stops a bundle that was there before, whether it is of ours or of Karaf.
 */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class FeaturesIT extends RecordingSupport {
  private static final String NO_NODE = "/dev/none: open: ENOENT (no such file or directory)";

  @Inject private FeaturesService featuresService;

  /** A camera is all that is asked for; it brings recorder, muxer and codecs. */
  @Override
  protected List<String> features() {
    return List.of("boxwire-device-k230");
  }

  @Test
  public void codecs_installedWhileRecording_stopNothing() throws Exception {
    checkStopsNothing("boxwire-codec-aac");
    checkStopsNothing("boxwire-codec-opus");
  }

  @Test
  public void faces_installedWhileRecording_stopNothing() throws Exception {
    checkStopsNothing("boxwire-shell-karaf");
    checkStopsNothing("boxwire-monitor");
    checkStopsNothing("boxwire-health");
    checkStopsNothing("boxwire");
  }

  @Test
  public void v4l2_installedWhileRecording_stopsNothingAndHasItsSystemCalls() throws Exception {
    assertEquals("JNA is not present", v4l2Failure().replaceAll(":.*", ""));
    checkStopsNothing("boxwire-device-v4l2");
    assertEquals(NO_NODE, v4l2Failure());
  }

  private void checkStopsNothing(String feature) throws Exception {
    Path file = Files.createTempDirectory(feature).resolve("out.mp4");
    Recording recording = recorder().start(request(file).build());
    awaitMorePictures(recording, 5);
    Queue<String> stopped = new ConcurrentLinkedQueue<>();
    SynchronousBundleListener listener =
        event -> {
          if (event.getType() == BundleEvent.STOPPING) {
            stopped.add(event.getBundle().getSymbolicName());
          }
        };
    context.addBundleListener(listener);
    try {
      featuresService.installFeature(feature);
    } finally {
      context.removeBundleListener(listener);
    }
    assertEquals(feature + " stopped", List.of(), List.copyOf(stopped));
    awaitMorePictures(recording, 5);
    recording.stop();
    recording.await();
    assertEquals(recording.statistics().videoFrames(), frames(file, "h264"));
  }

  private String v4l2Failure() {
    CaptureDevice camera = service(CaptureDevice.class, "(device.id=v4l2)");
    CaptureRequest request =
        CaptureRequest.builder()
            .video("h264")
            .options(Map.of("camera", "/dev/none", "encoder", "/dev/none"))
            .build();
    return assertThrows(MediaException.class, () -> camera.open(request)).getMessage();
  }
}
