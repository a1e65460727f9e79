package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.EndedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the calls that the journal keeps. Thread-safe; waits for a thread of the store's own, so
/// that it can be called on virtual threads.
public interface CallReader extends AutoCloseable {
  CallPage list(CallQuery query);

  @Nullable EndedCall find(CallId id);

  /// The newest calls whose id has a part, dashes left out; where none has, those whose client
  /// named its request so. Only so many of the latest calls are looked through for such names.
  List<CallId> named(String part, int most);

  /// The call that a provider answered under an id of its own, where the client got that id.
  @Nullable EndedCall answered(String id);

  /// The newest values of a facet: `model`, `provider`, `key`, `code`, `dialect`, `tag` (names) or
  /// `tag:NAME` (values).
  List<Facet> facets(String kind, int most);

  /// Sums of ended calls over time, from roll-ups alone.
  SumsTable sums(SumsQuery query);

  /// The position in the spool that the store has reached.
  SpoolPosition position();

  /// A facet's value, and how many calls have it.
  record Facet(String value, long calls) {}

  @Override
  void close();
}
