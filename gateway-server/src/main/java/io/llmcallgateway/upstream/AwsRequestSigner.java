package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Headers.Header;
import io.llmcallgateway.model.Secret;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Signs calls to AWS for providers that have no key of their own. Thread-safe.
final class AwsRequestSigner {
  private static final String SERVICE = "bedrock";
  private static final String USUAL_REGION = "us-east-1";

  /// `bedrock-runtime.eu-west-1.amazonaws.com`, with `vpce` names and China's `.com.cn` alike.
  private static final Pattern REGION =
      Pattern.compile("(?:^|\\.)bedrock[a-z-]*\\.([a-z]{2}(?:-[a-z]+)+-\\d)\\.");

  /// Keys as variables have them (.env among them, which AWS's own chain does not read).
  private record Keys(String id, Secret secret, @Nullable String session) {}

  private final Function<String, @Nullable String> variables;
  private final AwsSigner chain = AwsSigner.ofDefaultChain();
  private final ConcurrentHashMap<Keys, AwsSigner> signers = new ConcurrentHashMap<>();

  AwsRequestSigner(Function<String, @Nullable String> variables) {
    this.variables = variables;
  }

  private AwsSigner signer() {
    var id = variables.apply("AWS_ACCESS_KEY_ID");
    var secret = variables.apply("AWS_SECRET_ACCESS_KEY");
    if (id == null || secret == null) return chain;
    return signers.computeIfAbsent(
        new Keys(id, new Secret(secret), variables.apply("AWS_SESSION_TOKEN")),
        keys -> AwsSigner.of(keys.id(), keys.secret().reveal(), keys.session()));
  }

  /// The headers that a request needs. Throws a `GatewayException` where there are no credentials.
  Headers sign(Provider provider, URI uri, Body body) {
    var signed = List.of(new Header("content-type", "application/json"));
    try {
      return new Headers(
          signer()
              .sign(
                  "POST",
                  uri,
                  signed,
                  body.toByteArray(),
                  region(uri.getHost(), variables.apply("AWS_REGION")),
                  SERVICE));
    } catch (AwsSigner.NoCredentialsException e) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_AUTH,
              provider.id(),
              "There are no AWS credentials to sign the request with: set"
                  + " AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."),
          e);
    }
  }

  /// The region that the host names, else the usual one, which a host of one's own leaves open.
  static String region(String host, @Nullable String usual) {
    var found = REGION.matcher(host);
    if (found.find()) return found.group(1);
    return usual == null ? USUAL_REGION : usual;
  }
}
