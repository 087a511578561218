package io.boxwire.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Recording;
import io.boxwire.api.codec.CodecPlugin;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** A codec plugin is updated, or goes for good, while Karaf records. */
public class SwapIT extends RecordingSupport {
  private static final String CODEC = "io.boxwire.codec.h264";
  private static final int UPDATES = 3;
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration WAIT_AND_MORE = Duration.ofSeconds(15);

  private Path file;

  @Before
  public void makeFolder() throws Exception {
    file = Files.createTempDirectory("swap").resolve("out.mp4");
  }

  @Test
  public void codecUpdated_whileRecording_noPictureIsLost() throws Exception {
    Recording recording = recorder().start(request(file).build());
    for (int i = 1; i <= UPDATES; i++) {
      awaitMorePictures(recording, 5);
      byte[] next = Revisions.of(Revisions.jar("codec.h264"), "1.0." + i);
      bundle(CODEC).update(new ByteArrayInputStream(next));
      awaitMorePictures(recording, 5);
      Class<?> plugin = service(CodecPlugin.class, "(codec=h264)").getClass();
      assertEquals("1.0." + i, FrameworkUtil.getBundle(plugin).getVersion().toString());
    }
    recording.stop();
    recording.await();
    assertEquals(List.of(file), recording.files());
    assertEquals(recording.statistics().videoFrames(), frames(file, "h264"));
    assertEquals(recording.statistics().audioFrames(), frames(file, "g711u"));
  }

  @Test
  public void codecGoneForGood_whileRecording_endsPlayableWithinTheWait() throws Exception {
    MuxerOptions options = MuxerOptions.builder().codecWait(WAIT, 1 << 20).build();
    Recording recording = recorder().start(request(file).muxer(options).build());
    awaitMorePictures(recording, 10);
    Bundle codec = bundle(CODEC);
    codec.stop();
    try {
      long stopped = System.nanoTime();
      MediaException end = assertThrows(MediaException.class, () -> recording.await(WAIT_AND_MORE));
      assertEquals(Code.CODEC_GONE, end.code());
      assertTrue(System.nanoTime() - stopped >= WAIT.toNanos() / 2);
    } finally {
      codec.start();
    }
    service(CodecPlugin.class, "(codec=h264)");
    assertTrue(frames(file, "h264") >= 10);
  }
}
