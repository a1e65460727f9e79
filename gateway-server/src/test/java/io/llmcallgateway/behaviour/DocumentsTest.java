package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.ManyFormats;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tests that a document stays a document at every target, whichever part of the client's format
/// holds it: its media type decides.
final class DocumentsTest extends SharedGateway {
  private static final ManyFormats VENDOR = new ManyFormats();
  private static final String DATA = "JVBERi0xLjQK";
  private static final String ADDRESS = "data:application/pdf;base64," + DATA;

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              own: { dialect: openai, base-url: "%1$s/v1", api-key: k }
              res: { dialect: responses, base-url: "%1$s/v1", api-key: k }
              goo: { dialect: gemini, base-url: "%1$s", api-key: k }
              ant: { dialect: anthropic, base-url: "%1$s", api-key: k }
              aws: { dialect: bedrock, base-url: "%1$s", api-key: k }
            """
                .formatted(upstream.uri()));
  }

  /// What each target is to get.
  private static final Map<String, String> WANTED =
      new TreeMap<>(
          Map.of(
              "own/gpt-5.2", "\"file_data\":\"" + ADDRESS,
              "res/gpt-5.2", "\"file_data\":\"" + ADDRESS,
              "goo/gemini-3-flash",
                  "\"inlineData\":{\"mimeType\":\"application/pdf\",\"data\":\"" + DATA,
              "ant/claude-opus-4-8",
                  "\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\""
                      + DATA,
              "aws/anthropic.claude-opus-4-8-v1:0", "\"document\":{\"format\":\"pdf\",\"name\":"));

  enum Sent {
    CHAT_IMAGE("chat", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"ADDRESS\"}}"),
    CHAT_FILE(
        "chat", "{\"type\":\"file\",\"file\":{\"filename\":\"甲.pdf\",\"file_data\":\"ADDRESS\"}}"),
    CHAT_BARE(
        "chat", "{\"type\":\"file\",\"file\":{\"filename\":\"甲.pdf\",\"file_data\":\"DATA\"}}"),
    CHAT_DOCUMENT("chat", "{\"type\":\"document_url\",\"document_url\":\"ADDRESS\"}"),
    RESPONSES_IMAGE("responses", "{\"type\":\"input_image\",\"image_url\":\"ADDRESS\"}"),
    RESPONSES_URL("responses", "{\"type\":\"input_file\",\"file_url\":\"ADDRESS\"}"),
    RESPONSES_FILE(
        "responses", "{\"type\":\"input_file\",\"filename\":\"甲.pdf\",\"file_data\":\"ADDRESS\"}"),
    MESSAGES_IMAGE(
        "messages", "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"ADDRESS\"}}"),
    MESSAGES_BYTES(
        "messages",
        "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"DATA\"}}"),
    MESSAGES_DOCUMENT(
        "messages",
        "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"DATA\"}}"),
    MESSAGES_URL(
        "messages", "{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"ADDRESS\"}}"),
    GEMINI_BYTES("gemini", "{\"inlineData\":{\"mimeType\":\"application/pdf\",\"data\":\"DATA\"}}"),
    GEMINI_FILE("gemini", "{\"fileData\":{\"fileUri\":\"ADDRESS\"}}"),
    CONVERSE(
        "converse",
        "{\"document\":{\"format\":\"pdf\",\"name\":\"a\",\"source\":{\"bytes\":\"DATA\"}}}"),
    COHERE("cohere", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"ADDRESS\"}}");

    final String door;
    final String part;

    Sent(String door, String part) {
      this.door = door;
      this.part = part.replace("ADDRESS", ADDRESS).replace("DATA", DATA);
    }

    String path(String target) {
      return switch (door) {
        case "chat" -> "/v1/chat/completions";
        case "responses" -> "/v1/responses";
        case "messages" -> "/v1/messages";
        case "gemini" -> "/v1beta/models/" + target + ":generateContent";
        case "converse" -> "/model/" + target + "/converse";
        default -> "/v2/chat";
      };
    }

    String body(String target) {
      return switch (door) {
        case "responses" ->
            "{\"model\":\"%s\",\"input\":[{\"role\":\"user\",\"content\":[%s]}]}"
                .formatted(target, part);
        case "gemini" -> "{\"contents\":[{\"role\":\"user\",\"parts\":[%s]}]}".formatted(part);
        case "converse" ->
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"读\"},%s]}]}"
                .formatted(part);
        default ->
            "{\"model\":\"%s\",\"max_tokens\":900,\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}"
                .formatted(target, part);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Sent.class)
  void a_pdf_is_a_document_at_every_target(Sent sent) throws Exception {
    upstream.always(VENDOR);
    for (var target : WANTED.entrySet()) {
      boolean same = sent.door.equals("chat") && target.getKey().startsWith("own");
      if (same) continue;
      if (sent.door.equals("responses") && target.getKey().startsWith("res")) continue;
      if (sent.door.equals("messages") && target.getKey().startsWith("ant")) continue;
      if (sent.door.equals("gemini") && target.getKey().startsWith("goo")) continue;
      var got = gateway.post(sent.path(target.getKey()), sent.body(target.getKey()));
      assertThat(got.status()).as(target.getKey() + got.text()).isEqualTo(200);
      assertThat(upstream.requests().getLast().text())
          .as(target.getKey())
          .contains(target.getValue())
          .doesNotContain("image");
      assertThat(got.header("x-gateway-losses")).as(target.getKey()).isNull();
    }
  }
}
