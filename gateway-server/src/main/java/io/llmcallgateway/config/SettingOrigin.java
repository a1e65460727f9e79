package io.llmcallgateway.config;

/// An effective value and its source; secrets are hidden in `value`.
///
/// @param source `default`, `gateway.yaml:LINE`, `.env`, `environment` or `flag`
public record SettingOrigin(String path, String value, String source) {}
