package io.llmcallgateway.upload;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import org.jspecify.annotations.Nullable;

/// The content type of a multipart form.
///
/// @param text as the client sent it
public record FormType(String text, String boundary) {
  private static final int MOST_BOUNDARY = 200;

  /// Reads a content type. Throws a `GatewayException` (INVALID_REQUEST) where it is not that of a
  /// form with a boundary.
  public static FormType of(@Nullable String contentType) {
    var read = contentType == null ? null : HeaderParameters.read(contentType);
    if (contentType == null || read == null || !read.value().equals("multipart/form-data")) {
      throw invalid("This path takes a file in a form: send it as multipart/form-data.");
    }
    var boundary = read.parameters().get("boundary");
    if (boundary == null || !isBoundary(boundary)) {
      throw invalid(
          "The content-type has no boundary that can be read; let your HTTP library set the header"
              + " for multipart/form-data.");
    }
    return new FormType(contentType, boundary);
  }

  private static boolean isBoundary(String text) {
    if (text.isEmpty() || text.length() > MOST_BOUNDARY || text.endsWith(" ")) return false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7F) return false;
    }
    return true;
  }

  private static GatewayException invalid(String message) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message));
  }
}
