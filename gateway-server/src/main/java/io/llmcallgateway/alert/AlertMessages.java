package io.llmcallgateway.alert;

import io.llmcallgateway.alert.AlertCondition.Down;
import io.llmcallgateway.alert.AlertCondition.Errors;
import io.llmcallgateway.alert.AlertCondition.Shed;
import io.llmcallgateway.alert.AlertCondition.Slow;
import io.llmcallgateway.alert.AlertCondition.Spend;
import io.llmcallgateway.config.AlertLanguage;
import io.llmcallgateway.config.AlertSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/// Formats alerts as plain sentences: the condition, its time, the limit and where to look. All
/// begin with the product's name, which some services require as a keyword.
final class AlertMessages {
  private static final String NAME = "LLMCallGateway ";

  private AlertMessages() {}

  static String of(AlertCondition trouble, AlertNotification.State state, AlertLanguage language) {
    return switch (language) {
      case EN -> NAME + english(state) + " " + trouble.kind() + ": " + english(trouble, state);
      case ZH -> NAME + chinese(state) + " " + trouble.kind() + "：" + chinese(trouble, state);
    };
  }

  /// Returns the text of a test message.
  static String test(AlertSettings settings) {
    var watched = settings.watched();
    boolean none = watched.isEmpty();
    return switch (settings.language()) {
      case EN ->
          NAME
              + "TEST: alerts arrive here. "
              + (none ? "Nothing is watched yet." : "Watched: " + String.join(", ", watched) + ".");
      case ZH ->
          NAME
              + "测试：告警可以送达这里。"
              + (none ? "目前还没有配置任何监控项。" : "已配置：" + String.join("、", watched) + "。");
    };
  }

  private static String english(AlertNotification.State state) {
    return switch (state) {
      case FIRING -> "ALERT";
      case LASTING -> "ALERT (still)";
      case RESOLVED -> "RESOLVED";
      case TEST -> "TEST";
    };
  }

  private static String chinese(AlertNotification.State state) {
    return switch (state) {
      case FIRING -> "告警";
      case LASTING -> "告警（仍在持续）";
      case RESOLVED -> "已恢复";
      case TEST -> "测试";
    };
  }

  private static String english(AlertCondition trouble, AlertNotification.State state) {
    boolean over = state == AlertNotification.State.RESOLVED;
    return switch (trouble) {
      case Errors t ->
          "%d of %d calls (%s%%) failed in the last %s; the limit is %s%%."
                  .formatted(
                      t.errors(),
                      t.calls(),
                      number(t.percent()),
                      time(t.window()),
                      number(t.limit()))
              + (over ? "" : " Look: ./gateway calls list --from 10m --state error");
      case Slow t ->
          t.calls() == 0
              ? "no calls in the last %s.".formatted(time(t.window()))
              : "p%s of %d calls in the last %s is %s s; the limit is %s s."
                      .formatted(
                          number(t.percentile()),
                          t.calls(),
                          time(t.window()),
                          number(t.micros() / 1e6),
                          seconds(t.limit()))
                  + (over
                      ? ""
                      : " Look: ./gateway calls list --from 10m --min-ms " + t.limit().toMillis());
      case Spend t ->
          "%s USD %s; the limit is %s USD."
                  .formatted(
                      dollars(t.nanos()),
                      t.day() ? "spent today" : "spent in this hour",
                      dollars(t.limit()))
              + (over ? "" : " Look: ./gateway calls list --from " + (t.day() ? "24h" : "1h"));
      case Shed t ->
          "records of %d calls and %d bodies were lost, since the journal could not keep up."
                  .formatted(t.records(), t.payloads())
              + (over ? " None for 5 minutes." : " Look: the disk of DATA_DIR, and JOURNAL_SPOOL.");
      case Down t ->
          over
              ? "provider "
                  + t.provider()
                  + (t.answered() ? " answers again." : " has not been called for an hour.")
              : "all %d calls to provider %s failed in the last %s, the latest with %s."
                      .formatted(t.failures(), t.provider(), time(t.lasting()), t.cause())
                  + " Look: ./gateway calls list --from 10m --provider "
                  + t.provider();
    };
  }

  private static String chinese(AlertCondition trouble, AlertNotification.State state) {
    boolean over = state == AlertNotification.State.RESOLVED;
    return switch (trouble) {
      case Errors t ->
          "最近 %s 内 %d 次调用中有 %d 次失败（%s%%），上限为 %s%%。"
                  .formatted(
                      time(t.window()),
                      t.calls(),
                      t.errors(),
                      number(t.percent()),
                      number(t.limit()))
              + (over ? "" : "查看：./gateway calls list --from 10m --state error");
      case Slow t ->
          t.calls() == 0
              ? "最近 %s 内没有调用。".formatted(time(t.window()))
              : "最近 %s 内 %d 次调用的 p%s 延迟为 %s 秒，上限为 %s 秒。"
                      .formatted(
                          time(t.window()),
                          t.calls(),
                          number(t.percentile()),
                          number(t.micros() / 1e6),
                          seconds(t.limit()))
                  + (over
                      ? ""
                      : "查看：./gateway calls list --from 10m --min-ms " + t.limit().toMillis());
      case Spend t ->
          "%s已花费 %s 美元，上限为 %s 美元。"
                  .formatted(t.day() ? "今天" : "本小时", dollars(t.nanos()), dollars(t.limit()))
              + (over ? "" : "查看：./gateway calls list --from " + (t.day() ? "24h" : "1h"));
      case Shed t ->
          "调用记录跟不上写入，丢失了 %d 条记录和 %d 份正文。".formatted(t.records(), t.payloads())
              + (over ? "最近 5 分钟没有再丢失。" : "请检查 DATA_DIR 所在磁盘和 JOURNAL_SPOOL。");
      case Down t ->
          over
              ? "厂商 " + t.provider() + (t.answered() ? " 已恢复应答。" : " 已有一小时没有被调用。")
              : "厂商 %s 最近 %s 内的 %d 次调用全部失败，最近一次的原因是 %s。"
                      .formatted(t.provider(), time(t.lasting()), t.failures(), t.cause())
                  + "查看：./gateway calls list --from 10m --provider "
                  + t.provider();
    };
  }

  /// Returns a duration in the format of gateway.yaml: `5m`, `1h`, `90s`.
  private static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds >= 3_600 && seconds % 3_600 == 0) return seconds / 3_600 + "h";
    return seconds >= 120 || seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String seconds(Duration time) {
    return number(time.toMillis() / 1e3);
  }

  private static String number(double value) {
    var text = String.format(Locale.ROOT, "%.2f", value);
    return new BigDecimal(text).stripTrailingZeros().toPlainString();
  }

  private static String dollars(long nanos) {
    var exact = BigDecimal.valueOf(nanos, 9);
    int digits = nanos < 10_000_000 ? 9 : 4; // small sums would be rounded to 0
    return exact.setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }
}
