package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.EndedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a journal from outside the gateway's process: the store, and before it the calls that
/// still wait in the spool, so that every answered call is seen. Thread-safe.
public final class TailedCalls implements CallReader {
  private final Path dataDir;
  private final @Nullable CallReader store;

  /// @param store null where there is no database yet
  public TailedCalls(Path dataDir, @Nullable CallReader store) {
    this.dataDir = dataDir;
    this.store = store;
  }

  /// The first page may hold more than was asked for: all that waits belongs to it.
  @Override
  public CallPage list(CallQuery query) {
    var lines = new ArrayList<CallLine>();
    var seen = new HashSet<String>();
    if (query.before() < 0) { // read first: what is moved meanwhile is then seen twice, not never
      for (var call : waiting().reversed()) {
        if (!call.listed() || !CallMatch.wanted(query.filter(), call.record())) continue;
        if (seen.add(call.record().id().text())) lines.add(CallLine.of(call.record()));
      }
    }
    if (store == null) return new CallPage(lines, -1, -1);
    var page = store.list(query);
    for (var line : page.calls()) if (seen.add(line.id())) lines.add(line);
    return new CallPage(lines, page.next(), page.lookedUntil());
  }

  @Override
  public @Nullable EndedCall find(CallId id) {
    for (var call : waiting()) {
      if (call.listed() && call.record().id().equals(id)) return call;
    }
    return store == null ? null : store.find(id);
  }

  @Override
  public List<CallId> named(String part, int most) {
    var ids = new LinkedHashSet<CallId>();
    for (var call : waiting().reversed()) {
      var record = call.record();
      boolean own = part.equals(record.client().requestId());
      boolean here = own || record.id().text().replace("-", "").contains(part.replace("-", ""));
      if (call.listed() && here && !part.isEmpty()) ids.add(record.id());
    }
    if (store != null) ids.addAll(store.named(part, most));
    return ids.stream().limit(most).toList();
  }

  @Override
  public @Nullable EndedCall answered(String id) {
    for (var call : waiting()) {
      if (call.listed() && id.equals(AnswerId.of(call))) return call;
    }
    return store == null ? null : store.answered(id);
  }

  private List<EndedCall> waiting() {
    try {
      return SpoolTail.after(dataDir, position());
    } catch (IOException e) {
      throw new JournalException("The spool in " + dataDir + " cannot be read: " + e, e);
    }
  }

  @Override
  public List<Facet> facets(String kind, int most) {
    return store == null ? List.of() : store.facets(kind, most);
  }

  @Override
  public SumsTable sums(SumsQuery query) {
    return store == null ? new SumsTable(List.of(), 0) : store.sums(query);
  }

  @Override
  public SpoolPosition position() {
    return store == null ? SpoolPosition.START : store.position();
  }

  @Override
  public void close() {
    if (store != null) store.close();
  }
}
