package io.llmcallgateway.dialect.responses;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.AnswerMember;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.Outbound;
import io.llmcallgateway.dialect.StatefulDialect;
import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.TokenCounting;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.responses.answer.AnswerReader;
import io.llmcallgateway.dialect.responses.answer.AnswerWriter;
import io.llmcallgateway.dialect.responses.content.ObjectMembers;
import io.llmcallgateway.dialect.responses.content.ResponseIds;
import io.llmcallgateway.dialect.responses.request.ClientTools;
import io.llmcallgateway.dialect.responses.request.RequestFacts;
import io.llmcallgateway.dialect.responses.request.RequestReader;
import io.llmcallgateway.dialect.responses.request.RequestWriter;
import io.llmcallgateway.dialect.responses.stored.ConversationRestorer;
import io.llmcallgateway.dialect.responses.stored.StoredResponses;
import io.llmcallgateway.dialect.responses.stream.EventWriter;
import io.llmcallgateway.dialect.responses.stream.ResponsesDecoder;
import io.llmcallgateway.dialect.responses.stream.ResponsesEncoder;
import io.llmcallgateway.dialect.responses.stream.ResponsesTap;
import io.llmcallgateway.dialect.support.AbstractDialect;
import io.llmcallgateway.dialect.support.CacheBreakpoints;
import io.llmcallgateway.dialect.support.DecodingTap;
import io.llmcallgateway.dialect.support.MemberRemoval;
import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.dialect.support.OpenAiErrorWriter;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's Responses API. Its clients refer to earlier answers by their ids; a target always gets
/// the whole conversation.
public final class ResponsesDialect extends AbstractDialect
    implements TokenCounting, StatefulDialect {
  private static final OperationPaths PATHS =
      OperationPaths.NONE
          .with(Operation.CHAT, "/responses")
          .with(Operation.COUNT_TOKENS, "/responses/input_tokens");

  private static final List<String> MISPLACED =
      List.of(
          "\"image_url\":\"data:application/",
          "\"image_url\": \"data:application/",
          "\"file_url\":\"data:",
          "\"file_url\": \"data:");

  private static final List<String> CACHING = List.of("\"prompt_cache_");

  private static final Set<AnswerMember> LACKED =
      Set.of(AnswerMember.CHOICES, AnswerMember.DOCUMENT_CITATIONS, AnswerMember.STOP_SEQUENCE);

  public ResponsesDialect() {
    super(DialectId.RESPONSES, PATHS, LACKED);
  }

  @Override
  public boolean takesUrl(Part.Kind kind) {
    return kind == Part.Kind.IMAGE || kind == Part.Kind.DOCUMENT;
  }

  @Override
  public boolean takesCustomTools(ModelRules rules) {
    return rules.takes(Trait.CUSTOM_TOOLS);
  }

  @Override
  public boolean passesAsIs(Inbound in, ModelRules rules) {
    return super.passesAsIs(in, rules)
        && (rules.takes(Trait.NAMESPACE_TOOLS) || !ClientTools.areIn(in.body()));
  }

  @Override
  protected List<String> misplacedMedia() {
    return MISPLACED;
  }

  @Override
  public Facts facts(Inbound in) {
    return RequestFacts.read(in.operation(), in.body());
  }

  /// Returns the request without the cache members that the model is known to refuse.
  @Override
  public Outbound untouched(Inbound in, Facts facts, TargetModel target, Losses losses) {
    var body = forTarget(in.body(), facts, target.model(), false);
    if (!in.body().holdsAny(CACHING)) return new Outbound(in.headers(), body);
    var refused = target.rules().traits().refused();
    var fitting =
        MemberRemoval.of(
            body,
            Set.of(),
            name -> {
              var trait = CacheBreakpoints.SHARED.contains(name) ? Trait.of(name) : null;
              return trait != null && refused.contains(trait);
            },
            losses);
    return new Outbound(in.headers(), fitting);
  }

  @Override
  public ChatRequest readRequest(Inbound in, Facts facts) {
    return RequestReader.read(in.body(), facts);
  }

  @Override
  public Body writeAnswer(ChatAnswer answer, AnswerContext asked) {
    return Body.of(Json.MAPPER.writeValueAsBytes(AnswerWriter.write(answer, asked)));
  }

  @Override
  public StreamEncoder encoder(AnswerContext asked) {
    return new ResponsesEncoder(asked);
  }

  @Override
  public WrittenRequest writeRequest(ChatRequest request, TargetModel target, Losses losses) {
    return RequestWriter.request(request, target, losses);
  }

  @Override
  public Outbound writeCount(ChatRequest request, TargetModel target, Losses losses) {
    return Outbound.of(TokenCounts.question(RequestWriter.write(request, target, losses)));
  }

  @Override
  public long readCount(Body body) {
    return TokenCounts.read(body);
  }

  @Override
  public Body writeCount(long tokens) {
    return TokenCounts.answer(tokens);
  }

  @Override
  public ChatAnswer readAnswer(Body body, TargetModel target, CallIds ids) {
    return AnswerReader.read(body, target, ids);
  }

  @Override
  public Inbound recall(Inbound in, Facts facts, StoredCalls memory) {
    return ConversationRestorer.of(in, facts, memory);
  }

  @Override
  public Body stored(String id, String key, Map<String, String> queries, StoredCalls memory) {
    return StoredResponses.get(id, key, queries, memory);
  }

  @Override
  public Body storedInput(String id, String key, Map<String, String> queries, StoredCalls memory) {
    return StoredResponses.input(id, key, queries, memory);
  }

  @Override
  public Body forget(String id, String key, StoredCalls memory) {
    return StoredResponses.delete(id, key, memory);
  }

  @Override
  public Body passing(Inbound in, Facts facts, Body answer) {
    var previous = in.remembered().previous();
    var response = previous == null ? null : ObjectMembers.ofKept(answer);
    if (previous == null || response == null || !response.has("output")) return answer;
    return Body.of(response.with("previous_response_id", previous));
  }

  @Override
  public StreamTap tap(Inbound in, Facts facts, TargetModel target) {
    var events = new DecodingTap(decoder(target, CallIds.asTheyAre()), target.provider());
    return new ResponsesTap(events, in.remembered().previous());
  }

  @Override
  public StreamDecoder decoder(TargetModel target, CallIds ids) {
    return new ResponsesDecoder(target, ids);
  }

  @Override
  public Failure readError(int status, Headers headers, Body body, String provider) {
    return OpenAiErrorReader.read(status, headers, body, provider);
  }

  @Override
  public Body writeError(Failure failure) {
    return Body.of(Json.MAPPER.writeValueAsBytes(OpenAiErrorWriter.of(failure)));
  }

  /// Returns the event without its number, which is not known here. Codex reads the failed response
  /// only, other clients the error.
  @Override
  public byte[] errorEvent(Failure failure) {
    var out = new ByteSink();
    var events = new EventWriter();
    events.to(out);
    events.error(failure);
    events.response("response.failed", failed("", failure));
    return out.toByteArray();
  }

  /// Returns a stream with the failure if the input is too long, which OpenAI reports in the stream
  /// too: Codex shortens its conversation only on that event.
  @Override
  public byte @Nullable [] failedStream(Inbound in, Failure failure) {
    if (failure.kind() != Failure.Kind.CONTEXT_LENGTH) return null;
    var out = new ByteSink();
    var events = new EventWriter();
    events.to(out);
    var id = ResponseIds.of(in.id());
    events.response("response.created", bare(id, "in_progress"));
    events.error(failure);
    events.response("response.failed", failed(id, failure));
    return out.toByteArray();
  }

  private static ObjectNode failed(String id, Failure failure) {
    var response = bare(id, "failed");
    response.set("error", EventWriter.failedError(failure));
    return response;
  }

  private static ObjectNode bare(String id, String status) {
    var response = Json.MAPPER.createObjectNode();
    response.put("id", id).put("object", "response").put("status", status);
    response.putNull("error").putNull("incomplete_details").putArray("output");
    return response.putNull("usage");
  }
}
