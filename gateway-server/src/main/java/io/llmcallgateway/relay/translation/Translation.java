package io.llmcallgateway.relay.translation;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.EmbeddingClient;
import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.Outbound;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.TokenCounting;
import io.llmcallgateway.dialect.support.AnswerSummary;
import io.llmcallgateway.dialect.support.EmptyAnswerCheck;
import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts.CostAsked;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Streaming;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.relay.operation.TokenEstimate;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.wire.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Tells how a call crosses to one target and back: as it is where both sides speak the same
/// dialect and nothing needs rewriting, else translated, each way by itself. One thread.
public final class Translation {
  private final ClientCall call;
  private final EndpointChoice choice;
  private final Target target;
  private final TargetDialect dialect;
  private final TargetModel model;
  private final MediaSource media;
  private final ToolNameMapping names;
  private final Tokenizer tokenizer;
  private final Losses losses;
  private final boolean longContext;
  private final boolean requestAsIs;
  private final @Nullable Outbound untouched;
  private final boolean replyAsIs;
  private boolean formatEnforced;

  /// @param asked the provider and its model; the call says which of its endpoints it is
  public Translation(ClientCall call, Target asked, Translator crossings, boolean strict) {
    this.call = call;
    this.longContext = LongContext.isAsked(asked);
    this.choice = EndpointChoice.of(call, LongContext.named(asked), crossings);
    this.target = choice.target();
    this.dialect = crossings.dialects().of(target.provider());
    var rules = choice.rules();
    boolean streams = streams(rules.serving().streaming());
    boolean sameMode = streams == call.facts().stream();
    this.model = new TargetModel(target.provider().id(), target.model(), rules, streams);
    this.media = crossings.media();
    this.names = new ToolNameMapping(dialect.toolNames());
    this.tokenizer = crossings.tokenizer();
    this.losses = new Losses(strict, target.provider().id() + "/" + target.model());
    boolean same = call.dialect().equals(dialect) && call.dialect().passesAsIs(call.in(), rules);
    boolean chat = call.facts().operation() == Operation.CHAT;
    boolean enforced = call.facts().wantsSchema() && !rules.jsonSchema();
    boolean passes = same && sameMode && !(chat && (enforced || rules.rewritesRequests()));
    this.untouched =
        passes ? ((Dialect) dialect).untouched(call.in(), call.facts(), model, losses) : null;
    this.requestAsIs = untouched != null;
    this.replyAsIs = same && sameMode && !(chat && rules.rewritesReplies());
    requirePossible();
  }

  /// Whether a stream is asked of the target, whatever the client asks for.
  private boolean streams(Streaming streaming) {
    boolean asked = call.facts().stream();
    if (call.facts().operation() != Operation.CHAT) return asked;
    return switch (streaming) {
      case EITHER -> asked;
      case ONLY -> true;
      case NOT_WITH_TOOLS -> asked && call.request().tools().isEmpty();
      case NEVER -> false;
    };
  }

  private void requirePossible() {
    var operation = call.facts().operation();
    if (operation == Operation.COMPLETION && !requestAsIs) {
      throw unsupported("takes no legacy completions; use chat completions");
    }
    if (operation == Operation.COUNT_TOKENS) return; // what cannot count is estimated
    boolean embeds =
        call.dialect() instanceof EmbeddingClient && dialect instanceof EmbeddingTarget;
    if (operation == Operation.EMBEDDING && !requestAsIs && !embeds) {
      throw unsupported("makes no embeddings for clients of the dialect " + call.dialect().id());
    }
    if (path() == null) throw unsupported("has no such operation in its dialect");
  }

  /// Whether the target can count tokens; else the gateway estimates them.
  public boolean counts() {
    return path() != null && dialect instanceof TokenCounting;
  }

  /// The answer of the gateway's own estimate.
  public Plain estimate() throws InterruptedException {
    losses.add("count", "estimated");
    long tokens = TokenEstimate.of(call.request(), model.rules().vocabulary(), tokenizer);
    return unread(((TokenCounting) call.dialect()).writeCount(tokens));
  }

  /// Whether embeddings are asked for across formats.
  public boolean embeds() {
    return call.facts().operation() == Operation.EMBEDDING && !requestAsIs;
  }

  public EmbeddingRequest embeddings() {
    return ((EmbeddingClient) call.dialect()).readEmbedding(call.in());
  }

  public Outbound outbound(EmbeddingBatch batch) {
    var body = ((EmbeddingTarget) dialect).writeEmbedding(batch, model, losses);
    return new Outbound(dialect.headers().and(demoHeaders()), body);
  }

  public EmbeddingAnswer readEmbedding(Body body, Headers headers) {
    return ((EmbeddingTarget) dialect).readEmbedding(body, headers, model);
  }

