package io.llmcallgateway.meter;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import io.llmcallgateway.model.Vocabulary;
import java.util.List;

/// The published vocabularies. Each is read when first needed, which takes a quarter of a second
/// and some 28 MB. Thread-safe.
final class Vocabularies implements TokenCodec {
  private final EncodingRegistry registry = Encodings.newLazyEncodingRegistry();

  private Encoding encoding(Vocabulary vocabulary) {
    return registry.getEncoding(
        switch (vocabulary) {
          case O200K -> EncodingType.O200K_BASE;
          case CL100K -> EncodingType.CL100K_BASE;
        });
  }

  @Override
  public int count(Vocabulary vocabulary, String text) {
    return encoding(vocabulary).countTokensOrdinary(text);
  }

  @Override
  public byte[] decode(Vocabulary vocabulary, List<Integer> tokens) {
    var list = new IntArrayList(tokens.size());
    tokens.forEach(list::add);
    try {
      return encoding(vocabulary).decodeBytes(list);
    } catch (NullPointerException e) {
      throw new IllegalArgumentException(e.getMessage(), e); // thrown by jtokkit for unknown tokens
    }
  }
}
