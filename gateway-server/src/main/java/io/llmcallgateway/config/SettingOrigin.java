package io.llmcallgateway.config;

/// An effective value and its source; secrets are hidden in `value`.
///
/// @param source `default`, `gateway.yaml:LINE`, `.env`, `environment` or `flag`
public record SettingOrigin(String path, String value, String source) {
  private static final String GENERAL = "general";

  /// Returns the section of gateway.yaml that the setting belongs to; `general` where it has none.
  public String section() {
    var place = path;
    for (var named : NamedSetting.values()) {
      if (named.name().equals(path)) place = named.yamlPath() == null ? "" : named.yamlPath();
    }
    int end = place.indexOf('.');
    return end < 0 ? GENERAL : place.substring(0, end);
  }
}
