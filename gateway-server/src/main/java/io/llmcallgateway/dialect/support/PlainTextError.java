package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;

/// The words of an error that is no JSON: a proxy's page, plain text. Read in one pass, since
/// nobody knows what a provider's edge sends.
public final class PlainTextError {
  private static final int MOST = 300;
  private static final String[] WORDLESS = {"script", "style"};

  private final String text;
  private final StringBuilder words = new StringBuilder();
  private int at;

  private PlainTextError(String text) {
    this.text = text;
  }

  /// The message for an error reply that has none of its own.
  public static String describe(int status, Headers headers, Body body) {
    var words = of(body);
    var what = "The provider answered with status " + status;
    if (words.isEmpty()) return what + " and no body.";
    var type = headers.first("content-type");
    return what + (type == null ? "" : " and a body of type " + type) + ": " + words;
  }

  /// The beginning of a body without markup, on one line; empty where nothing is left.
  public static String of(Body body) {
    return new PlainTextError(body.utf8()).read();
  }

  private String read() {
    while (at < text.length() && words.length() <= MOST + 1) {
      char c = text.charAt(at);
      int end = c == '<' ? text.indexOf('>', at) : -1;
      if (end >= 0) {
        skip(end);
        blank();
      } else if (c == '<') {
        add(text.substring(at, Math.min(text.length(), at + 2 * MOST))); // no markup any more
        break;
      } else {
        add(text.substring(at, at + 1));
        at++;
      }
    }
    var read = words.toString().strip();
    return read.length() > MOST ? read.substring(0, MOST) + "…" : read;
  }

  /// Goes behind the tag that ends at `end`, or behind what it holds that is not for reading.
  private void skip(int end) {
    int behind = end + 1;
    for (var name : WORDLESS) {
      if (!text.startsWith(name, at + 1)) continue;
      int close = text.indexOf("</" + name + ">", behind);
      // One that is never closed hides the rest, as it does in a browser.
      behind = close < 0 ? text.length() : close + name.length() + 3;
    }
    at = behind;
  }

  private void add(String more) {
    for (int i = 0; i < more.length(); i++) {
      char c = more.charAt(i);
      if (Character.isWhitespace(c)) blank();
      else words.append(c);
    }
  }

  private void blank() {
    if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') words.append(' ');
  }
}
