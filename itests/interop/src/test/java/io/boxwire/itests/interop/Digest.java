package io.boxwire.itests.interop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a user by digest (RFC 2617, without {@code qop}). */
record Digest(String user, String password) {
  private static final String REALM = "camera";
  private static final String NONCE = "2f1b6c9e";
  private static final Pattern RESPONSE =
      Pattern.compile("username=\"([^\"]*)\".*uri=\"([^\"]*)\".*response=\"([^\"]*)\"");

  /** What a request without a password is answered with. */
  String challenge() {
    return "Digest realm=\"" + REALM + "\", nonce=\"" + NONCE + "\"";
  }

  /** Tells whether the value of an {@code Authorization} header is the user's. */
  boolean admits(String method, String authorization) {
    Matcher given = RESPONSE.matcher(authorization);
    if (!given.find() || !given.group(1).equals(user)) {
      return false;
    }
    String secret = md5(user + ":" + REALM + ":" + password);
    String request = md5(method + ":" + given.group(2));
    return given.group(3).equals(md5(secret + ":" + NONCE + ":" + request));
  }

  private static String md5(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
