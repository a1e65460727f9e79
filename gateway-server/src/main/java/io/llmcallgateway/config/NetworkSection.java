package io.llmcallgateway.config;

import io.llmcallgateway.model.ProxyAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the settings of the network around the gateway.
final class NetworkSection {
  private static final String NO_PROXY = "none";

  private NetworkSection() {}

  static NetworkSettings read(
      NamedSettingValues values, Map<String, YamlValue> yaml, Path folder, ProblemList problems) {
    var except = values.text(NamedSetting.NO_PROXY);
    var proxies =
        new Proxies(
            proxy(values, NamedSetting.HTTP_PROXY, problems),
            proxy(values, NamedSetting.HTTPS_PROXY, problems),
            except == null ? List.of() : words(except),
            ofProviders(yaml.get("providers")));
    return new NetworkSettings(
        ranges(
            values.text(NamedSetting.TRUSTED_PROXIES),
            values.name(NamedSetting.TRUSTED_PROXIES),
            problems),
        proxies,
        authorities(values, folder, problems));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[,\\s]+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /// A problem does not show the address, which may hold a password.
  private static @Nullable ProxyAddress proxy(
      NamedSettingValues values, NamedSetting named, ProblemList problems) {
    var text = values.text(named);
    if (text == null) return null;
    var proxy = Proxies.read(text);
    if (proxy == null) {
      problems.add(values.name(named), "is no proxy such as http://user:password@proxy:3128");
    }
    return proxy;
  }

  private static Map<String, Optional<ProxyAddress>> ofProviders(@Nullable YamlValue section) {
    var proxies = new HashMap<String, Optional<ProxyAddress>>();
    if (section == null) return proxies;
    for (var provider : section.members().entrySet()) {
      var given = provider.getValue().isNull() ? null : provider.getValue().members().get("proxy");
      var text = given == null ? null : given.text();
      if (given == null || text == null) continue;
      var proxy = text.strip().equals(NO_PROXY) ? null : Proxies.read(text.strip());
      if (proxy == null && !text.strip().equals(NO_PROXY)) {
        given.problem("is neither none nor a proxy such as http://user:password@proxy:3128");
      } else {
        proxies.put(provider.getKey(), Optional.ofNullable(proxy));
      }
    }
    return proxies;
  }

  private static @Nullable Path authorities(
      NamedSettingValues values, Path folder, ProblemList problems) {
    var text = values.text(NamedSetting.SSL_CERT_FILE);
    if (text == null) return null;
    var file = folder.resolve(text);
    try {
      CertificateAuthorities.check(file);
      return file;
    } catch (IOException e) {
      problems.add(
          values.name(NamedSetting.SSL_CERT_FILE),
          "'"
              + values.written(NamedSetting.SSL_CERT_FILE)
              + "' is no file of certificates that can be read (PEM): "
              + e.getMessage());
      return null;
    }
  }

  /// A list with commas; what is no range becomes a problem.
  private static AddressRanges ranges(@Nullable String text, String path, ProblemList problems) {
    if (text == null) return AddressRanges.NONE;
    var ranges = new ArrayList<AddressRanges.Range>();
    for (var word : words(text)) {
      var range = AddressRanges.range(word);
      if (range != null) ranges.add(range);
      else
        problems.add(path, "'" + word + "' is neither an address nor a range such as 10.0.0.0/8");
    }
    return new AddressRanges(ranges);
  }
}
