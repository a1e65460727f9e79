package io.llmcallgateway.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// A multipart form as clients' libraries write it.
public final class Form {
  public static final String BOUNDARY = "----form-8f2b1c";
  public static final String TYPE = "Content-Type: multipart/form-data; boundary=" + BOUNDARY;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Form field(String name, String value) {
    return part("form-data; name=\"" + name + "\"", value.getBytes(UTF_8));
  }

  public Form file(String name, String file, byte[] content) {
    return part(
        "form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: audio/mpeg".formatted(name, file),
        content);
  }

  /// A part with a content-disposition of the test's choice.
  public Form part(String disposition, byte[] content) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n\r\n");
    out.writeBytes(content);
    write("\r\n");
    return this;
  }

  private void write(String text) {
    out.writeBytes(text.getBytes(UTF_8));
  }

  public byte[] bytes() {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return whole.toByteArray();
  }
}
