package io.llmcallgateway.bootstrap;

import io.llmcallgateway.journal.CallCompleter;
import io.llmcallgateway.meter.ClientFormats;
import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.meter.UsageEstimator;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.relay.call.CallSnapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Completes the record of an ended call on the journal's own thread: estimates tokens that the
/// provider did not report, and their cost.
final class CallCompletion implements CallCompleter {
  private static final Logger LOG = LoggerFactory.getLogger(CallCompletion.class);

  private final UsageEstimator estimate;
  private final CallSnapshots snapshots;

  CallCompletion(Tokenizer tokenizer, ClientFormats formats, CallSnapshots snapshots) {
    this.estimate = new UsageEstimator(tokenizer.unqueued(), formats);
    this.snapshots = snapshots;
  }

  @Override
  public CallRecord complete(EndedCall call) {
    var record = call.record();
    if (!UsageEstimator.wanted(record)) return record;
    var id = record.models().provider();
    var model = record.models().sent();
    var snapshot = snapshots.current();
    var provider = id == null ? null : snapshot.catalog().provider(id);
    if (provider == null || model == null) return record; // no longer configured
    try {
      var vocabulary = snapshot.catalog().rules(provider, model).vocabulary();
      var usage = estimate.of(call, vocabulary);
      if (usage == null) return record;
      var cost =
          snapshot
              .pricing()
              .cost(provider, model, record.models().returned(), usage, record.startedAt());
      return record.priced(usage, true, cost);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the tokens of call {} could not be estimated", record.id().shortId(), e);
    }
    return record; // a record without an estimate is better than none
  }
}
