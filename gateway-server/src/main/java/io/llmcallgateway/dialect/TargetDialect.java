package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Frames;
import org.jspecify.annotations.Nullable;

/// A wire format as providers speak it. Thread-safe.
public interface TargetDialect {
  /// The name in configuration, in `Extras` and in documents.
  String id();

  /// The paths of its operations below a provider's base URL, unless the provider's row has others.
  OperationPaths paths();

  /// Headers that each request of this dialect has (a version, say).
  default Headers headers() {
    return Headers.NONE;
  }

  /// True if media of that kind may be sent as an http(s) address; else the gateway fetches it.
  boolean takesUrl(Part.Kind kind);

  /// True if media of that kind may be sent as an address to a model of those rules.
  default boolean takesUrl(Part.Kind kind, ModelRules rules) {
    return takesUrl(kind);
  }

  /// The rule for names of tools.
  default ToolNameRule toolNames() {
    return ToolNameRule.WORD_64;
  }

  /// True if it has tools whose input is free text; else they are sent as functions.
  default boolean takesCustomTools(ModelRules rules) {
    return false;
  }

  /// True if Anthropic's betas stand in a header of each request.
  default boolean betasInHeader() {
    return false;
  }

  /// True if Anthropic's betas stand in the body.
  default boolean betasInBody() {
    return false;
  }

  /// True if several answers may be asked for at once.
  default boolean takesChoices(ModelRules rules) {
    return false;
  }

  /// The request for a target. What cannot cross goes to `losses`.
  WrittenRequest writeRequest(ChatRequest request, TargetModel target, Losses losses);

  /// Reads a plain answer. Throws a `GatewayException` where it is no answer at all (not JSON, or
  /// an error in a 200).
  ChatAnswer readAnswer(Body body, TargetModel target, CallIds ids);

  /// Finds the frames of a streamed answer; none may have more than `limit` bytes.
  Frames frames(int limit);

  /// A reader of one streamed answer.
  StreamDecoder decoder(TargetModel target, CallIds ids);

  /// The embeddings of its providers; null where they make none.
  default @Nullable EmbeddingTarget embeddingTarget() {
    return null;
  }

  /// A provider's error reply as a failure; never throws, whatever the body holds.
  Failure readError(int status, Headers headers, Body body, String provider);
}
