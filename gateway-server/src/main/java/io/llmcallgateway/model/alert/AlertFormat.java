package io.llmcallgateway.model.alert;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The shapes of messages that webhooks take.
///
/// Sources: https://api.slack.com/messaging/webhooks,
/// https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot,
/// https://open.dingtalk.com/document/robots/custom-robot-access,
/// https://developer.work.weixin.qq.com/document/path/91770
public enum AlertFormat {
  JSON("{\"alert\":%2$s,\"state\":%3$s,\"time\":%4$s,\"text\":%1$s}", null, ""),
  SLACK("{\"text\":%1$s}", null, "hooks.slack.com hooks.slack-gov.com"),
  FEISHU(
      "{\"msg_type\":\"text\",\"content\":{\"text\":%1$s}}",
      "code", "open.feishu.cn open.larksuite.com"),
  DINGTALK(
      "{\"msgtype\":\"text\",\"text\":{\"content\":%1$s}}",
      "errcode", "oapi.dingtalk.com api.dingtalk.com"),
  WECOM("{\"msgtype\":\"text\",\"text\":{\"content\":%1$s}}", "errcode", "qyapi.weixin.qq.com");

  private final String template;
  private final @Nullable String code;
  private final String hosts; // by spaces

  AlertFormat(String template, @Nullable String code, String hosts) {
    this.template = template;
    this.code = code;
    this.hosts = hosts;
  }

  /// The name as it stands in gateway.yaml.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// A `Formatter`'s template; the arguments are JSON strings: text, alert, state, time.
  public String template() {
    return template;
  }

  /// The member of an answer that is 0 where the message was taken: these services answer with
  /// status 200 to what they refuse. Null where the status tells.
  public @Nullable String code() {
    return code;
  }

  /// The format that the service at a host takes.
  public static AlertFormat ofHost(String host) {
    for (var format : values()) {
      for (var known : format.hosts.split(" ", -1)) {
        if (known.equalsIgnoreCase(host)) return format;
      }
    }
    return JSON;
  }
}
