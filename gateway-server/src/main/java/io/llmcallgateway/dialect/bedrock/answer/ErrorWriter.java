package io.llmcallgateway.dialect.bedrock.answer;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.wire.AwsEventWriter;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import java.nio.ByteBuffer;

/// Writes failures as Bedrock tells them.
public final class ErrorWriter {
  private ErrorWriter() {}

  /// The class, for the header `x-amzn-errortype`: AWS's SDKs choose their exception by it.
  public static String type(Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          METHOD_NOT_ALLOWED,
          TOO_LARGE,
          UNSUPPORTED_ENCODING,
          HEADERS_TOO_LARGE,
          UNSUPPORTED ->
          "ValidationException";
      case UNAUTHENTICATED -> "UnrecognizedClientException";
      case FORBIDDEN -> "AccessDeniedException";
      case UNKNOWN_PATH -> "UnknownOperationException";
      case MODEL_NOT_FOUND -> "ResourceNotFoundException";
      case CLIENT_TIMEOUT, TIMEOUT -> "ModelTimeoutException";
      case QUOTA_EXHAUSTED -> "ServiceQuotaExceededException";
      case RATE_LIMITED -> "ThrottlingException";
      case INTERNAL -> "InternalServerException";
      case UPSTREAM_AUTH, UPSTREAM_ERROR, UPSTREAM_UNREACHABLE, STREAM_CUT -> "ModelErrorException";
      case OVERLOADED, STOPPING -> "ServiceUnavailableException";
    };
  }

  /// Bedrock's status where it differs from the gateway's own.
  public static int status(Failure failure) {
    return switch (failure.kind()) {
      case UNAUTHENTICATED -> 403;
      case QUOTA_EXHAUSTED -> 400;
      default -> failure.status();
    };
  }

  public static byte[] body(Failure failure) {
    var root = Json.MAPPER.createObjectNode();
    root.put("message", message(failure));
    if (failure.code() != null) root.put("code", failure.code());
    if (failure.param() != null) root.put("param", failure.param());
    root.put("origin", failure.origin().text());
    if (failure.provider() != null) root.put("provider", failure.provider());
    if (!failure.causes().isEmpty()) {
      var causes = root.putArray("causes");
      for (var cause : failure.causes()) causes.add(cause);
    }
    return Json.MAPPER.writeValueAsBytes(root);
  }

  private static String message(Failure failure) {
    var message = failure.message();
    boolean own = message.contains("Input is too long");
    if (failure.kind() != Kind.CONTEXT_LENGTH || own) return message;
    return "Input is too long for requested model. " + message;
  }

  public static void frame(Failure failure, AwsEventWriter frames, ByteSink out) {
    var headers = AwsEventWriter.exception(streamType(failure.kind()));
    frames.write(headers, ByteBuffer.wrap(body(failure)), out);
  }

  /// A stream knows five exceptions only.
  private static String streamType(Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          UNAUTHENTICATED,
          FORBIDDEN,
          UNKNOWN_PATH,
          MODEL_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          CLIENT_TIMEOUT,
          TOO_LARGE,
          UNSUPPORTED_ENCODING,
          HEADERS_TOO_LARGE,
          UNSUPPORTED ->
          "validationException";
      case QUOTA_EXHAUSTED, RATE_LIMITED -> "throttlingException";
      case INTERNAL -> "internalServerException";
      case UPSTREAM_AUTH, UPSTREAM_ERROR, UPSTREAM_UNREACHABLE, STREAM_CUT, TIMEOUT ->
          "modelStreamErrorException";
      case OVERLOADED, STOPPING -> "serviceUnavailableException";
    };
  }
}
