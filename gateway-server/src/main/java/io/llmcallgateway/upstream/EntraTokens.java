package io.llmcallgateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.wire.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.FormRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Fetches access tokens from Microsoft Entra for an application with a secret (OAuth client
/// credentials).
final class EntraTokens implements TokenCache.Source {
  private static final String SCOPE = "https://cognitiveservices.azure.com/.default";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// A registered application.
  ///
  /// @param authority `https://login.microsoftonline.com` or a national cloud's
  record Application(String authority, String tenant, String client, Secret secret) {}

  private final String provider;
  private final Application application;
  private final OutboundClient.Source http;

  /// @param provider the provider that the tokens are for, which may have a proxy of its own
  EntraTokens(String provider, Application application, OutboundClient.Source http) {
    this.provider = provider;
    this.application = application;
    this.http = http;
  }

  @Override
  public TokenCache.Token fetch() {
    try {
      var reply = request().send();
      if (reply.getStatus() != 200) throw refused("status " + reply.getStatus(), null);
      var answer = Json.MAPPER.readTree(reply.getContent());
      var token = answer.path("access_token").asString("");
      if (token.isEmpty()) throw refused("no token", null);
      var life = Duration.ofSeconds(answer.path("expires_in").asLong(0));
      return new TokenCache.Token(Authorization.bearer(token), life);
    } catch (ExecutionException | TimeoutException | JacksonException e) {
      throw refused("no usable answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused("interrupted", e);
    }
  }

  private Request request() {
    var form = new Fields();
    form.put("grant_type", "client_credentials");
    form.put("client_id", application.client());
    form.put("client_secret", application.secret().reveal());
    form.put("scope", SCOPE);
    var tenant = URLEncoder.encode(application.tenant(), UTF_8);
    return http.get()
        .newRequest(
            provider, URI.create(application.authority() + "/" + tenant + "/oauth2/v2.0/token"))
        .method(HttpMethod.POST)
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .body(new FormRequestContent(form));
  }

  private GatewayException refused(String why, @Nullable Exception cause) {
    var failure =
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_AUTH,
            provider,
            "Microsoft Entra gave no access token (" + why + "); see AZURE_CLIENT_SECRET.");
    return new GatewayException(failure, cause);
  }
}
