package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.EndedCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A store without a disk. Fails on demand.
final class MemoryStore implements CallStore {
  private final Map<String, EndedCall> calls = new LinkedHashMap<>();
  private SpoolPosition position = SpoolPosition.START;
  private int failures;
  private int batches;
  private boolean removed;

  synchronized void failNext(int times) {
    failures = times;
  }

  synchronized List<EndedCall> calls() {
    return new ArrayList<>(calls.values());
  }

  synchronized int batches() {
    return batches;
  }

  @Override
  public synchronized SpoolPosition position() {
    return position;
  }

  @Override
  public synchronized void add(CallBatch batch) {
    if (failures-- > 0) throw new IllegalStateException("the disk is full");
    batches++;
    for (var few = batch.next(); !few.isEmpty(); few = batch.next()) {
      for (var call : few) calls.putIfAbsent(call.record().id().text(), call);
    }
    position = batch.position();
  }

  @Override
  public synchronized boolean isRemoved() {
    return removed;
  }

  synchronized void remove() {
    removed = true;
  }

  @Override
  public int index(int most) {
    return 0;
  }

  @Override
  public synchronized void forget(CallId id) {
    calls.computeIfPresent(
        id.text(), (_, call) -> new EndedCall(call.record(), List.of(), call.listed()));
  }

  @Override
  public boolean sweep(Retention retention, long nowMillis) {
    return false;
  }

  @Override
  public void close() {}
}
