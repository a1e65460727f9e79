package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.EndedCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A store without a disk. Fails on demand.
final class MemoryStore implements CallStore {
  private final Map<String, EndedCall> calls = new LinkedHashMap<>();
  private SpoolPosition position = SpoolPosition.START;
  private int failures;
  private Predicate<EndedCall> poison = _ -> false;
  private boolean failsToIndex;
  private final List<CallId> again = new ArrayList<>();
  private int batches;
  private boolean removed;

  synchronized void failNext(int times) {
    failures = times;
  }

  /// Fails with an `Error` for some calls.
  synchronized void poison(Predicate<EndedCall> calls) {
    poison = calls;
  }

  synchronized void failToIndex() {
    failsToIndex = true;
  }

  synchronized List<EndedCall> calls() {
    return new ArrayList<>(calls.values());
  }

  /// Calls that came more than once.
  synchronized List<CallId> again() {
    return List.copyOf(again);
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
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("the disk is full");
    }
    var added = new ArrayList<EndedCall>();
    for (var few = batch.next(); !few.isEmpty(); few = batch.next()) {
      if (few.stream().anyMatch(poison)) throw new StackOverflowError();
      added.addAll(few);
    }
    batches++;
    for (var call : added) {
      var before = calls.putIfAbsent(call.record().id().text(), call);
      if (before != null) again.add(call.record().id());
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
  public synchronized int index(int most) {
    if (failsToIndex) throw new LinkageError("no index");
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
