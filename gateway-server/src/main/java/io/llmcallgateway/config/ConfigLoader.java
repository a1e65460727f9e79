package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.*;

public class ConfigLoader {
  public static Loaded load(Map<String, String> e, Path p, Flags f) throws ConfigException {
    var up = e.get("LITELLM_BASE_URL");
    var key = e.get("GATEWAY_API_KEY");
    return new Loaded(
        new Settings(
            new Settings.Listen(
                null,
                f.port() != null ? f.port() : Integer.parseInt(e.getOrDefault("PORT", "8728"))),
            false,
            key == null ? null : new Secret(key),
            false,
            List.of("*"),
            32 << 20,
            Duration.ofSeconds(120),
            Duration.ofSeconds(30),
            false,
            false,
            new Settings.LogFiles(p.resolve("logs"), "INFO", 10 << 20, 7, false),
            p.resolve("data"),
            up == null ? null : new Settings.DefaultUpstream(up, null, "LITELLM_API_KEY"),
            Map.of(),
            Map.of(),
            new Variables(e, Map.of())));
  }
}
