package io.llmcallgateway.upstream;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/// Adapts the gateway's HTTP client to Google's library, whose own client would use neither the
/// configured proxies nor the configured certificate authorities.
final class GoogleTransport extends HttpTransport {
  /// The longest wait, also if the library sets no limit.
  private static final int PATIENCE_MILLIS = 10_000;

  private final OutboundClient.Source http;
  private final String provider;

  /// @param provider the provider that the tokens are for, which may have a proxy of its own
  GoogleTransport(OutboundClient.Source http, String provider) {
    this.http = http;
    this.provider = provider;
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Asked(http.get().newRequest(provider, URI.create(url)).method(method));
  }

  private static final class Asked extends LowLevelHttpRequest {
    private final Request request;
    private int connecting;
    private int reading;

    Asked(Request request) {
      this.request = request;
    }

    @Override
    public void addHeader(String name, String value) {
      request.headers(headers -> headers.add(name, value));
    }

    @Override
    public void setTimeout(int connectTimeout, int readTimeout) {
      connecting = connectTimeout;
      reading = readTimeout;
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      var content = getStreamingContent();
      if (content != null) {
        var bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        var encoding = getContentEncoding();
        if (encoding != null) addHeader("content-encoding", encoding);
        request.body(new BytesRequestContent(getContentType(), bytes.toByteArray()));
      }
      boolean limited = connecting > 0 && reading > 0;
      int most = limited ? Math.min(connecting + reading, PATIENCE_MILLIS) : PATIENCE_MILLIS;
      try {
        return new Answered(request.timeout(most, TimeUnit.MILLISECONDS).send());
      } catch (ExecutionException e) {
        throw new IOException(String.valueOf(e.getCause()), e);
      } catch (TimeoutException e) {
        throw new IOException("no answer within " + most + " ms", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private static final class Answered extends LowLevelHttpResponse {
    private final ContentResponse answer;
    private final List<HttpField> headers = new ArrayList<>();

    Answered(ContentResponse answer) {
      this.answer = answer;
      answer.getHeaders().forEach(headers::add);
    }

    @Override
    public InputStream getContent() {
      return new ByteArrayInputStream(answer.getContent());
    }

    @Override
    public @Nullable String getContentEncoding() {
      return answer.getHeaders().get("content-encoding");
    }

    @Override
    public long getContentLength() {
      return answer.getContent().length;
    }

    @Override
    public @Nullable String getContentType() {
      return answer.getHeaders().get("content-type");
    }

    @Override
    public String getStatusLine() {
      return answer.getVersion() + " " + answer.getStatus() + " " + answer.getReason();
    }

    @Override
    public int getStatusCode() {
      return answer.getStatus();
    }

    @Override
    public @Nullable String getReasonPhrase() {
      return answer.getReason();
    }

    @Override
    public int getHeaderCount() {
      return headers.size();
    }

    @Override
    public String getHeaderName(int index) {
      return headers.get(index).getName();
    }

    @Override
    public String getHeaderValue(int index) {
      return headers.get(index).getValue();
    }
  }
}
