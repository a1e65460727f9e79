package io.llmcallgateway.dialect.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.testkit.OpenAiLike;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words of vendors' documentation and of reports about them.
final class ErrorTableTest {
  private static Failure read(int status, String body) {
    return OpenAiErrorReader.read(status, Headers.NONE, Body.utf8(body), "acme");
  }

  private static Failure message(int status, String message) {
    return read(
        status, "{\"error\":{\"message\":" + OpenAiLike.quote(message) + ",\"code\":null}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Invalid request: Your request exceeded model token limit: 262144 (requested:"
            + " 291351)|291351|262144",
        "<400> InternalError.Algo.InvalidParameter: Range of input length should be [1,"
            + " 258048]|0|258048",
        "Prompt 超长|0|0",
        "Prompt exceeds max length|0|0",
        "The input (210000 tokens) is longer than the model's context length (200000"
            + " tokens).|210000|200000",
        "Requested token count exceeds the model's maximum context length of 131072 tokens. You"
            + " requested a total of 140000 tokens: 120000 tokens from the input messages and 20000"
            + " tokens for the completion.|140000|131072",
        "The decoder prompt (length 50000) is longer than the maximum model length of 32768. Make"
            + " sure that `max_model_len` is no smaller.|50000|32768",
        "The engine prompt length 1327246 exceeds the max_model_len 262144. Please reduce"
            + " prompt.|1327246|262144",
        "This model's maximum context length is 32768 tokens. However, you requested 40960 tokens"
            + " (36864 in the messages, 4096 in the completion).|40960|32768",
        "This model's maximum context length is 128000 tokens. However, your messages resulted in"
            + " 130123 tokens.|130123|128000",
        "This model's maximum context length is 40960 tokens. However, your request has 42000 input"
            + " tokens. Please reduce the length of the input messages.|42000|40960",
        "'max_tokens' or 'max_completion_tokens' is too large: 8192. This model's maximum context"
            + " length is 32768 tokens and your request has 30000 input tokens (8192 > 32768 -"
            + " 30000).|38192|32768",
        "You passed 40001 input tokens and requested 4096 output tokens. However, the model's"
            + " context length is only 40960 tokens, resulting in a maximum input length of 36864"
            + " tokens.|44097|40960",
        "input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease"
            + " input length|209573|200000",
        "prompt is too long: 213462 tokens > 200000 maximum|213462|200000",
        "This endpoint's maximum context length is 1048576 tokens. However, you requested about"
            + " 1293741 tokens (1228206 of text input).|1293741|1048576",
        "This model's maximum prompt length is 131072 but the request contains 537812"
            + " tokens.|537812|131072",
        "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum"
            + " context length|40000|32768",
        "The input token count (1250074) exceeds the maximum number of tokens allowed"
            + " (1048576).|1250074|1048576",
        "Unable to submit request because the input token count is 1,250,000 but model only"
            + " supports up to 1048576.|1250000|1048576",
        "request (8005 tokens) exceeds the available context size (4096 tokens), try increasing"
            + " it|8005|4096",
        "too many tokens: total number of tokens in the prompt cannot exceed 128000 - received"
            + " 130000 tokens.|130000|128000",
        "`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4000 `inputs` tokens and 200"
            + " `max_new_tokens`|4200|4096",
        "The prompt is too long: 140000, model maximum context length: 131071|140000|131071",
        "Please reduce the length of the messages or completion. Current length is 9000 while limit"
            + " is 8192|9000|8192",
        "prompt token count of 140000 exceeds the limit of 128000, the prompt is too"
            + " long|140000|128000",
        "invalid params, context window exceeds limit (2013)|0|0",
        "Input is too long for requested model.|0|0",
        "tokens in request more than max tokens allowed|0|0",
        "输入内容超过了模型的最大上下文长度|0|0",
      })
  void knows_an_overflow_and_its_numbers(String message, long requested, long limit) {
    for (int status : new int[] {400, 413, 422, 500, ErrorTable.NO_STATUS}) {
      assertThat(message(status, message).kind()).as("%d", status).isEqualTo(Kind.CONTEXT_LENGTH);
    }
    assertThat(ErrorTable.tokens(message)).isEqualTo(new ErrorTable.Tokens(requested, limit));
    assertThat(message(400, message).code()).isEqualTo("context_length_exceeded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "400|max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens",
        "400|Range of max_tokens should be [1, 8192]",
        "400|Input image exceeds the maximum size of 5 MB",
        "400|Invalid 'safety_identifier': string too long. Expected a string with maximum length"
            + " 64",
        "400|temperature is too high",
        "429|Rate limit reached: too many tokens per minute, reduce the length of the messages",
        "429|Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 45000.",
      })
  void other_words_about_length_are_no_overflow(int status, String message) {
    assertThat(message(status, message).kind()).isNotEqualTo(Kind.CONTEXT_LENGTH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "429|{\"error\":{\"code\":\"1113\",\"message\":\"余额不足或无可用资源包,请充值。\"}}|QUOTA_EXHAUSTED",
        "400|{\"error\":{\"code\":\"Arrearage\",\"message\":\"Access denied, please make sure your"
            + " account is in good standing.\",\"type\":\"Arrearage\"}}|QUOTA_EXHAUSTED",
        "403|{\"error\":{\"code\":\"AccountOverdueError\",\"message\":\"overdue\"}}|QUOTA_EXHAUSTED",
        "403|{\"code\":30001,\"message\":\"Sorry, your account balance is"
            + " insufficient\",\"data\":null}|QUOTA_EXHAUSTED",
        "402|{\"error\":{\"message\":\"Insufficient"
            + " Balance\",\"type\":\"unknown_error\",\"code\":\"invalid_request_error\"}}|QUOTA_EXHAUSTED",
        "429|{\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}|QUOTA_EXHAUSTED",
        "200|{\"choices\":null,\"base_resp\":{\"status_code\":1008,\"status_msg\":\"insufficient"
            + " balance\"}}|QUOTA_EXHAUSTED",
        "200|{\"base_resp\":{\"status_code\":1002,\"status_msg\":\"rate limit\"}}|RATE_LIMITED",
        "200|{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"login fail\"}}|UPSTREAM_AUTH",
        "200|{\"base_resp\":{\"status_code\":2013,\"status_msg\":\"invalid params, context window"
            + " exceeds limit\"}}|CONTEXT_LENGTH",
        "200|{\"base_resp\":{\"status_code\":1000,\"status_msg\":\"unknown"
            + " error\"}}|UPSTREAM_ERROR",
        "429|{\"error\":{\"code\":\"1305\",\"message\":\"该模型当前访问量过大,请您稍后再试\"}}|OVERLOADED",
        "429|{\"error\":{\"code\":\"1302\",\"message\":\"您的账户已达到速率限制\"}}|RATE_LIMITED",
        "429|{\"error\":{\"type\":\"engine_overloaded_error\",\"message\":\"m\"}}|OVERLOADED",
        "400|{\"error\":{\"code\":\"1261\",\"message\":\"Prompt 超长\"}}|CONTEXT_LENGTH",
        "400|{\"error\":{\"code\":\"tokens_too_long\",\"message\":\"m\"}}|CONTEXT_LENGTH",
        "400|{\"object\":\"error\",\"message\":\"Prompt contains 40000 tokens, too large for model"
            + " with 32768 maximum context length\",\"code\":\"3051\"}|CONTEXT_LENGTH",
        "400|{\"error\":{\"code\":\"1211\",\"message\":\"模型不存在，请检查模型代码。\"}}|MODEL_NOT_FOUND",
        "400|{\"error\":{\"message\":\"Model Not"
            + " Exist\",\"code\":\"invalid_request_error\"}}|MODEL_NOT_FOUND",
        "400|{\"error\":{\"message\":\"Provider returned"
            + " error\",\"code\":400,\"metadata\":{\"raw\":\"{\\\"error\\\":{\\\"code\\\":\\\"context_length_exceeded\\\",\\\"message\\\":\\\"m\\\"}}\"}}}|CONTEXT_LENGTH",
      })
  void knows_the_codes_of_each_vendor(int status, String body, Kind kind) {
    var failure =
        status == 200 ? OpenAiErrorReader.inStream(Body.utf8(body), "acme") : read(status, body);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.message()).doesNotContain("without a message");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "400|{\"error\":{\"code\":\"data_inspection_failed\",\"message\":\"Input data may contain"
            + " inappropriate content.\"}}",
        "400|{\"error\":{\"code\":\"1301\",\"message\":\"系统检测到输入或生成内容可能包含不安全或敏感内容\"}}",
        "400|{\"error\":{\"message\":\"Content Exists Risk\",\"code\":\"invalid_request_error\"}}",
        "400|{\"error\":{\"code\":\"InputTextSensitiveContentDetected\",\"message\":\"m\"}}",
      })
  void a_blocked_prompt_has_one_code(int status, String body) {
    assertThat(read(status, body).kind()).isEqualTo(Kind.INVALID_REQUEST);
    assertThat(read(status, body).code()).isEqualTo("content_filter");
  }

  @Test
  void a_message_that_no_agent_knows_is_put_behind_words_that_they_know() {
    var told =
        OpenAiErrorWriter.of(message(400, "Prompt 超长")).path("error").path("message").asString();
    assertThat(told).isEqualTo("Your input exceeds the context window of this model: Prompt 超长");
    assertThat(ErrorTable.tellsOverflow(told)).isTrue();
    var known = "This model's maximum context length is 4 tokens. However, you requested 9 tokens.";
    assertThat(OpenAiErrorWriter.of(message(400, known)).path("error").path("message").asString())
        .isEqualTo(known);
  }

  @Test
  void llama_cpp_tells_the_numbers_in_members() {
    var failure =
        read(
            400,
            "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context"
                + " size.\",\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":9001,\"n_ctx\":4096}}");
    assertThat(ContextOverflow.tokens(failure)).isEqualTo(new ErrorTable.Tokens(9001, 4096));
  }
}
