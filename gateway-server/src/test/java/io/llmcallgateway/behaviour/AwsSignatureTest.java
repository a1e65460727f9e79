package io.llmcallgateway.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Headers.Header;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.upstream.AwsSigner;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests requests signed by AWS clients, with the client key as their secret.
final class AwsSignatureTest extends SharedGateway {
  private static final String BODY =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"你好\"}]}]}";
  private static final String PATH = "/model/up%2Fanthropic.claude-v1%3A0/converse";

  private List<Header> signed(String method, String path, String body, String secret) {
    var uri = URI.create(gateway.uri() + path);
    var headers = new ArrayList<Header>();
    headers.add(new Header("content-type", "application/json"));
    headers.addAll(
        AwsSigner.of("AKIDGATEWAY", secret, null)
            .sign(method, uri, headers, body.getBytes(UTF_8), "eu-west-1", "bedrock"));
    return headers;
  }

  private RawAnswer send(String method, String path, String body, List<Header> headers)
      throws Exception {
    try (var client = gateway.client()) {
      var lines = headers.stream().map(h -> h.name() + ": " + h.value()).toArray(String[]::new);
      client.request(method, path, method.equals("GET") ? null : body.getBytes(UTF_8), lines);
      return client.answer();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PATH, "/model/up%2Fm/converse-stream", "/model/up/m/converse"})
  void a_signature_by_the_client_key_lets_a_call_in(String path) throws Exception {
    var answer = send("POST", path, BODY, signed("POST", path, BODY, RunningGateway.CLIENT_KEY));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  void lists_can_be_asked_for_by_a_signature_too() throws Exception {
    var path = "/v1/models?b=2&a=%E4%BD%A0";
    assertThat(send("GET", path, "", signed("GET", path, "", RunningGateway.CLIENT_KEY)).status())
        .isEqualTo(200);
  }

  @Test
  void another_secret_body_path_or_time_keeps_it_out() throws Exception {
    var good = signed("POST", PATH, BODY, RunningGateway.CLIENT_KEY);
    assertThat(send("POST", PATH, BODY, signed("POST", PATH, BODY, "other")).status())
        .isEqualTo(403);
    assertThat(send("POST", PATH, BODY.replace("你", "他"), good).status()).isEqualTo(403);
    assertThat(send("POST", PATH.replace("v1", "v2"), BODY, good).status()).isEqualTo(403);
    for (var time : new String[] {"20200101T000000Z", "29990101T000000Z", "now", ""}) {
      var old = new ArrayList<Header>();
      for (var header : good) {
        boolean date = header.name().equalsIgnoreCase("x-amz-date");
        old.add(date ? new Header(header.name(), time) : header);
      }
      assertThat(send("POST", PATH, BODY, old).status()).as(time).isEqualTo(403);
    }
    assertThat(
            send("POST", PATH, BODY, List.of(new Header("Authorization", "AWS4-HMAC-SHA256 x")))
                .status())
        .isEqualTo(403);
    assertThat(upstream.requests()).isEmpty();
  }
}
