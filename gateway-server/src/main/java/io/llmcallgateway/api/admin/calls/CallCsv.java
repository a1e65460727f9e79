package io.llmcallgateway.api.admin.calls;

import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Writes a call as a row of CSV (RFC 4180).
final class CallCsv {
  static final String HEAD =
      "id,time,operation,dialect,stream,state,status,code,model,provider,model_sent,model_returned,lane,attempts,key,session,user,input,cache_read,cache_write,cache_write_hour,input_audio,input_image,output,reasoning,output_audio,output_image,searches,tokens_estimated,cost,cost_usd,duration_us,first_token_us,gateway_us,request_bytes,answer_bytes,origin,losses,tools,session_source,replay_of,tags,question\r\n";

  private static final List<ToLongFunction<Usage>> USAGE =
      List.of(
          Usage::input,
          Usage::cacheRead,
          Usage::cacheWrite,
          Usage::cacheWriteHour,
          Usage::inputAudio,
          Usage::inputImage,
          Usage::output,
          Usage::reasoning,
          Usage::outputAudio,
          Usage::outputImage,
          Usage::searches);

  private final StringBuilder row = new StringBuilder();

  private CallCsv() {}

  static String row(CallRecord call) {
    var csv = new CallCsv();
    csv.add(call);
    return csv.row.append("\r\n").toString();
  }

  private void add(CallRecord call) {
    var models = call.models();
    var client = call.client();
    text(call.id().text()).text(Instant.ofEpochMilli(call.startedAt()).toString());
    text(call.operation().text()).text(call.dialect()).text(String.valueOf(call.stream()));
    text(call.state().text()).number(call.status());
    text(call.failure() == null ? null : call.failure().label());
    text(models.asked()).text(models.provider()).text(models.sent()).text(models.returned());
    text(call.lane().text()).number(call.attempts().size());
    text(client.key()).text(client.session()).text(client.user());
    usage(call.usage());
    text(String.valueOf(call.estimated()));
    text(call.cost().state().text()).text(call.cost().priced() ? call.cost().dollars() : null);
    number(call.timing().total()).number(call.timing().firstToken()).number(call.timing().own());
    number(call.sizes().request()).number(call.sizes().answer());
    text(call.failure() == null ? null : call.failure().fault().text());
    number(LossReport.count(call.losses())).text(String.join(" ", call.tools()));
    text(client.sessionSource());
    text(call.replayOf() == null ? null : call.replayOf().text());
    var tags = new StringBuilder();
    call.tags().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            tag ->
                tags.append(tags.isEmpty() ? "" : " ").append(tag.getKey() + "=" + tag.getValue()));
    text(tags.toString()).text(call.question());
  }

  /// Writes the columns of the usage, empty ones if it is unknown.
  private void usage(@Nullable Usage usage) {
    for (ToLongFunction<Usage> part : USAGE) number(usage == null ? -1 : part.applyAsLong(usage));
  }

  private CallCsv number(long value) {
    return text(value < 0 ? null : Long.toString(value));
  }

  private CallCsv text(@Nullable String value) {
    if (!row.isEmpty()) row.append(',');
    if (value == null || value.isEmpty()) return this;
    var safe = formula(value) ? "'" + value : value;
    boolean quotes = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    if (quotes) row.append('"').append(safe.replace("\"", "\"\"")).append('"');
    else row.append(safe);
    return this;
  }

  /// True if a spreadsheet would evaluate the text, which comes from clients. Spreadsheets ignore
  /// leading blanks and accept full-width signs.
  private static boolean formula(String value) {
    if (value.charAt(0) == '\t' || value.charAt(0) == '\r') return true;
    int at = 0;
    while (at < value.length() && isBlank(value.charAt(at))) at++;
    return at < value.length() && "=+-@＝＋－＠".indexOf(value.charAt(at)) >= 0;
  }

  private static boolean isBlank(char value) {
    return Character.isWhitespace(value)
        || Character.isSpaceChar(value)
        || Character.getType(value) == Character.FORMAT
        || Character.isISOControl(value);
  }
}
