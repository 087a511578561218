package io.boxwire.itests.interop;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers one player; sends it media on a thread of its own once it says PLAY. */
final class RtspConnection {
  private final Socket socket;
  private final List<byte[]> pictures;
  private final Digest digest;
  private final Runnable playing;
  private int tracks;

  RtspConnection(Socket socket, List<byte[]> pictures, Digest digest, Runnable playing) {
    this.socket = socket;
    this.pictures = pictures;
    this.digest = digest;
    this.playing = playing;
  }

  private record Request(String method, String url, Map<String, String> headers) {}

  /** Answers until the player goes. */
  void serve() throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    for (Request request = next(in); request != null; request = next(in)) {
      if (!digest.admits(request.method(), request.headers().getOrDefault("authorization", ""))) {
        answer(request, "401 Unauthorized", "WWW-Authenticate: " + digest.challenge(), "");
        continue;
      }
      switch (request.method()) {
        case "OPTIONS" ->
            answer(request, "200 OK", "Public: DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER", "");
        case "DESCRIBE" ->
            answer(
                request,
                "200 OK",
                "Content-Base: " + request.url() + "/\r\nContent-Type: application/sdp",
                description());
        case "SETUP" -> {
          int channel = 2 * tracks++;
          answer(
              request,
              "200 OK",
              "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=%d-%d"
                  .formatted(channel, channel + 1),
              "");
        }
        case "PLAY" -> {
          answer(request, "200 OK", "Session: 1\r\nRange: npt=now-", "");
          playing.run();
          Thread sender = new Thread(new RtpSender(socket, pictures, tracks), "rtp-sender");
          sender.setDaemon(true);
          sender.start();
        }
        case "TEARDOWN" -> {
          answer(request, "200 OK", "Session: 1", "");
          return;
        }
        default -> answer(request, "200 OK", "Session: 1", "");
      }
    }
  }

  /** The next request; receiver reports in between are skipped. Null when the player went. */
  private static Request next(InputStream in) throws IOException {
    int first = in.read();
    while (first == '$') {
      in.read();
      in.skipNBytes(in.read() << 8 | in.read());
      first = in.read();
    }
    if (first < 0) {
      return null;
    }
    String line = (char) first + line(in);
    String[] words = line.split(" ");
    Map<String, String> headers = new HashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new Request(words[0], words[1], headers);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private String description() {
    List<byte[]> first = RtpSender.units(pictures.get(0));
    Base64.Encoder base64 = Base64.getEncoder();
    String sets =
        String.join(
            ",",
            first.stream()
                .filter(unit -> (unit[0] & 0x1f) == 7 || (unit[0] & 0x1f) == 8)
                .map(base64::encodeToString)
                .toList());
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 IN IP4 127.0.0.1",
        "s=camera",
        "t=0 0",
        "m=video 0 RTP/AVP 96",
        "a=rtpmap:96 H264/90000",
        "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=" + sets,
        "a=control:video",
        "m=audio 0 RTP/AVP 8",
        "a=rtpmap:8 PCMA/8000",
        "a=control:audio",
        "");
  }

  private void answer(Request request, String status, String headers, String body)
      throws IOException {
    String text =
        "RTSP/1.0 %s\r\nCSeq: %s\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, request.headers().get("cseq"), headers, body.length(), body);
    synchronized (socket) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
