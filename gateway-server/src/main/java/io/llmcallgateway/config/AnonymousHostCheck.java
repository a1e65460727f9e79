package io.llmcallgateway.config;

/// Checks that a gateway without a client key listens on this machine only, unless
/// `ALLOW_ANONYMOUS` is set.
final class AnonymousHostCheck {
  private AnonymousHostCheck() {}

  static void check(Settings settings, NamedSettingValues values, ProblemList problems) {
    var host = settings.listen().host();
    if (host == null || settings.access().clientKey() != null || settings.access().allowAnonymous())
      return;
    if (Loopback.contains(host)) return;
    problems.add(
        values.name(NamedSetting.HOST),
        "'"
            + values.written(NamedSetting.HOST)
            + "' would open a gateway without a client key to other machines; set GATEWAY_API_KEY,"
            + " or ALLOW_ANONYMOUS=true if that is meant");
  }
}
