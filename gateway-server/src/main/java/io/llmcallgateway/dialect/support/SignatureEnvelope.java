package io.llmcallgateway.dialect.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries what a vendor signed through clients of another dialect: as an opaque token in the
/// client's own signature field, or, for clients that keep nothing else, at the end of a tool
/// call's id. Tokens are letters, digits, `_` and `-`; they need no memory of the gateway's, so any
/// instance reads them. They hold nothing that the client did not see or may not have.
public final class SignatureEnvelope {
  private static final String TOKEN = "gw1_";
  private static final String IN_ID = "_gw1_";
  private static final String WORD = "gwid_";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /// One of these stands in each request that carries what only the gateway understands: a token,
  /// and an id that carries one, also in the base64 in which Gemini and Bedrock give signatures. A
  /// text of the user's that looks so costs a translation.
  public static final List<String> MARKS = List.of(TOKEN, "Z3cxX", "X2d3MV");

  /// The signature field of reasoning that nobody signed: clients drop thoughts without a
  /// signature, and the vendor whose format it is takes none without its own.
  public static final String UNSIGNED = TOKEN;

  /// Characters of a token at an id's end; longer reasoning is not carried that way.
  private static final int MOST_IN_ID = 32 * 1024;

  private static final int MOST_OPENED = 4 << 20;

  private SignatureEnvelope() {}

  /// An id and what it carried.
  public record Opened(
      String id, List<Part.Reasoning> reasoning, @Nullable Signature callSignature) {
    public Opened {
      reasoning = List.copyOf(reasoning);
    }
  }

  /// The signature as a token for the signature field of another dialect.
  public static String wrap(Signature signature) {
    var node = Json.MAPPER.createObjectNode();
    put(node, signature);
    return TOKEN + pack(node);
  }

  /// The signature in a client's signature field: what `wrap` made of it, or the client dialect's
  /// own.
  public static Signature open(String field, String ownFamily, boolean encrypted) {
    if (field.startsWith(TOKEN)) {
      var node = unpack(field.substring(TOKEN.length()));
      var opened = node == null ? null : signature(node);
      if (opened != null) return opened;
    }
    return new Signature(ownFamily, encrypted, field, null);
  }

  /// A token that holds the words of a thought which nobody signed, for a client that asked not to
  /// be shown them: its vendor may want them back.
  public static String words(String text) {
    return TOKEN + pack(Json.MAPPER.createObjectNode().put("t", text));
  }

  /// The words that a token holds; empty if none.
  public static String wordsIn(String field) {
    if (!field.startsWith(TOKEN)) return "";
    var node = unpack(field.substring(TOKEN.length()));
    return node == null ? "" : JsonNodes.text(node, "t", "");
  }

  /// The value for a client's signature field: the client dialect's own as it is, others wrapped.
  public static String field(Signature signature, String ownFamily) {
    return signature.family().equals(ownFamily) ? signature.data() : wrap(signature);
  }

  /// The value with the words that were signed, for a client that asked not to be shown them: their
  /// vendor takes the signature back with them.
  public static String field(Signature signature, String ownFamily, String hidden) {
    if (hidden.isEmpty()) return field(signature, ownFamily);
    var node = Json.MAPPER.createObjectNode().put("t", hidden);
    put(node, signature);
    return TOKEN + pack(node);
  }

  /// A tool call's id that carries the reasoning before the call and the call's own signature; the
  /// bare id where there is nothing to carry or too much.
  public static String intoId(
      String id, List<Part.Reasoning> reasoning, @Nullable Signature callSignature) {
    var signed = reasoning.stream().filter(part -> part.signature() != null).toList();
    if (signed.isEmpty() && callSignature == null) return id;
    return pack(id, Json.MAPPER.createObjectNode(), signed, callSignature);
  }

