package io.llmcallgateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFetcherTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private static Part.Media image(String url) {
    return Part.Media.of(Part.Kind.IMAGE, new Part.Source.Url(url), null);
  }

  private static Part.Media fetch(MediaFetcher fetcher, String url) throws InterruptedException {
    return fetcher.fetch(image(url), System.nanoTime() + PATIENCE, _ -> {});
  }

  private static GatewayException refusal(MediaFetcher fetcher, String url) {
    return catchThrowableOfType(GatewayException.class, () -> fetch(fetcher, url));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public, max-age=600 | 1",
        "max-age=600, private | 2",
        "no-store | 2",
        "max-age=600, no-cache | 2",
        "max-age=0 | 2",
        "s-maxage=600 | 2",
        "immutable | 2",
      })
  void a_picture_is_kept_only_where_its_server_allows_it(String caching, int requests)
      throws Exception {
    try (var server = ScriptedUpstream.start();
        var fetcher = new MediaFetcher(true)) {
      var picture =
          Scripts.answer(200, "PNG", "Content-Type: image/png", "Cache-Control: " + caching);
      server.next(picture, picture);
      for (int i = 0; i < 2; i++) {
        var got = fetch(fetcher, server.uri() + "/a.png");
        assertThat(got.source()).isEqualTo(new Part.Source.Base64("UE5H"));
        assertThat(got.mediaType()).isEqualTo("image/png");
      }
      assertThat(server.requests()).hasSize(requests);
    }
  }

  @Test
  void a_cookie_of_one_fetch_is_not_sent_with_the_next() throws Exception {
    try (var server = ScriptedUpstream.start();
        var fetcher = new MediaFetcher(true)) {
      server.next(
          Scripts.answer(200, "PNG", "Content-Type: image/png", "Set-Cookie: tenant=a; Path=/"),
          Scripts.answer(200, "PNG", "Content-Type: image/png"));
      fetch(fetcher, server.uri() + "/a.png");
      fetch(fetcher, server.uri() + "/b.png");
      assertThat(server.requests().getLast().header("cookie")).isNull();
    }
  }

  @Test
  void what_is_too_much_ends_the_fetch_with_the_reason() throws Exception {
    try (var server = ScriptedUpstream.start();
        var fetcher = new MediaFetcher(true)) {
      server.next(Scripts.answer(200, "PNG", "Content-Type: image/png"));
      var full = new GatewayException(Failure.of(Failure.Kind.OVERLOADED, "no room"));
      assertThatThrownBy(
              () ->
                  fetcher.fetch(
                      image(server.uri() + "/a.png"),
                      System.nanoTime() + PATIENCE,
                      _ -> {
                        throw full;
                      }))
          .isSameAs(full);
    }
  }

  @Test
  void what_is_no_picture_or_not_there_is_refused() throws Exception {
    try (var server = ScriptedUpstream.start();
        var fetcher = new MediaFetcher(true)) {
      server.next(
          Scripts.answer(200, "<html>", "Content-Type: text/html"),
          Scripts.answer(404, "no", "Content-Type: image/png"));
      assertThat(refusal(fetcher, server.uri() + "/a?secret=1").failure().message())
          .contains("text/html")
          .doesNotContain("secret");
      var missing = refusal(fetcher, server.uri() + "/b").failure();
      assertThat(missing.kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
      assertThat(missing.message()).contains("404");
    }
  }

  @Test
  void this_machine_is_not_asked() throws Exception {
    try (var server = ScriptedUpstream.start();
        var fetcher = new MediaFetcher(false)) {
      for (var host : new String[] {"127.0.0.1", "localhost", "[::1]", "0.0.0.0"}) {
        var refused = refusal(fetcher, "http://" + host + ":" + server.port() + "/a.png");
        assertThat(refused.failure().message()).as(host).startsWith("The media at");
      }
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::ffff:10.0.0.1",
        "fc00::1",
        "fe80::1",
        "64:ff9b::a00:1",
        "2002:a00:1::"
      })
  void inner_addresses_are_not_public(String address) {
    assertThat(PublicAddress.isPublic(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"})
  void others_are(String address) {
    assertThat(PublicAddress.isPublic(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://example.com/a", "http://u:p@example.com/a"})
  void other_schemes_are_refused(String url) throws Exception {
    try (var fetcher = new MediaFetcher(false)) {
      assertThat(refusal(fetcher, url).failure().kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
    }
  }
}
