package io.llmcallgateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.openai.request.RequestAdapter;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.Traits;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests of OpenAI's format on their way to targets of the same: only the bytes that a target
/// does not take change.
final class RequestAdapterTest {
  private final Losses losses = Kit.losses();

  private String fit(String request, Traits traits) {
    var fitted = RequestAdapter.fit(Body.utf8(request), Kit.of(traits).rules(), losses);
    return Objects.requireNonNull(fitted, "written anew").utf8();
  }

  private static boolean isWrittenAnew(String request, Traits traits) {
    var losses = Kit.losses();
    boolean anew = RequestAdapter.fit(Body.utf8(request), Kit.of(traits).rules(), losses) == null;
    assertThat(losses.isEmpty()).isEqualTo(anew);
    return anew;
  }

  /// A request with everything that nobody may change; `«…»` is what goes.
  private static final String ODD =
      """
       {  "model" : "m",
        «"store" : false , »"guided_json":{"b":1,"a":[1e400,-0.0,12345678901234567890123]},
        "messages":[ {"role":"user","content":"\\u4f60\\n好 \\"store\\": 😀","x":1 } , {"content" : "嗨","role":"assistant"} ],
        "temperature":1.50,«"prompt_cache_key":"k,}","verbosity":"low",»
      \t"n":2 , "user":"u"«,"safety_identifier":{"deep":[{"store":1}]} ,
        "service_tier" : "flex"» }
      """;

  @Test
  void all_other_bytes_stay_as_they_were() {
    var sent = ODD.replace("«", "").replace("»", "");
    var fitted = fit(sent, Traits.UNKNOWN);
    assertThat(fitted.replaceAll("\\s", ""))
        .isEqualTo(ODD.replaceAll("«[^»]*»", "").replaceAll("\\s", ""));
    assertThat(fitted)
        .contains("\"guided_json\":{\"b\":1,\"a\":[1e400,-0.0,12345678901234567890123]}");
    assertThat(fitted)
        .contains(
            "[ {\"role\":\"user\",\"content\":\"\\u4f60\\n好 \\\"store\\\": 😀\",\"x\":1 } , {");
    assertThat(losses.report().header())
        .contains(
            "store:", "prompt_cache_key:", "verbosity:", "safety_identifier:", "service_tier:");
    assertThat(fit(sent, Traits.ALL)).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"store\":true}|{}",
        "{\"store\":true,\"verbosity\":\"low\"}|{}",
        "{\"a\":1,\"store\":true}|{\"a\":1}",
        "{\"store\":true,\"a\":1}|{\"a\":1}",
        "{\"store\":true,\"a\":1,\"verbosity\":\"x\",\"b\":2,\"audio\":{}}|{\"a\":1,\"b\":2}",
        "{\"a\":1,\"store\":true,\"verbosity\":\"x\"}|{\"a\":1}",
        "{\"max_completion_tokens\":7}|{\"max_tokens\":7}",
        "{\"max_tokens\":3,\"max_completion_tokens\":7}|{\"max_tokens\":7}"
      })
  void members_go_with_their_commas(String request, String fitted) {
    assertThat(fit(request, Traits.UNKNOWN)).isEqualTo(fitted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"role\":\"developer\",\"content\":\"一\"}|{\"role\":\"system\",\"content\":\"一\"}",
        "{\"role\":\"developer\",\"content\":\"一\"},"
            + " {\"content\":\"\\\"二\\\"\",\"role\":\"system\"}"
            + " ,{\"role\":\"user\",\"content\":\"u\"}|{\"role\":\"system\",\"content\":\"一\\n"
            + "\\n"
            + "\\\"二\\\"\"}, {\"role\":\"user\",\"content\":\"u\"}",
        "{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"system\",\"content\":\"三\"}|{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"user\",\"content\":\"<system>\\n"
            + "三\\n"
            + "</system>\"}",
        "{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"developer\",\"content\":["
            + " {\"type\":\"text\",\"text\":\"三\"}]}|{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"<system>\"},"
            + " {\"type\":\"text\",\"text\":\"三\"},{\"type\":\"text\",\"text\":\"</system>\"}]}"
      })
  void instructions_are_where_all_take_them(String messages, String fitted) {
    var request = "{\"messages\":[%s]}";
    assertThat(fit(request.formatted(messages), Traits.UNKNOWN))
        .isEqualTo(request.formatted(fitted));
    assertThat(losses.isEmpty()).isFalse();
  }

  @Test
  void mistral_s_order_names_and_prefix_are_kept() {
    var traits =
        Traits.UNKNOWN.and(
            Set.of(Trait.PREFIX, Trait.RANDOM_SEED),
            Set.of(Trait.USER_AFTER_TOOL, Trait.SPEAKER_NAMES));
    assertThat(
            fit(
                "{\"seed\":1,\"messages\":[{\"role\":\"tool\",\"name\":\"f\",\"content\":\"晴\"},"
                    + " {\"role\":\"user\",\"name\":\"ann\",\"content\":\"so\"},{\"role\":\"assistant\",\"content\":\"其\"}]}",
                traits))
        .isEqualTo(
            "{\"random_seed\":1,\"messages\":[{\"role\":\"tool\",\"name\":\"f\",\"content\":\"晴\"},"
                + " {\"role\":\"assistant\",\"content\":\"OK.\"},{\"role\":\"user\",\"content\":\"so\"},{\"role\":\"assistant\",\"content\":\"其\",\"prefix\":true}]}");
    assertThat(losses.report().header()).contains("messages[1].name", "assistant-turn-added");
  }

  @Test
  void metadata_is_of_stored_answers_only_where_it_is() {
    var traits = Traits.UNKNOWN.and(Set.of(Trait.METADATA, Trait.STORE), Set.of());
    var stored = "{\"metadata\":{\"a\":\"b\"},\"store\":true}";
    assertThat(fit(stored, traits)).isEqualTo(stored);
    assertThat(fit("{\"metadata\":{\"a\":\"b\"},\"store\":false}", traits))
        .isEqualTo("{\"store\":false}");
    assertThat(losses.report().header()).contains("metadata:needs-store");
  }

  @Test
  void what_byte_ranges_cannot_do_is_written_anew() {
    var twice =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}],\"store\":true}";
    assertThat(isWrittenAnew(twice, refusing(Trait.REPEATED_ROLES))).isTrue();
    var parts =
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\"u\"}]}],\"store\":true}";
    assertThat(isWrittenAnew(parts, refusing(Trait.TEXT_PARTS))).isTrue();
    assertThat(isWrittenAnew("{\"n\":2,\"store\":true}", refusing(Trait.N))).isTrue();
    assertThat(isWrittenAnew("{\"n\":1,\"store\":true}", refusing(Trait.N))).isFalse();
    assertThat(isWrittenAnew("{\"tools\":[],\"store\":true}", refusing(Trait.TOOLS))).isTrue();
    assertThat(isWrittenAnew(twice, Traits.UNKNOWN)).isFalse();
  }

  @Test
  void parts_of_text_are_one_string_where_parts_are_not_taken() {
    assertThat(
            fit(
                "{\"messages\":[ {\"role\":\"user\",\"content\" :"
                    + " [{\"type\":\"text\",\"text\":\"\\u4f60\"},"
                    + " {\"text\":\"好\",\"type\":\"text\"}]} ]}",
                refusing(Trait.TEXT_PARTS)))
        .isEqualTo("{\"messages\":[ {\"role\":\"user\",\"content\" : \"\\u4f60\\n好\"} ]}");
  }

  private static Traits refusing(Trait trait) {
    return Traits.UNKNOWN.and(Set.of(), Set.of(trait));
  }
}