  /// The value for a signature field of the format's own, which has room for thoughts that nobody
  /// signed. The id goes along, for clients drop it where the format does not ask for one.
  public static String intoField(
      String id, List<Part.Reasoning> reasoning, @Nullable Signature callSignature) {
    return pack("", Json.MAPPER.createObjectNode().put("c", id), reasoning, callSignature);
  }

  private static String pack(
      String id,
      ObjectNode node,
      List<Part.Reasoning> reasoning,
      @Nullable Signature callSignature) {
    if (callSignature != null) put(node, callSignature);
    var parts = node.putArray("r");
    for (var part : reasoning) {
      var each = parts.addObject();
      if (!part.text().isEmpty()) each.put("t", part.text());
      if (part.signature() != null) put(each, part.signature());
    }
    var token = pack(node);
    return token.length() > MOST_IN_ID ? id : id + IN_ID + token;
  }

  /// The id for clients whose format takes letters, digits, `_` and `-` only, and whose requests
  /// may go on to a vendor untouched: `fromId` gives the vendor's own back.
  public static String wordId(String id) {
    if (ToolCallIdRule.WORD_ID.matcher(id).matches()) return id;
    return WORD + new String(ENCODER.encode(id.getBytes(UTF_8)), ISO_8859_1);
  }

  private static String ownId(String id) {
    if (!id.startsWith(WORD)) return id;
    try {
      return new String(Base64.getUrlDecoder().decode(id.substring(WORD.length())), UTF_8);
    } catch (IllegalArgumentException _) {
      return id; // it came from a client, so it may be anything
    }
  }

  /// Takes apart what `intoId`, `intoField` and `wordId` made; any other id stays whole.
  public static Opened fromId(String id) {
    int at = id.lastIndexOf(IN_ID);
    var node = at < 0 ? null : unpack(id.substring(at + IN_ID.length()));
    if (node == null) return new Opened(ownId(id), List.of(), null);
    var reasoning = new ArrayList<Part.Reasoning>();
    for (var each : node.path("r")) {
      reasoning.add(new Part.Reasoning(JsonNodes.text(each, "t", ""), signature(each)));
    }
    var own = JsonNodes.text(node, "c", ownId(id.substring(0, at)));
    return new Opened(own, reasoning, signature(node));
  }

  private static void put(ObjectNode node, Signature signature) {
    node.put("f", signature.family());
    if (signature.encrypted()) node.put("e", true);
    node.put("d", signature.data());
    if (signature.id() != null) node.put("i", signature.id());
  }

  private static @Nullable Signature signature(JsonNode node) {
    var family = JsonNodes.text(node, "f");
    var data = JsonNodes.text(node, "d");
    if (family == null || data == null) return null;
    return new Signature(
        family, Boolean.TRUE.equals(JsonNodes.flag(node, "e")), data, JsonNodes.text(node, "i"));
  }

  private static String pack(ObjectNode node) {
    var plain = node.toString().getBytes(UTF_8);
    var out = new ByteArrayOutputStream(plain.length);
    try (var deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      deflater.setInput(plain);
      deflater.finish();
      var buffer = new byte[4_096];
      while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
    }
    return new String(ENCODER.encode(out.toByteArray()), ISO_8859_1);
  }

  /// Null where the text is no token of ours: it came from a client, so it may be anything.
  private static @Nullable JsonNode unpack(String token) {
    try (var inflater = new Inflater(true)) {
      inflater.setInput(Base64.getUrlDecoder().decode(token));
      var out = new ByteArrayOutputStream(1_024);
      var buffer = new byte[4_096];
      while (!inflater.finished()) {
        int read = inflater.inflate(buffer);
        if (read == 0 || out.size() + read > MOST_OPENED) return null;
        out.write(buffer, 0, read);
      }
      var node = Json.MAPPER.readTree(out.toByteArray());
      return node instanceof ObjectNode ? node : null;
    } catch (IllegalArgumentException | DataFormatException | JacksonException _) {
      return null;
    }
  }
}
