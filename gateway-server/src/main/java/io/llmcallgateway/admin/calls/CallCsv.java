package io.llmcallgateway.admin.calls;

import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call as a row of RFC 4180.
final class CallCsv {
  static final String HEAD =
      "id,time,operation,dialect,stream,state,status,code,model,provider,model_sent,model_returned,"
          + "lane,attempts,key,session,user,input,cache_read,cache_write,cache_write_hour,"
          + "input_audio,input_image,output,reasoning,output_audio,output_image,searches,tokens_estimated,cost,cost_usd,"
          + "duration_us,first_token_us,gateway_us,request_bytes,answer_bytes,tags,question\r\n";

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
    var tags = new StringBuilder();
    call.tags().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            tag ->
                tags.append(tags.isEmpty() ? "" : " ").append(tag.getKey() + "=" + tag.getValue()));
    text(tags.toString()).text(call.question());
  }

  private void usage(@Nullable Usage usage) {
    if (usage == null) {
      for (int i = 0; i < 9; i++) text(null);
      return;
    }
    number(usage.input()).number(usage.cacheRead()).number(usage.cacheWrite());
    number(usage.cacheWriteHour()).number(usage.inputAudio()).number(usage.inputImage());
    number(usage.output());
    number(usage.reasoning()).number(usage.outputAudio()).number(usage.outputImage());
    number(usage.searches());
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

  /// Whether a spreadsheet would compute it: the text is a stranger's.
  private static boolean formula(String value) {
    return "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
  }
}
