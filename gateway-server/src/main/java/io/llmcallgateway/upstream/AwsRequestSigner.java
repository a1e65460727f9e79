package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Headers.Header;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Signs requests to Bedrock with given keys or those that AWS's default chain finds.
final class AwsRequestSigner implements TokenCache.Source {
  private static final String SERVICE = "bedrock";
  private static final String USUAL_REGION = "us-east-1";
  private static final List<Header> SIGNED =
      List.of(new Header("content-type", "application/json"));

  /// The assumed life of keys without an expiry. They may be replaced in AWS's shared files, so
  /// they are looked up again after half of this time.
  private static final Duration USUAL_LIFE = Duration.ofMinutes(10);

  /// `bedrock-runtime.eu-west-1.amazonaws.com`, with `vpce` names and China's `.com.cn` alike.
  private static final Pattern REGION =
      Pattern.compile("(?:^|\\.)bedrock[a-z-]*\\.([a-z]{2}(?:-[a-z]+)+-\\d)\\.");

  private final String provider;
  private final AwsSigner signer;
  private final @Nullable String region;
  private final InstantSource clock;

  /// @param region used if the host does not name one
  AwsRequestSigner(
      String provider, AwsSigner signer, @Nullable String region, InstantSource clock) {
    this.provider = provider;
    this.signer = signer;
    this.region = region;
    this.clock = clock;
  }

  /// Looks up the keys, which may ask a container's or an instance's metadata service.
  @Override
  public TokenCache.Token fetch() {
    try {
      var found = signer.resolve();
      var life = found.end() == null ? USUAL_LIFE : Duration.between(clock.instant(), found.end());
      return new TokenCache.Token((uri, body) -> sign(found.signer(), uri, body), life);
    } catch (AwsSigner.NoCredentialsException e) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_AUTH,
              provider,
              "There are no AWS credentials to sign the request with: set"
                  + " AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."),
          e);
    }
  }

  private Headers sign(AwsSdkSigner keys, URI uri, Body body) {
    return new Headers(
        keys.sign("POST", uri, SIGNED, body.toByteArray(), region(uri.getHost(), region), SERVICE));
  }

  /// Returns the region that the host names, else the usual one, which is for custom hosts.
  static String region(String host, @Nullable String usual) {
    var found = REGION.matcher(host);
    if (found.find()) return found.group(1);
    return usual == null ? USUAL_REGION : usual;
  }
}
