package io.llmcallgateway.dialect.responses.content;

import io.llmcallgateway.model.CallId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ids of the gateway's own answers: the call's id without its dashes, so that an answer is
/// found without an index.
public final class ResponseIds {
  private static final String PREFIX = "resp_";
  private static final Pattern OWN =
      Pattern.compile(
          PREFIX + "([0-9a-f]{8})([0-9a-f]{4})(7[0-9a-f]{3})([89ab][0-9a-f]{3})([0-9a-f]{12})");

  private ResponseIds() {}

  public static String hex(CallId call) {
    return call.text().replace("-", "");
  }

  public static String of(CallId call) {
    return PREFIX + hex(call);
  }

  /// Returns the call whose answer has that id, or null if the id is a provider's.
  public static @Nullable CallId call(String id) {
    var parts = OWN.matcher(id);
    if (!parts.matches()) return null;
    return new CallId(
        String.join(
            "-", parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5)));
  }
}
