package io.llmcallgateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.model.GatewayException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that parts are found wherever the bytes are cut, and that doubtful forms are refused.
class FormScannerTest {
  private static final String FIELD =
      "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n";

  private static List<FormPart> scan(String form) {
    return scan("b", form.getBytes(UTF_8));
  }

  private static List<FormPart> scan(String boundary, byte[] form, int... cuts) {
    var scanner = new FormScanner(boundary);
    int from = 0;
    for (int cut : cuts) {
      scanner.scan(ByteBuffer.wrap(form, from, cut - from));
      from = cut;
    }
    scanner.scan(ByteBuffer.wrap(form, from, form.length - from));
    return scanner.parts();
  }

  private static String content(String form, FormPart part) {
    var bytes = form.getBytes(UTF_8);
    return new String(Arrays.copyOfRange(bytes, (int) part.start(), (int) part.end()), UTF_8);
  }

  @Test
  void parts_are_found_with_their_names_and_contents() {
    var form =
        FIELD
            + "模型-1\r\n--b\r\nContent-Type: audio/mpeg\r\n"
            + "content-disposition: FORM-DATA; filename=\"录音 \\\"1\\\".mp3\"; name=file\r\n\r\n"
            + "ID3\r\n--\r\n-b\r\n--b--\r\n";
    var parts = scan(form);
    assertThat(parts).extracting(FormPart::name).containsExactly("model", "file");
    assertThat(parts).extracting(FormPart::file).containsExactly(null, "录音 \"1\".mp3");
    assertThat(content(form, parts.getFirst())).isEqualTo("模型-1");
    assertThat(content(form, parts.getLast())).isEqualTo("ID3\r\n--\r\n-b");
  }

  @Test
  void an_empty_field_and_blanks_after_a_boundary_are_understood() {
    var parts = scan("\r\n" + FIELD + "\r\n--b \t\r\n" + FIELD.substring(5) + "x\r\n--b--");
    assertThat(parts).extracting(FormPart::length).containsExactly(0L, 1L);
  }

  /// Contents are made of what delimiters are made of, and each form is cut at random.
  @Test
  void contents_survive_any_cut() {
    var random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      var contents = new ArrayList<String>();
      var form = new StringBuilder();
      for (int part = random.nextInt(4); part >= 0; part--) {
        var content = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
          content.append(List.of("\r", "\n", "-", "--", "b", "\r\n--", "音").get(random.nextInt(7)));
        }
        var text = content.toString().replace("\r\n--bb", "\r\n-").replace("--bb", "-");
        contents.add(text);
        form.append("--bbx\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n")
            .append(text)
            .append("\r\n");
      }
      var bytes = form.append("--bbx--\r\n").toString().getBytes(UTF_8);
      var cuts = random.ints(random.nextInt(6), 0, bytes.length).sorted().toArray();
      var parts = scan("bbx", bytes, cuts);
      assertThat(parts.stream().map(part -> content(form.toString(), part)))
          .containsExactlyElementsOf(contents);
    }
  }

  @Test
  void a_boundary_is_found_when_every_byte_arrives_alone() {
    var form = FIELD + "\r\n-\r\n--\r\r\n--b--";
    var cuts = new int[form.length()];
    for (int i = 0; i < cuts.length; i++) cuts[i] = i;
    var part = scan("b", form.getBytes(UTF_8), cuts).getFirst();
    assertThat(content(form, part)).isEqualTo("\r\n-\r\n--\r");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "|it is empty",
        "hello|does not begin with the boundary",
        "--c\\r\\n|does not begin with the boundary",
        "--b\\r\\n|ends before its last boundary",
        "{F}x|ends before its last boundary",
        "{F}x\\r\\n--b|ends before its last boundary",
        "{F}x\\r\\n--b-|ends before its last boundary",
        "{F}x\\r\\n--bc--|goes on after the boundary",
        "{F}x\\r\\n--b-c|goes on after the boundary",
        "{F}x\\r\\n--b \\n|goes on after the boundary",
        "{F}x\\r\\n--b--\\r\\n--b|something follows its last boundary",
        "{F}--b--|a part has no content",
        "--b\\nContent-Disposition: form-data; name=a\\n\\nx\\n--b--|goes on after the boundary",
        "--b\\r\\nContent-Disposition: form-data; name=a\\n\\n|does not end with CR LF",
        "--b\\r\\nContent-Disposition: form-data;\\rname=a\\r\\n\\r\\n|does not end with CR LF",
        "--b\\r\\n\\r\\nx\\r\\n--b--|no content-disposition",
        "--b\\r\\nX-Other: 1\\r\\n\\r\\nx\\r\\n--b--|no content-disposition",
        "--b\\r\\nContent-Disposition: attachment; name=a\\r\\n\\r\\nx|not form-data",
        "--b\\r\\nContent-Disposition: form-data\\r\\n\\r\\nx|no plain name",
        "--b\\r\\nContent-Disposition: form-data; name=a; name=b\\r\\n\\r\\nx|not form-data",
        "--b\\r\\nContent-Disposition: form-data; name=a; name*=b\\r\\n\\r\\nx|no plain name",
        "--b\\r\\nContent-Disposition: form-data; name=\"a\\r\\n\\r\\nx|not form-data",
        "--b\\r\\nContent-Disposition: form-data; name=\"a\"b\\r\\n\\r\\nx|not form-data",
        "--b\\r\\nContent-Disposition: form-data;\\r\\n name=a\\r\\n\\r\\nx|no plain name",
        "--b\\r\\nContent-Disposition : form-data; name=a\\r\\n\\r\\nx|without a name",
        "{F2}\\r\\nContent-Disposition: form-data; name=b\\r\\n\\r\\nx|two content-dispositions",
        "{F2}\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\nx|encoded as 'base64'",
      })
  void a_doubtful_form_is_refused(String form, String why) {
    var text =
        (form == null ? "" : form)
            .replace("{F}", FIELD)
            .replace("{F2}", FIELD.strip())
            .replace("\\r", "\r")
            .replace("\\n", "\n");
    assertThatThrownBy(() -> scan(text))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("no multipart form that can be read")
        .hasMessageContaining(why);
  }

  @Test
  void headers_and_parts_are_limited() {
    assertThatThrownBy(() -> scan("--b\r\nX: " + "x".repeat(9_000)))
        .hasMessageContaining("exceed 8 KB");
    assertThatThrownBy(() -> scan((FIELD + "x\r\n").repeat(257) + "--b--"))
        .hasMessageContaining("more than 256 parts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=a; boundary=b",
        "multipart/mixed; boundary=a",
        "multipart/form-data; boundary=ä",
      })
  void a_type_without_a_boundary_is_refused(String type) {
    assertThatThrownBy(() -> FormType.of(type)).isInstanceOf(GatewayException.class);
  }

  @Test
  void a_boundary_may_be_quoted() {
    var type = FormType.of("Multipart/Form-Data; charset=utf-8; Boundary=\"a b:c\"");
    assertThat(type.boundary()).isEqualTo("a b:c");
  }
}
