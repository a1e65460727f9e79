package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A call whose bodies and texts are to be deleted by the store's one writer.
final class DeleteRequest {
  private static final long MOST_SECONDS = 15;

  private final CallId id;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  DeleteRequest(CallId id) {
    this.id = id;
  }

  void run(CallStore store) {
    try {
      store.forget(id);
      done.complete(true);
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
      throw e;
    }
  }

  /// Waits until it is done; throws a `JournalException` where it was not.
  void await() {
    try {
      done.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new JournalException("Call " + id.text() + " was not deleted from the journal.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException("Not deleted: the gateway is stopping.", e);
    }
  }
}
