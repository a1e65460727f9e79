package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds calls and their bodies for pages. Thread-safe.
public final class KeptCalls {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  /// The memory that one call may need while it is written: its bodies compressed, plain and
  /// encoded.
  private static final long MOST_OF_A_CALL = 48L << 20;

  private final JournalAccess journal;

  public KeptCalls(JournalAccess journal) {
    this.journal = journal;
  }

  /// Serves a page.
  @FunctionalInterface
  public interface Page {
    void serve(HttpCall call) throws IOException, InterruptedException;
  }

  /// Serves a page. Turns a failure of the journal into an error answer with its reason.
  public static void serve(HttpCall call, Page page) throws IOException, InterruptedException {
    try {
      page.serve(call);
    } catch (JournalException e) {
      throw new GatewayException(
          Failure.of(Failure.Kind.OVERLOADED, String.valueOf(e.getMessage())));
    }
  }

  /// Reserves the memory that one call may need while it is written, since its size is known only
  /// then.
  public static void reserve(HttpCall call) throws InterruptedException {
    var held = call.held();
    held.need(Math.min(MOST_OF_A_CALL, held.limit() / 3));
  }

  /// Returns the call of that id.
  ///
  /// @throws GatewayException if there is none
  public EndedCall find(String id) {
    var lower = id.toLowerCase(Locale.ROOT);
    var found = ID.matcher(lower).matches() ? look(lower) : null;
    if (found != null) return found;
    throw unknown("There is no call " + id + " in the journal: it may be too old.");
  }

  private @Nullable EndedCall look(String id) {
    var found = journal.calls().find(new CallId(id));
    if (found != null) return found;
    journal.settle(); // the call may just have ended
    return journal.calls().find(new CallId(id));
  }

  /// Returns a body of a call; null if it was not kept.
  ///
  /// @param attempt the number of the attempt; null for the first body of that kind
  public static @Nullable Payload payload(EndedCall call, String kind, @Nullable String attempt) {
    for (var payload : call.payloads()) {
      boolean same = payload.kind().text().equals(kind);
      if (same && (attempt == null || attempt.equals(String.valueOf(payload.attempt())))) {
        return payload;
      }
    }
    return null;
  }

  /// Returns the failure for a path of which there is nothing.
  public static GatewayException unknown(String message) {
    return new GatewayException(Failure.of(Failure.Kind.UNKNOWN_PATH, message));
  }
}
