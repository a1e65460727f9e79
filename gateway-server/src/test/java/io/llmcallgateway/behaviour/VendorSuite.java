package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;

/// Base of suites whose upstream is a provider in each format: `up` in chat completions, `ant`,
/// `gem` and `res`.
abstract class VendorSuite extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            row("ant", "anthropic", upstream, "")
                + row("gem", "gemini", upstream, "")
                + row("res", "responses", upstream, "")
                + more(upstream));
  }

  /// Further rows, and sections after them.
  String more(ScriptedUpstream upstream) {
    return "";
  }

  static String row(String id, String dialect, ScriptedUpstream upstream, String members) {
    boolean versioned = dialect.equals("openai") || dialect.equals("responses");
    return "  %s: { dialect: %s, base-url: \"%s\", api-key: k%s }\n"
        .formatted(id, dialect, versioned ? upstream.baseUrl() : upstream.uri(), members);
  }

  /// A call that succeeds.
  RawAnswer post(String path, String body) throws Exception {
    var got = gateway.post(path, body);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    return got;
  }
}
