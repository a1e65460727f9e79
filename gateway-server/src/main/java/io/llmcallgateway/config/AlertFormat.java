package io.llmcallgateway.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The message formats of webhook services.
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
  private final String hosts; // separated by spaces

  AlertFormat(String template, @Nullable String code, String hosts) {
    this.template = template;
    this.code = code;
    this.hosts = hosts;
  }

  /// The name in gateway.yaml.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// A `Formatter`'s template; the arguments are JSON strings: text, alert, state, time.
  public String template() {
    return template;
  }

  /// The member of a reply that is 0 if the message was accepted: these services reply with status
  /// 200 to messages that they refuse. Null if the status is enough.
  public @Nullable String code() {
    return code;
  }

  /// Returns the format of the service at a host.
  public static AlertFormat ofHost(String host) {
    for (var format : values()) {
      for (var known : format.hosts.split(" ", -1)) {
        if (known.equalsIgnoreCase(host)) return format;
      }
    }
    return JSON;
  }
}
