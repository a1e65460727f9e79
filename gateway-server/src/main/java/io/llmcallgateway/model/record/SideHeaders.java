package io.llmcallgateway.model.record;

import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Headers.Header;
import java.util.ArrayList;

/// The headers that are kept of one side of a call: of the request and of its answer.
public record SideHeaders(Headers request, Headers answer) {
  public static final SideHeaders NONE = new SideHeaders(Headers.NONE, Headers.NONE);

  SideHeaders masked(CallRecord.TextMask mask) {
    return new SideHeaders(masked(request, mask), masked(answer, mask));
  }

  private static Headers masked(Headers headers, CallRecord.TextMask mask) {
    if (headers.all().isEmpty()) return headers;
    var masked = new ArrayList<Header>(headers.all().size());
    for (var each : headers.all()) masked.add(new Header(each.name(), mask.mask(each.value())));
    return new Headers(masked);
  }
}
