package io.llmcallgateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.record.CallRecord;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/// The record as it stands in the spool.
final class SpoolRecordTest {
  private static CallRecord read(String json) {
    var bytes = json.getBytes(UTF_8);
    return SpoolRecordReader.read(bytes, 0, bytes.length);
  }

  private static String written(CallRecord call) {
    var json = new ByteArrayOutputStream();
    SpoolRecordWriter.write(call, json);
    return json.toString(UTF_8);
  }

  @Test
  void a_record_comes_back_as_it_went() {
    var call = Ended.call("鲁迅写了什么？").record();
    assertThat(read(written(call))).isEqualTo(call);
  }

  @Test
  void half_a_character_is_no_reason_to_lose_a_record() {
    var call = Ended.call("\ud83d half").record();
    assertThat(read(written(call)).id()).isEqualTo(call.id());
  }

  /// As the first version wrote it, which told what can be computed too.
  @Test
  void a_record_of_the_first_version_is_read() {
    var call = Ended.call("old").record();
    var first =
        written(call)
            .replace(
                "\"upstream_us\":4100",
                "\"upstream_us\":4100,\"gateway_us\":900,\"tokens_per_second\":8947.4")
            .replace("\"estimated\":false", "\"total\":55,\"estimated\":false");
    assertThat(first).contains("gateway_us", "\"total\"");
    assertThat(read(first)).isEqualTo(call);
  }

  @Test
  void a_record_of_an_older_or_newer_shape_is_read() {
    var call = read("{\"id\":\"x\",\"new\":[1],\"state\":\"odd\"}");
    assertThat(call.state()).isEqualTo(CallRecord.State.ERROR);
  }
}
