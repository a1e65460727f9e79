package io.llmcallgateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which keys and which region sign a call to AWS.
final class AwsRequestSignerTest {
  private static final Provider BEDROCK =
      new Provider(
          "bedrock",
          DialectId.BEDROCK,
          "https://bedrock-runtime.eu-west-1.amazonaws.com",
          ProviderAuth.AWS,
          null,
          Map.of(),
          Set.of(),
          List.of(),
          Map.of());

  @Test
  void the_variables_keys_sign_for_the_region_of_the_host() {
    var variables =
        Map.of(
            "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_SESSION_TOKEN", "session",
            "AWS_REGION", "us-west-2");
    var uri = URI.create(BEDROCK.baseUrl() + "/model/amazon.nova-lite-v1%3A0/converse");
    var headers =
        new CloudCredentials(variables::get, AwsRequestSignerTest::noClient, InstantSource.system())
            .of(BEDROCK)
            .join()
            .headers(uri, Body.of("{}".getBytes(UTF_8)));
    assertThat(headers.first("authorization"))
        .contains("Credential=AKIDEXAMPLE/", "/eu-west-1/bedrock/aws4_request");
    assertThat(headers.first("x-amz-security-token")).isEqualTo("session");
  }

  @Test
  void a_host_of_ones_own_is_in_the_usual_region() {
    assertThat(AwsRequestSigner.region("bedrock.internal", "us-west-2")).isEqualTo("us-west-2");
    assertThat(AwsRequestSigner.region("bedrock.internal", null)).isEqualTo("us-east-1");
    assertThat(AwsRequestSigner.region("bedrock-runtime.cn-north-1.amazonaws.com.cn", null))
        .isEqualTo("cn-north-1");
  }

  private static OutboundClient noClient() {
    throw new AssertionError("keys in variables need no request");
  }
}
