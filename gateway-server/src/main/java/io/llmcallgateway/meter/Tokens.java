package io.llmcallgateway.meter;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// OpenAI's tokens. A vocabulary takes a quarter of a second and some 20 MB, so that each is read
/// when it is first needed, once, and off the threads of calls, which wait. Thread-safe.
public final class Tokens {
  private static final FutureTask<Encoding> OF_EMBEDDINGS = vocabulary(EncodingType.CL100K_BASE);
  private static final FutureTask<Encoding> OF_CHATS = vocabulary(EncodingType.O200K_BASE);

  private Tokens() {}

  private static FutureTask<Encoding> vocabulary(EncodingType type) {
    return new FutureTask<>(() -> Encodings.newLazyEncodingRegistry().getEncoding(type));
  }

  private static Encoding read(FutureTask<Encoding> vocabulary) {
    if (!vocabulary.isDone()) Thread.ofPlatform().daemon().name("tokens").start(vocabulary);
    try {
      return vocabulary.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a vocabulary was read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a vocabulary cannot be read", e.getCause());
    }
  }

  /// The text of tokens in cl100k_base, which OpenAI's embedding models and its clients have.
  /// Throws an `IllegalArgumentException` where a number is no token.
  public static String text(List<Integer> tokens) {
    var list = new IntArrayList(tokens.size());
    for (int token : tokens) {
      if (!isToken(token)) throw new IllegalArgumentException(token + " is no token");
      list.add(token);
    }
    return read(OF_EMBEDDINGS).decode(list);
  }

  /// Words, then the special ones: the end of a text, three of filling in, the end of a prompt.
  private static boolean isToken(int token) {
    return (token >= 0 && token < 100_256)
        || (token > 100_256 && token < 100_261)
        || token == 100_276;
  }

  /// How many tokens of o200k_base a text makes: other vendors' are within some tens of percent.
  public static int count(String text) {
    return read(OF_CHATS).countTokensOrdinary(text);
  }
}