  /// The joined answer as the client gets it.
  public Plain embedded(EmbeddingAnswer answer, EmbeddingRequest asked) {
    var written = ((EmbeddingClient) call.dialect()).writeEmbedding(answer, asked, target.model());
    return new Plain(new Answer(written, Body.EMPTY, List.of(), null, answer.usage()), written);
  }

  private static Plain unread(Body body) {
    return new Plain(new Answer(body, Body.EMPTY, List.of(), null, null), body);
  }

  private GatewayException unsupported(String why) {
    return new GatewayException(
        Failure.of(
            Failure.Kind.UNSUPPORTED,
            "The provider '"
                + target.provider().id()
                + "' speaks the dialect '"
                + dialect.id()
                + "', which "
                + why
                + "."));
  }

  public ClientCall.Means means() {
    return call.means();
  }

  /// Whether the conversation is read, here or on its way back.
  public boolean translates() {
    return !requestAsIs || !replyAsIs();
  }

  public Target target() {
    return target;
  }

  /// Why the request is written anew; empty where its bytes pass.
  public List<String> translatedFor() {
    var why = new ArrayList<String>(2);
    if (requestAsIs) return why;
    if (!call.dialect().equals(dialect)) {
      why.add("the client speaks " + call.dialect().id() + ", the endpoint " + dialect.id());
      return why;
    }
    var rules = model.rules();
    if (!call.dialect().passesAsIs(call.in(), rules)) {
      why.add("it has a form, or carries another model's reasoning, that the target does not take");
    }
    if (call.facts().wantsSchema() && !rules.jsonSchema()) {
      why.add("the model is not held to a JSON schema by itself");
    }
    for (var quirk : rules.quirks()) {
      if (quirk.rewritesRequests()) why.add("quirk " + quirk.text());
    }
    if (why.isEmpty()) why.add("it has what no change of a few bytes makes fit");
    return why;
  }

  public EndpointChoice choice() {
    return choice;
  }

  public TargetModel model() {
    return model;
  }

  public Losses losses() {
    return losses;
  }

  /// Where the operation is below the provider's base URL.
  private @Nullable String path() {
    return path(target.provider(), dialect, call.facts().operation(), model.stream());
  }

  public static @Nullable String path(
      Provider provider, TargetDialect dialect, Operation operation, boolean stream) {
    var own = provider.paths().get(Provider.pathKey(operation, stream));
    if (own == null) return dialect.paths().of(operation, stream);
    return own.equals(Provider.NOWHERE) ? null : own;
  }

  public String filledPath() {
    var own = requestAsIs ? call.dialect().pathAsIs(call.in()) : null;
    if (own != null) return PathTemplate.fill(own, target.model());
    var path = Objects.requireNonNull(path());
    if (embeds()) path = ((EmbeddingTarget) dialect).embeddingPath(path, model);
    return PathTemplate.fill(path, target.model());
  }

  /// The request as the target gets it.
  public Outbound outbound() throws InterruptedException {
    var own = call.dialect().id().equals(dialect.id()) ? call.in().headers() : demoHeaders();
    if (untouched != null) {
      var body = choice.refuses() ? unreasoning(untouched.body()) : untouched.body();
      return new Outbound(dialect.headers().and(headersAsIs(untouched)), body);
    }
    var operation = call.facts().operation();
    boolean count = operation == Operation.COUNT_TOKENS;
    var client = call.in().headers();
    var betas =
        count
            ? ClientBetas.counting(client, longContext, model)
            : ClientBetas.kept(client, longContext, model, losses);
    own = ClientBetas.only(own, dialect.betasInBody() ? List.of() : betas);
    if (count) {
      var counted = ((TokenCounting) dialect).writeCount(request(), model, losses);
      return new Outbound(dialect.headers().and(own).and(counted.headers()), counted.body());
    }
    requireOneChoice();
    var fetched =
        new MediaInliner(media, kind -> dialect.takesUrl(kind, model.rules()), call.means())
            .of(request());
    var formed =
        CustomToolsAsFunctions.fit(fetched, dialect.takesCustomTools(model.rules()), losses);
    boolean placed = model.rules().takes(Trait.PLACED_CACHE_MARKS) && !call.dialect().marksCaches();
    var marked = CacheMarkPlacer.place(formed, placed, losses);
    var said = ForeignToolResults.inWords(marked, dialect.id());
    var chosen = LostToolChoice.fit(said, dialect.id(), losses);
    var whole = dialect.betasInBody() ? ClientBetas.inBody(chosen, betas) : chosen;
    UnreadMembers.tell(call.request(), call.dialect().id(), dialect.id(), losses);
    var written = dialect.writeRequest(names.fit(whole, losses), model, losses);
    formatEnforced = written.formatEnforcedByGateway();
    return new Outbound(dialect.headers().and(own).and(written.headers()), written.body());
  }

  /// The client's own headers, with what the model's name asks for besides.
  private Headers headersAsIs(Outbound untouched) {
    boolean judged = ClientBetas.takesAll(model) && !longContext;
    if (judged || !dialect.id().equals("anthropic")) return untouched.headers();
    var betas = ClientBetas.kept(untouched.headers(), longContext, model, losses);
    return ClientBetas.only(untouched.headers(), betas);
  }

