package io.llmcallgateway.journal;

import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A call in a list. Units as in `CallRecord`.
///
/// @param cursor where a page that begins after this call begins
/// @param cost a `Cost.State`'s text
/// @param costDiffers whether the provider says another cost, by more than a hundredth
/// @param question the beginning of what the user said
/// @param origin whose fault it was, a `Failure.Fault`'s text; null without a failure
/// @param losses how many
/// @param tools the names of the tools that the answer calls
/// @param sessionSource the header or member of the body that names the session
/// @param replayOf the id of the call that this one repeats
/// @param tags by their names; the first of many
public record CallLine(
    long cursor,
    String id,
    long startedAt,
    String operation,
    String dialect,
    boolean stream,
    String state,
    int status,
    @Nullable String code,
    String model,
    @Nullable String provider,
    @Nullable String sent,
    String lane,
    int attempts,
    String key,
    @Nullable String session,
    @Nullable String user,
    long inputTokens,
    long cachedTokens,
    long outputTokens,
    boolean estimated,
    String cost,
    long nanos,
    boolean costDiffers,
    long micros,
    long firstToken,
    long own,
    String question,
    @Nullable String origin,
    long losses,
    List<String> tools,
    @Nullable String sessionSource,
    @Nullable String replayOf,
    Map<String, String> tags) {
  private static final int QUESTION = 200;
  private static final int MOST_TAGS = 16;

  public CallLine {
    tools = List.copyOf(tools);
    tags = shown(tags);
  }

  private static Map<String, String> shown(Map<String, String> tags) {
    if (tags.isEmpty()) return Map.of();
    var sorted = new TreeMap<>(tags);
    while (sorted.size() > MOST_TAGS) sorted.pollLastEntry();
    return Collections.unmodifiableMap(sorted);
  }

  /// The line of a call that is in no store yet.
  public static CallLine of(CallRecord call) {
    var usage = call.usage() == null ? Usage.NONE : call.usage();
    var models = call.models();
    return new CallLine(
        Long.MAX_VALUE,
        call.id().text(),
        call.startedAt(),
        call.operation().text(),
        call.dialect(),
        call.stream(),
        call.state().text(),
        call.status(),
        call.failure() == null ? null : call.failure().label(),
        models.asked(),
        models.provider(),
        models.sent(),
        call.lane().text(),
        call.attempts().size(),
        call.client().key(),
        call.client().session(),
        call.client().user(),
        usage.promptTokens(),
        usage.cacheRead(),
        usage.completionTokens(),
        call.estimated(),
        call.cost().state().text(),
        call.cost().nanos(),
        call.costDiffers(),
        call.timing().total(),
        call.timing().firstToken(),
        call.timing().own(),
        beginning(call.question()),
        call.failure() == null ? null : call.failure().fault().text(),
        LossReport.count(call.losses()),
        call.tools(),
        call.client().sessionSource(),
        call.replayOf() == null ? null : call.replayOf().text(),
        call.tags());
  }

  /// Returns as much of a question as a list shows, in whole characters.
  public static String beginning(String question) {
    if (question.length() <= QUESTION) return question;
    boolean pair = Character.isHighSurrogate(question.charAt(QUESTION - 1));
    return question.substring(0, pair ? QUESTION - 1 : QUESTION);
  }
}
