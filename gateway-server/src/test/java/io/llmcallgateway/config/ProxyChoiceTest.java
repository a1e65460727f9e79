package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.ProxyAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which proxy an address is asked by.
final class ProxyChoiceTest {
  private static final ProxyAddress USUAL = new ProxyAddress(false, "usual", 3128, null);
  private static final ProxyAddress OWN = new ProxyAddress(false, "own", 3128, null);
  private static final Proxies PROXIES =
      new Proxies(USUAL, USUAL, List.of(), Map.of("vertex_ai", Optional.of(OWN)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/computeMetadata/v1/",
        "http://169.254.170.2/v2/credentials/1",
        "http://METADATA.google.internal/computeMetadata/v1/",
      })
  void what_a_machine_tells_about_itself_is_asked_directly_whoever_asks(String address) {
    assertThat(PROXIES.of("vertex_ai", URI.create(address))).isNull();
    assertThat(PROXIES.of("openai", URI.create(address))).isNull();
    assertThat(PROXIES.of(null, URI.create(address))).isNull();
  }

  @Test
  void a_providers_own_comes_first() {
    var address = URI.create("https://oauth2.googleapis.com/token");
    assertThat(PROXIES.of("vertex_ai", address)).isEqualTo(OWN);
    assertThat(PROXIES.of("openai", address)).isEqualTo(USUAL);
  }
}
