package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Reads the default upstream, and the client key where none is set by its own name, from
/// `LITELLM_*` and `OPENAI_*`.
final class DefaultUpstreamReader {
  private static final String NO_KEY = "none";
  private static final URI OPENAI = URI.create("https://api.openai.com/v1");

  private DefaultUpstreamReader() {}

  static @Nullable DefaultUpstream read(
      NamedSettingValues values, int ownPort, ProblemList problems) {
    var litellm =
        read(
            values, NamedSetting.LITELLM_API_KEY, NamedSetting.LITELLM_BASE_URL, ownPort, problems);
    // Read in any case, since its mistakes are mistakes.
    var openai =
        read(values, NamedSetting.OPENAI_API_KEY, NamedSetting.OPENAI_BASE_URL, ownPort, problems);
    return litellm == null ? openai : litellm;
  }

  private static @Nullable DefaultUpstream read(
      NamedSettingValues values,
      NamedSetting keyName,
      NamedSetting urlName,
      int ownPort,
      ProblemList problems) {
    var key = values.text(keyName);
    var url = values.text(urlName);
    if (key == null && url == null) return null;
    var base = url == null ? OPENAI : BaseUrl.read(url, ownPort, urlName.name(), problems);
    if (key == null) {
      problems.add(
          keyName.name(),
          "is not set, but "
              + urlName
              + " is; set it too, or "
              + keyName
              + "=none for a server without keys");
    }
    if (key == null || base == null) return null;
    return new DefaultUpstream(base, ProviderKey.of(key).secret(), keyName.name());
  }

  /// The key that clients must present; null for a keyless gateway.
  static @Nullable Secret clientKey(NamedSettingValues values) {
    for (var named :
        new NamedSetting[] {
          NamedSetting.GATEWAY_API_KEY, NamedSetting.LITELLM_API_KEY, NamedSetting.OPENAI_API_KEY
        }) {
      var key = values.text(named);
      if (key != null && !key.equals(NO_KEY)) return new Secret(key);
    }
    return null;
  }
}