  private Body unreasoning(Body body) {
    var changed = ((Dialect) dialect).unreasoning(body);
    if (changed == null) return body;
    losses.add("reasoning_effort", "none-with-tools");
    return changed;
  }

  private ChatRequest request() {
    var kept = BillingLineFilter.kept(call.request(), model.rules(), losses);
    return UnaskedReasoning.fit(kept, call.dialect().reasonsIfAsked(), model.rules(), losses);
  }

  /// Half of the answers asked for is not what was asked for.
  private void requireOneChoice() {
    int asked = call.request().choices();
    if (asked <= 1 || dialect.takesChoices(model.rules())) return;
    throw new GatewayException(
        Failure.of(
                Failure.Kind.INVALID_REQUEST,
                "The provider '"
                    + target.provider().id()
                    + "' gives one answer to a call; ask "
                    + asked
                    + " times instead of for n="
                    + asked
                    + ".")
            .withParam("n"));
  }

  /// The demo provider's knob is no dialect's.
  private Headers demoHeaders() {
    var rate = call.in().headers().first("x-demo-tokens-per-second");
    return rate == null ? Headers.NONE : Headers.of("x-demo-tokens-per-second", rate);
  }

  public Failure readError(int status, Headers headers, Body body) {
    return dialect.readError(status, headers, body, target.provider().id());
  }

  /// What becomes of the streamed reply.
  public StreamTransform passage() {
    if (!replyAsIs()) return new TranslatingTransform(call, this, dialect, names, format());
    return new UntouchedTransform(
        call, this, (Dialect) dialect, () -> call.dialect().encoder(call.asked(model)));
  }

  /// Whether the client's stream is to tell the call's cost.
  public boolean tellsCost(BooleanSupplier unasked) {
    var facts = call.facts();
    return facts.cost() == CostAsked.YES
        || (facts.cost() == CostAsked.NO && facts.wantsUsage() && unasked.getAsBoolean());
  }

  public boolean replyAsIs() {
    return replyAsIs && format() == null && !names.changed();
  }

  /// The format that the gateway sees to, since the target is not held to it; null where none.
  private @Nullable FormatEnforcer format() {
    if (!formatEnforced) return null;
    var format = Objects.requireNonNull(call.request().format());
    return new FormatEnforcer(format, target.provider().id(), losses);
  }

  /// A plain answer that passes untouched, or its beginning, as the client gets it.
  public Body passing(Body answer) {
    return call.dialect().passing(call.in(), call.facts(), answer);
  }

  /// A plain answer on its way back.
  ///
  /// @param toClient as the client gets it
  public record Plain(Answer answer, Body toClient) {}

  public Plain plain(Body body) {
    var operation = call.facts().operation();
    if (operation == Operation.COUNT_TOKENS) {
      if (replyAsIs) return unread(body);
      long tokens = ((TokenCounting) dialect).readCount(body);
      return unread(((TokenCounting) call.dialect()).writeCount(tokens));
    }
    boolean streamed = operation == Operation.CHAT && StreamedAnswerReader.is(body);
    if (replyAsIs() && !streamed) {
      var own = (Dialect) dialect;
      return new Plain(own.readPassing(call.facts(), body, model), passing(body));
    }
    var answer = answer(body, streamed);
    var written = call.dialect().writeAnswer(answer, call.asked(model));
    return new Plain(AnswerSummary.of(answer, written), written);
  }

  /// A whole answer as the client is to get it.
  private ChatAnswer answer(Body body, boolean streamed) {
    var ids = replyAsIs() ? CallIds.asTheyAre() : CallIds.after(call.request());
    var answer =
        streamed
            ? StreamedAnswerReader.read(body, dialect, model, ids, losses)
            : dialect.readAnswer(body, model, ids);
    EmptyAnswerCheck.refuse(answer, model.provider());
    var format = format();
    if (format != null) answer = format.fit(answer);
    answer = names.restore(answer);
    losses.ofAnswer(AnswerLosses.of(answer, call.dialect()));
    return answer;
  }

  /// A plain answer to a client that asked for a stream.
  public WholeAnswerStream replay(Body body) {
    if (call.facts().operation() == Operation.CHAT) {
      return new WholeAnswerStream(call, model, answer(body, StreamedAnswerReader.is(body)));
    }
    throw new GatewayException(
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_ERROR,
            model.provider(),
            "The provider answered a stream request with a plain answer."));
  }

  /// Notes an event that could not be read, unless nothing is in it.
  public void unreadable(Frames frames) {
    for (int i = frames.dataStart(); i < frames.dataEnd(); i++) {
      if (frames.data()[i] <= ' ') continue;
      losses.add("answer.event", "unreadable");
      return;
    }
  }
}
