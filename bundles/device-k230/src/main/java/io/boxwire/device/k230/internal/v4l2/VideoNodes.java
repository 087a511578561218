package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds device nodes by what they say they are. Their numbers can't be relied on: they move when a
 * USB camera is plugged in.
 */
final class VideoNodes {
  /** As option value: take the first that fits. */
  static final String AUTO = "auto";

  private static final String PATTERN = "video*";

  /** By number, so that video10 comes after video9. */
  private static final Comparator<Path> IN_ORDER =
      Comparator.<Path>comparingInt(path -> path.toString().length())
          .thenComparing(Comparator.naturalOrder());

  private final LinuxCalls calls;
  private final Path folder;

  /** What a node has to be. */
  private interface Kind {
    boolean fits(VideoNode node, Capability capability) throws MediaException;
  }

  /**
   * Makes a finder.
   *
   * @param folder where nodes lie, usually {@code /dev}
   */
  VideoNodes(LinuxCalls calls, Path folder) {
    this.calls = calls;
    this.folder = folder;
  }

  /**
   * Finds the encoder.
   *
   * @param wanted its path, or {@link #AUTO}
   * @return its path
   * @throws MediaException {@code DEVICE_FAILED} if it can't be opened or there is none; {@code
   *     BAD_REQUEST} if the one wanted is something else
   */
  String encoder(String wanted) throws MediaException {
    return find(
        wanted, (node, capability) -> capability.isEncoder(), "the board's encoder (driver mvx)");
  }

  /**
   * Finds the camera.
   *
   * @param wanted its path, or {@link #AUTO} for the first that is one
   * @return its path
   * @throws MediaException as {@link #encoder}
   */
  String camera(String wanted) throws MediaException {
    return find(wanted, VideoNodes::isCamera, "a camera that delivers NV12 in one plane");
  }

  private static boolean isCamera(VideoNode node, Capability capability) throws MediaException {
    return capability.captures()
        && PictureFormat.isOffered(node, QueueType.CAMERA, PictureFormat.NV12);
  }

  private String find(String wanted, Kind kind, String what) throws MediaException {
    if (!wanted.equals(AUTO)) {
      Answer answer = ask(wanted, kind);
      if (!answer.fits()) {
        throw MediaException.of(
            Code.BAD_REQUEST, wanted + " is not " + what + " but " + answer.capability());
      }
      return wanted;
    }
    List<String> others = new ArrayList<>();
    for (String path : nodes()) {
      try {
        Answer answer = ask(path, kind);
        if (answer.fits()) {
          return path;
        }
        others.add(path + " is " + answer.capability());
      } catch (MediaException e) {
        // Told below, if none of the others fits.
        others.add(e.getMessage());
      }
    }
    throw MediaException.of(
        Code.DEVICE_FAILED,
        others.isEmpty()
            ? "there is no " + folder.resolve(PATTERN) + ", needed is " + what
            : "there is not " + what + ": " + String.join("; ", others));
  }

  /** What a node says it is, and whether that is what is looked for. */
  private record Answer(Capability capability, boolean fits) {}

  private Answer ask(String path, Kind kind) throws MediaException {
    VideoNode node = VideoNode.open(calls, path);
    Answer answer;
    try {
      Capability capability = Capability.of(node);
      answer = new Answer(capability, kind.fits(node, capability));
    } catch (MediaException e) {
      throw new Cleanup().then(node::close).finishAfter(e);
    }
    node.close();
    return answer;
  }

  private List<String> nodes() throws MediaException {
    List<Path> nodes = new ArrayList<>();
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder, PATTERN)) {
      listed.forEach(nodes::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw MediaException.of(Code.DEVICE_FAILED, folder + " can't be listed", e);
    }
    return nodes.stream().sorted(IN_ORDER).map(Path::toString).toList();
  }
}
