package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Headers.Header;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// The part of `AwsSigner` that needs AWS's classes.
final class AwsSdkSigner {
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsProvider credentials;

  private AwsSdkSigner(AwsCredentialsProvider credentials) {
    this.credentials = credentials;
  }

  static AwsSdkSigner ofDefaultChain() {
    return new AwsSdkSigner(DefaultCredentialsProvider.builder().build());
  }

  static AwsSdkSigner of(String id, String secret, @Nullable String session) {
    return new AwsSdkSigner(
        StaticCredentialsProvider.create(
            session == null
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, session)));
  }

  List<Header> sign(
      String method, URI uri, List<Header> headers, byte[] body, String region, String service) {
    var request = SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    for (var header : headers) request.appendHeader(header.name(), header.value());
    var plain = request.build();
    var identity = credentials();
    var signed =
        signer
            .sign(
                each ->
                    each.identity(identity)
                        .request(plain)
                        .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
            .request();
    var added = new ArrayList<Header>();
    signed
        .headers()
        .forEach(
            (name, values) -> {
              boolean known =
                  name.equalsIgnoreCase("host") || plain.firstMatchingHeader(name).isPresent();
              if (!known) for (var value : values) added.add(new Header(name, value));
            });
    return added;
  }

  AwsSigner.Resolved resolve() {
    var found = credentials();
    var fixed = new AwsSdkSigner(StaticCredentialsProvider.create(found));
    return new AwsSigner.Resolved(fixed, found.expirationTime().orElse(null));
  }

  private AwsCredentials credentials() {
    try {
      return credentials.resolveCredentials();
    } catch (SdkException e) {
      throw new AwsSigner.NoCredentialsException(
          "No AWS credentials were found (environment, shared files, container or instance role).",
          e);
    }
  }
}
