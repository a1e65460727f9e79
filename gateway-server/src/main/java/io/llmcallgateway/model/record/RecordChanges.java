package io.llmcallgateway.model.record;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of a record that may change after the call's end.
final class RecordChanges {
  @Nullable Failure failure;
  List<AttemptRecord> attempts;
  @Nullable Usage usage;
  boolean estimated;
  Cost cost;
  CallRecord.Timing timing;
  CallRecord.Client client;
  Map<String, String> tags;
  String question;
  String answered;
  List<String> tools;
  @Nullable CallId replayOf;
  SideHeaders headers;
  PayloadsState payloads;

  RecordChanges(CallRecord of) {
    failure = of.failure();
    attempts = of.attempts();
    usage = of.usage();
    estimated = of.estimated();
    cost = of.cost();
    timing = of.timing();
    client = of.client();
    tags = of.tags();
    question = of.question();
    answered = of.answered();
    tools = of.tools();
    replayOf = of.replayOf();
    headers = of.headers();
    payloads = of.payloads();
  }

  CallRecord record(CallRecord of) {
    return new CallRecord(
        of.id(),
        of.startedAt(),
        of.operation(),
        of.dialect(),
        of.stream(),
        of.state(),
        of.status(),
        failure,
        of.models(),
        of.lane(),
        attempts,
        of.losses(),
        of.finishReason(),
        usage,
        estimated,
        cost,
        timing,
        of.sizes(),
        client,
        tags,
        of.config(),
        question,
        answered,
        tools,
        replayOf,
        headers,
        payloads);
  }
}
