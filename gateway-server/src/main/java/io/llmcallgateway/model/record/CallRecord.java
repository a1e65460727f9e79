package io.llmcallgateway.model.record;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An ended call. Instants in epoch milliseconds, durations in microseconds, sizes in bytes, -1 if
/// something did not happen or is unknown.
///
/// @param startedAt the arrival of the request
/// @param status the status that the client got
/// @param failure the reason of an error, without the provider's details
/// @param lane how the call went to the last target
/// @param losses those of the request, as in `x-gateway-losses`, and of the answer: see
///   `Losses.text`
/// @param finishReason in the terms of the client's dialect
/// @param usage as the provider counted or the gateway estimated it
/// @param tags from `x-gateway-tag-*` and the request's own metadata
/// @param config a digest of the configuration in force
/// @param question the last text of the user, for full-text search
/// @param answered the answer's text, for full-text search
/// @param tools the names of the tools that the answer calls, at most eight
/// @param replayOf the call that this one repeats
/// @param headers the client's side, as far as it is kept
/// @param payloads whether the bodies are there
public record CallRecord(
    CallId id,
    long startedAt,
    Operation operation,
    String dialect,
    boolean stream,
    State state,
    int status,
    @Nullable Failure failure,
    Models models,
    Lane lane,
    List<AttemptRecord> attempts,
    String losses,
    @Nullable String finishReason,
    @Nullable Usage usage,
    boolean estimated,
    Cost cost,
    Timing timing,
    Sizes sizes,
    Client client,
    Map<String, String> tags,
    String config,
    String question,
    String answered,
    List<String> tools,
    @Nullable CallId replayOf,
    SideHeaders headers,
    PayloadsState payloads) {

  /// Masks secrets and personal data in a text.
  @FunctionalInterface
  public interface TextMask {
    /// Returns the text with secrets and personal data replaced.
    String mask(String text);
  }

  /// The outcome of a call.
  public enum State {
    SUCCESS,
    ERROR,
    REFUSED,
    CANCELLED,
    STOPPED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The way a call went to the provider: untouched, translated, or not at all.
  public enum Lane {
    VERBATIM,
    TRANSLATED,
    NONE;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The names of the model from the request to the answer.
  ///
  /// @param asked the name in the client's request
  /// @param routed the group, alias or target that the name stands for
  /// @param provider the one that answered or was tried last
  /// @param sent the name sent to that provider
  /// @param returned the name in the provider's answer
  public record Models(
      String asked,
      @Nullable String routed,
      @Nullable String provider,
      @Nullable String sent,
      @Nullable String returned) {}

  /// The times of a call.
  ///
  /// @param total from acceptance to the last byte
  /// @param firstToken from acceptance to the first content
  /// @param lastToken from acceptance to the last content
  /// @param upstream the time in which requests to providers were in progress, overlaps counted
  ///   once
  public record Timing(long total, long firstToken, long lastToken, long upstream) {
    /// Returns the gateway's own share of the time.
    public long own() {
      return Math.max(0, total - upstream);
    }
  }

  /// The sizes of bodies as the client and the provider sent and received them. The provider's are
  /// sums over all attempts.
  public record Sizes(long request, long answer, long providerRequest, long providerAnswer) {}

  /// The client of a call.
  ///
  /// @param key the id of the client key, never the key itself
  /// @param session the conversation or the task that the call belongs to
  /// @param sessionSource the header or the member of the body that names it
  /// @param user the end user named in the request
  /// @param trace the W3C trace id
  /// @param parent the W3C id of the caller's span
  /// @param sampled whether that span is sampled, as far as is known
  /// @param requestId the client's own request id
  public record Client(
      String key,
      @Nullable String address,
      @Nullable String agent,
      @Nullable String session,
      @Nullable String sessionSource,
      @Nullable String user,
      @Nullable String trace,
      @Nullable String parent,
      boolean sampled,
      @Nullable String requestId) {

    /// A client whose session, if any, has no known source.
    public Client(
        String key,
        @Nullable String address,
        @Nullable String agent,
        @Nullable String session,
        @Nullable String user,
        @Nullable String trace,
        @Nullable String parent,
        boolean sampled,
        @Nullable String requestId) {
      this(key, address, agent, session, null, user, trace, parent, sampled, requestId);
    }

    private Client masked(TextMask mask) {
      return new Client(
          key,
          address,
          masked(agent, mask),
          masked(session, mask),
          sessionSource,
          masked(user, mask),
          trace,
          parent,
          sampled,
          masked(requestId, mask));
    }

    private static @Nullable String masked(@Nullable String text, TextMask mask) {
      return text == null ? null : mask.mask(text);
    }
  }

  public CallRecord {
    attempts = List.copyOf(attempts);
    tags = Map.copyOf(tags);
    tools = List.copyOf(tools);
  }

  /// A call without tools and headers, of whose bodies nothing is kept.
  public CallRecord(
      CallId id,
      long startedAt,
      Operation operation,
      String dialect,
      boolean stream,
      State state,
      int status,
      @Nullable Failure failure,
      Models models,
      Lane lane,
      List<AttemptRecord> attempts,
      String losses,
      @Nullable String finishReason,
      @Nullable Usage usage,
      boolean estimated,
      Cost cost,
      Timing timing,
      Sizes sizes,
      Client client,
      Map<String, String> tags,
      String config,
      String question,
      String answered) {
    this(
        id,
        startedAt,
        operation,
        dialect,
        stream,
        state,
        status,
        failure,
        models,
        lane,
        attempts,
        losses,
        finishReason,
        usage,
        estimated,
        cost,
        timing,
        sizes,
        client,
        tags,
        config,
        question,
        answered,
        List.of(),
        null,
        SideHeaders.NONE,
        PayloadsState.NONE);
  }

  /// True if the call ended in an error of any origin.
  public boolean failed() {
    return state != State.SUCCESS && state != State.CANCELLED;
  }

  /// Returns the cost that the provider reported, in nano-USD; -1 if it reported none.
  public long reportedNanos() {
    return usage == null ? -1 : usage.reportedNanos();
  }

  /// True if the provider reported a cost that differs from the computed one by more than one
  /// percent.
  public boolean costDiffers() {
    long reported = reportedNanos();
    if (reported < 0 || !cost.priced()) return false;
    return Math.abs(reported - cost.nanos()) > cost.nanos() / 100.0;
  }

  /// Returns the tokens of the answer per second, from the first to the last; -1 if unknown.
  public double tokensPerSecond() {
    long micros = timing.lastToken() - timing.firstToken();
    if (usage == null || timing.firstToken() < 0 || micros <= 0) return -1;
    return usage.completionTokens() * 1e6 / micros;
  }

  /// Returns the call with usage and cost as determined later.
  public CallRecord priced(@Nullable Usage usage, boolean estimated, Cost cost) {
    var with = new RecordChanges(this);
    with.usage = usage;
    with.estimated = estimated;
    with.cost = cost;
    return with.record(this);
  }

  /// Returns the call with other texts of question and answer, which may be kept elsewhere.
  public CallRecord texted(String question, String answered) {
    var with = new RecordChanges(this);
    with.question = question;
    with.answered = answered;
    return with.record(this);
  }

  /// Returns the call with another duration, all of it spent on the provider.
  public CallRecord lasting(long micros) {
    var with = new RecordChanges(this);
    with.timing = new Timing(micros, timing.firstToken(), timing.lastToken(), micros);
    return with.record(this);
  }

  /// Returns the call as one that repeats another.
  CallRecord repeating(@Nullable CallId call) {
    var with = new RecordChanges(this);
    with.replayOf = call;
    return with.record(this);
  }

  /// Returns the call with what has become of its bodies.
  public CallRecord withPayloads(PayloadsState state) {
    var with = new RecordChanges(this);
    with.payloads = state;
    return with.record(this);
  }

  /// Returns the call without what may hold secrets that nobody has looked for, and without bodies.
  public CallRecord bare() {
    var with = new RecordChanges(this);
    with.attempts =
        attempts.stream().map(each -> each.with(each.failure(), SideHeaders.NONE)).toList();
    with.question = "";
    with.answered = "";
    with.headers = SideHeaders.NONE;
    with.payloads = PayloadsState.SHED;
    return with.record(this);
  }

  /// Returns the call with each text masked that users or providers wrote.
  public CallRecord masked(TextMask mask) {
    var with = new RecordChanges(this);
    with.failure = masked(failure, mask);
    with.attempts = attempts.stream().map(each -> masked(each, mask)).toList();
    with.client = client.masked(mask);
    with.tags = masked(tags, mask);
    with.question = mask.mask(question);
    with.answered = mask.mask(answered);
    with.tools = tools.stream().map(mask::mask).toList();
    with.headers = headers.masked(mask);
    return with.record(this);
  }

  private static AttemptRecord masked(AttemptRecord attempt, TextMask mask) {
    return attempt.with(masked(attempt.failure(), mask), attempt.headers().masked(mask));
  }

  private static @Nullable Failure masked(@Nullable Failure failure, TextMask mask) {
    if (failure == null) return null;
    return failure.told(mask.mask(failure.message()), null, List.of());
  }

  private static Map<String, String> masked(Map<String, String> tags, TextMask mask) {
    var masked = new HashMap<String, String>();
    tags.forEach((name, value) -> masked.put(name, mask.mask(value)));
    return masked;
  }
}
