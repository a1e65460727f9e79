package io.llmcallgateway.relay.record;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.record.CallRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads from a request what its record is labelled with: who called, and the tags.
final class CallLabels {
  private CallLabels() {}

  static CallRecord.Client client(Inbound in, Facts facts) {
    var caller = in.caller();
    var session = caller.session() == null ? facts.labels().session() : caller.session();
    return new CallRecord.Client(
        caller.key(),
        caller.address(),
        caller.agent(),
        session == null ? null : session.id(),
        session == null ? null : session.source(),
        facts.labels().user(),
        caller.trace(),
        caller.parent(),
        caller.sampled(),
        in.requestId());
  }

  /// Tags of the headers and of the request's metadata; the headers' win.
  static Map<String, String> tags(Inbound in, Facts facts) {
    var metadata = facts.labels().metadata();
    var tags = in.caller().tags();
    if (metadata.isEmpty() || tags.isEmpty()) return metadata.isEmpty() ? tags : metadata;
    var all = new LinkedHashMap<>(metadata);
    all.putAll(tags);
    return all;
  }
}
