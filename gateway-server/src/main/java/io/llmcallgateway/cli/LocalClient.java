package io.llmcallgateway.cli;

import io.llmcallgateway.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A client of the gateway that runs on this machine with the same settings.
final class LocalClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final Settings settings;

  LocalClient(Settings settings) {
    this.settings = settings;
  }

  URI uri(String path) {
    var host = settings.effectiveHost();
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    var shown = any ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + settings.listen().port() + path);
  }

  HttpResponse<InputStream> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), BodyHandlers.ofInputStream());
  }

  HttpResponse<InputStream> post(String path, byte[] json)
      throws IOException, InterruptedException {
    var request =
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(json))
            .build();
    return http.send(request, BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(uri(path));
    var key = settings.access().clientKey();
    if (key != null) {
      request.header("authorization", "Bearer " + key.reveal());
    }
    return request;
  }

  @Override
  public void close() {
    http.close();
  }
}
