package io.llmcallgateway.dialect.support;

import io.llmcallgateway.dialect.AnswerMember;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.Outbound;
import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.SseReader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A format that both clients and providers speak, as most formats are: JSON with the model's name
/// in it, answers as server-sent events, passing answers read by the format's own decoder.
public abstract class AbstractDialect implements Dialect {
  private final DialectId id;
  private final OperationPaths paths;
  private final Set<AnswerMember> lacked;

  /// @param lacked the members that its answers have no place for
  protected AbstractDialect(DialectId id, OperationPaths paths, Set<AnswerMember> lacked) {
    this.id = id;
    this.paths = paths;
    this.lacked = lacked;
  }

  @Override
  public final String id() {
    return id.text();
  }

  @Override
  public final OperationPaths paths() {
    return paths;
  }

  @Override
  public final Set<AnswerMember> lacked() {
    return lacked;
  }

  @Override
  public Frames frames(int limit) {
    return new SseReader(limit);
  }

  /// The client's bytes for a target of the same format: the model's name is replaced where the
  /// body holds it.
  ///
  /// @param askUsage true if the stream must be made to end with its usage
  protected Body forTarget(Body request, Facts facts, String model, boolean askUsage) {
    var span = facts.modelSpan();
    if (span == null || model.equals(facts.model())) return request;
    return request.splice(span, Json.string(model));
  }

  @Override
  public @Nullable Outbound untouched(Inbound in, Facts facts, TargetModel target, Losses losses) {
    boolean askUsage = target.rules().takes(Trait.STREAM_OPTIONS);
    return new Outbound(in.headers(), forTarget(in.body(), facts, target.model(), askUsage));
  }

  @Override
  public Answer readPassing(Facts facts, Body answer, TargetModel target) {
    if (facts.operation() != Operation.CHAT) {
      return new Answer(answer, Body.EMPTY, List.of(), null, null);
    }
    var read = readAnswer(answer, target, CallIds.asTheyAre());
    EmptyAnswerCheck.refuse(read, target.provider());
    return AnswerSummary.of(read, answer);
  }

  @Override
  public StreamTap tap(Inbound in, Facts facts, TargetModel target) {
    return new DecodingTap(decoder(target, CallIds.asTheyAre()), target.provider());
  }

  @Override
  public boolean passesAsIs(Inbound in, ModelRules rules) {
    return !in.body().holdsAny(SignatureEnvelope.MARKS, misplacedMedia());
  }

  /// Texts by which a request is known that has a file in the place of an image, or bytes in the
  /// place of an address: vendors refuse these, and a translation puts them right.
  protected List<String> misplacedMedia() {
    return List.of();
  }
}
