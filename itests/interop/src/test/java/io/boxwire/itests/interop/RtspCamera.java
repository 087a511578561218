package io.boxwire.itests.interop;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An RTSP camera on this machine (RFC 2326) that wants a password by digest (RFC 2617) and sends
 * H.264 and A-law in real time over the connection itself. Each connection starts with the first
 * picture again.
 */
final class RtspCamera implements Closeable {
  private final ServerSocket server;
  private final List<byte[]> pictures;
  private final Digest digest;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger plays = new AtomicInteger();

  /**
   * Starts a camera.
   *
   * @param pictures access units in Annex B, the first an IDR picture with its parameter sets
   * @param user who may look
   * @param password how the user shows it
   */
  RtspCamera(List<byte[]> pictures, String user, String password) throws IOException {
    this.pictures = pictures;
    this.digest = new Digest(user, password);
    this.server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    start("rtsp-camera", this::accept);
  }

  /** Host and port. */
  String authority() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** How many times somebody began to look. */
  int plays() {
    return plays.get();
  }

  /** Drops all connections, as a camera does that restarts. */
  void drop() throws IOException {
    for (Socket connection : connections) {
      connection.close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    drop();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        connections.add(connection);
        start("rtsp-connection", () -> serve(connection));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      new RtspConnection(connection, pictures, digest, plays::incrementAndGet).serve();
    } catch (IOException e) {
      // The player went, or the camera was told to drop it.
      connections.remove(connection);
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
