package io.llmcallgateway.meter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Vocabulary;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Encodes text to tokens and back with published vocabularies. Nothing is loaded before the first
/// use. Calls are served by two platform threads, since a long text would block the carrier thread
/// of many virtual ones. The queue is bounded. Thread-safe.
public final class Tokenizer implements TokenCounter {
  private static final int THREADS = 2;

  /// The number of characters that may wait, some seconds of work for both threads.
  private static final long MOST_WAITING = 20_000_000;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  /// The number of characters that are counted; the rest is assumed to be similar.
  private static final int MOST_COUNTED = 500_000;

  /// The length in characters of slices. A text without spaces is a single piece to a tokenizer,
  /// which is slow on long ones.
  private static final int SLICE = 4_000;

  /// True if the heap has no room for two vocabularies: one takes 28 MB, and more while it is read.
  private static final boolean SMALL_HEAP = Runtime.getRuntime().maxMemory() < 200L << 20;

  private final ThreadPoolExecutor workers;
  private final AtomicLong waiting = new AtomicLong(); // characters
  private volatile @Nullable TokenCodec loaded;

  public Tokenizer() {
    this(null);
  }

  /// @param codec null for the published vocabularies
  Tokenizer(@Nullable TokenCodec codec) {
    loaded = codec;
    workers =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> Thread.ofPlatform().daemon().name("tokenizer").unstarted(work));
    workers.allowCoreThreadTimeOut(true);
  }

  private TokenCodec vocabularies() {
    var current = loaded;
    return current == null ? load() : current;
  }

  private synchronized TokenCodec load() {
    var current = loaded;
    if (current == null) {
      current = new Vocabularies();
      loaded = current;
    }
    return current;
  }

  /// Returns the total number of tokens. Throws a `GatewayException` (overloaded) if the queue is
  /// full.
  @Override
  public long count(Vocabulary vocabulary, List<String> texts) throws InterruptedException {
    long characters = 0;
    for (var text : texts) characters += text.length();
    return ask(Math.min(MOST_COUNTED, characters), () -> counted(vocabulary, texts));
  }

  /// Returns a counter for a platform thread that must not wait behind calls; it counts in the
  /// calling thread.
  public TokenCounter unqueued() {
    return this::counted;
  }

  private long counted(Vocabulary vocabulary, List<String> texts) {
    if (SMALL_HEAP) return rough(texts);
    long tokens = 0;
    long characters = 0;
    long all = 0;
    for (var text : texts) {
      all += text.length();
      int most = (int) Math.min(MOST_COUNTED - characters, text.length());
      for (int start = 0; start < most; start += SLICE) {
        if (Thread.currentThread().isInterrupted()) throw new CancellationException();
        var slice = text.substring(start, Math.min(start + SLICE, most));
        tokens += vocabularies().count(vocabulary, slice);
      }
      characters += most;
    }
    return characters == all ? tokens : Math.round((double) tokens / characters * all);
  }

  private static long rough(List<String> texts) {
    long tokens = 0;
    for (var text : texts) tokens += TokenHeuristics.of(Body.utf8(text));
    return tokens;
  }

  /// Returns the text of tokens. If they end within a character, it is U+FFFD. Throws an
  /// `IllegalArgumentException` if one is not a token, and a `GatewayException` (overloaded) if the
  /// queue is full.
  public String text(Vocabulary vocabulary, List<Integer> tokens) throws InterruptedException {
    return ask(tokens.size(), () -> new String(vocabularies().decode(vocabulary, tokens), UTF_8));
  }

  /// Runs a question on the threads and waits for its answer.
  ///
  /// @param size the approximate number of characters to process
  private <T> T ask(long size, Callable<T> question) throws InterruptedException {
    long room = 1 + size;
    if (waiting.addAndGet(room) > MOST_WAITING) {
      waiting.addAndGet(-room);
      var busy = Failure.of(Failure.Kind.OVERLOADED, "Too many token counts wait. Try again soon.");
      throw new GatewayException(busy.withRetryAfter(RETRY_AFTER));
    }
    var answer = new FutureTask<>(question);
    workers.execute(answer);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      boolean _ = workers.remove(answer); // it holds the texts
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException unknown) throw unknown;
      throw new IllegalStateException("the tokenizer failed", e.getCause());
    } finally {
      waiting.addAndGet(-room);
    }
  }
}
