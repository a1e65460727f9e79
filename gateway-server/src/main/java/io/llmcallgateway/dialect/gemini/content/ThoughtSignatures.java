package io.llmcallgateway.dialect.gemini.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and writes the `thoughtSignature` of a part. The member is protobuf bytes, and clients in
/// Go, Java and Python decode its base64 and encode it again, so signatures of other vendors are
/// written as base64.
public final class ThoughtSignatures {
  /// The signature that Google documents for calls of other models:
  /// ai.google.dev/gemini-api/docs/thought-signatures.
  public static final String UNCHECKED = "skip_thought_signature_validator";

  private ThoughtSignatures() {}

  /// Returns the field for a signature of any vendor.
  public static String field(Signature signature) {
    if (signature.family().equals(Signature.GEMINI)) return signature.data();
    return encoded(SignatureEnvelope.wrap(signature));
  }

  /// Returns the field of a call, which also carries the reasoning of other vendors before the
  /// call, signed or not: Gemini CLI drops thoughts but keeps signatures of calls. Null if there is
  /// nothing to carry, or too much. Google's own thoughts need not come back, only the call's
  /// signature.
  ///
  /// @param id of the call, which LangChain for Python drops
  /// @param follows true if an earlier call of the turn carries reasoning: the vendor signed it for
  ///   all calls of the turn, so this call's id is carried even without reasoning
  public static @Nullable String field(
      String id, List<Part.Reasoning> before, @Nullable Signature ofCall, boolean follows) {
    boolean own = ofCall != null && ofCall.family().equals(Signature.GEMINI);
    var reasoning = before.stream().filter(part -> !own || part.signature() != null).toList();
    boolean alone = follows && ofCall == null;
    if (reasoning.isEmpty() && !alone) return ofCall == null ? null : field(ofCall);
    var token = SignatureEnvelope.intoField(id, reasoning, ofCall);
    if (!token.isEmpty()) return encoded(token);
    return ofCall == null ? null : field(ofCall);
  }

  /// Reads a field: a signature of any vendor, with the call id and reasoning that it carries.
  public static SignatureEnvelope.Opened open(String field) {
    var text = decoded(field);
    if (text != null) {
      var opened = SignatureEnvelope.fromId(text);
      if (!opened.id().equals(text)) return opened;
      var signature = SignatureEnvelope.open(text, Signature.GEMINI, false);
      if (!signature.data().equals(text))
        return new SignatureEnvelope.Opened("", List.of(), signature);
    }
    return new SignatureEnvelope.Opened(
        "", List.of(), SignatureEnvelope.open(field, Signature.GEMINI, false));
  }

  private static String encoded(String token) {
    return Base64.getEncoder().encodeToString(token.getBytes(ISO_8859_1));
  }

  private static @Nullable String decoded(String field) {
    try {
      var standard = field.replace('-', '+').replace('_', '/');
      return new String(Base64.getDecoder().decode(standard), ISO_8859_1);
    } catch (IllegalArgumentException _) {
      return null; // not base64, so not written by the gateway
    }
  }
}
