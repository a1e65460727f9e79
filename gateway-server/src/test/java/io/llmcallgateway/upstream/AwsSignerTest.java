package io.llmcallgateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Headers.Header;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// The signature is computed again, step by step as AWS's guide to Signature Version 4 tells it.
final class AwsSignerTest {
  private static final String ID = "AKIDEXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String HOST = "bedrock-runtime.eu-west-1.amazonaws.com";
  private static final byte[] BODY = "{\"messages\":[\"你好\"]}".getBytes(UTF_8);
  private static final List<Header> SENT = List.of(new Header("content-type", "application/json"));
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=(\\S+), SignedHeaders=(\\S+), Signature=([0-9a-f]{64})");

  @Test
  void signs_the_path_as_it_is_sent_encoded_once_more() throws Exception {
    var path = "/model/eu.anthropic.claude-sonnet-4-20250514-v1%3A0/converse";
    var added =
        AwsSigner.of(ID, SECRET, null)
            .sign("POST", URI.create("https://" + HOST + path), SENT, BODY, "eu-west-1", "bedrock");
    assertThat(signature(added)).isEqualTo(computed(path.replace("%", "%25"), added));
    assertThat(new Headers(added).first("x-amz-security-token")).isNull();
    assertThat(new Headers(added).first("host")).isNull();
  }

  @Test
  void signs_a_resource_name_whose_slashes_are_encoded() throws Exception {
    var path =
        "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Aapplication-inference-profile%2Fa1"
            + "/converse-stream";
    var added =
        AwsSigner.of(ID, SECRET, null)
            .sign("POST", URI.create("https://" + HOST + path), SENT, BODY, "eu-west-1", "bedrock");
    assertThat(signature(added)).isEqualTo(computed(path.replace("%", "%25"), added));
  }

  @Test
  void signs_and_sends_a_session_token() throws Exception {
    var path = "/model/m/converse";
    var added =
        AwsSigner.of(ID, SECRET, "session/token+==")
            .sign("POST", URI.create("https://" + HOST + path), SENT, BODY, "eu-west-1", "bedrock");
    assertThat(new Headers(added).first("x-amz-security-token")).isEqualTo("session/token+==");
    assertThat(new Headers(added).first("authorization")).contains("x-amz-security-token");
    assertThat(signature(added)).isEqualTo(computed(path, added));
  }

  @Test
  void two_bodies_have_two_signatures() {
    var uri = URI.create("https://" + HOST + "/model/m/converse");
    var signer = AwsSigner.of(ID, SECRET, null);
    var one = signer.sign("POST", uri, SENT, BODY, "eu-west-1", "bedrock");
    var other = signer.sign("POST", uri, SENT, new byte[0], "eu-west-1", "bedrock");
    assertThat(signature(one)).isNotEqualTo(signature(other));
  }

  private static String signature(List<Header> added) {
    return group(added, 3);
  }

  private static String group(List<Header> added, int group) {
    var authorization = new Headers(added).first("authorization");
    assertThat(authorization).isNotNull();
    var matcher = AUTHORIZATION.matcher(authorization == null ? "" : authorization);
    assertThat(matcher.matches()).as(authorization).isTrue();
    return matcher.group(group);
  }

  private static String computed(String canonicalPath, List<Header> added)
      throws GeneralSecurityException {
    var all = new TreeMap<String, String>();
    all.put("host", HOST);
    for (var header : SENT) all.put(header.name(), header.value());
    for (var header : added) all.put(header.name().toLowerCase(Locale.ROOT), header.value());
    var names = group(added, 2);
    var signed = Pattern.compile(";").splitAsStream(names).toList();
    assertThat(signed).contains("content-type", "host", "x-amz-date");
    var canonical = new StringBuilder("POST\n").append(canonicalPath).append("\n\n");
    for (var name : signed) canonical.append(name + ":" + all.get(name) + "\n");
    canonical.append('\n').append(names).append('\n').append(sha256(BODY));

    var date = String.valueOf(all.get("x-amz-date"));
    var day = date.substring(0, 8);
    var scope = day + "/eu-west-1/bedrock/aws4_request";
    assertThat(group(added, 1)).isEqualTo(ID + "/" + scope);
    var text =
        "AWS4-HMAC-SHA256\n"
            + (date + "\n" + scope + "\n")
            + sha256(canonical.toString().getBytes(UTF_8));
    var key = hmac(("AWS4" + SECRET).getBytes(UTF_8), day);
    key = hmac(hmac(hmac(key, "eu-west-1"), "bedrock"), "aws4_request");
    return HexFormat.of().formatHex(hmac(key, text));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
