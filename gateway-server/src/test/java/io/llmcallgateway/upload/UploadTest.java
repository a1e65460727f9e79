package io.llmcallgateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.testkit.Form;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests forms in memory and in files: read again, with a field replaced, and in excerpts.
class UploadTest {
  private static final int LARGE = 3 * UploadStore.MOST_IN_MEMORY;

  @TempDir Path data;

  private UploadFolder folder() {
    return new UploadFolder(data.resolve("uploads"), 10 << 20);
  }

  private static Upload upload(byte[] form, UploadStore store) {
    var type = FormType.of("multipart/form-data; boundary=" + Form.BOUNDARY);
    var scanner = new FormScanner(type.boundary());
    for (int at = 0; at < form.length; at += 10_000) {
      var piece = ByteBuffer.wrap(form, at, Math.min(10_000, form.length - at));
      scanner.scan(piece);
      store.add(piece);
    }
    return new Upload(type, scanner.parts(), store);
  }

  private static byte[] sound(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] form(String model, int length) {
    return new Form()
        .field("language", "zh")
        .file("file", "录音.mp3", sound(length))
        .field("model", model)
        .field("prompt", "你好")
        .bytes();
  }

  private static byte[] read(Upload upload, int piece) {
    var whole = ByteBuffer.allocate((int) upload.size());
    while (whole.hasRemaining()) {
      var part = ByteBuffer.allocate(Math.min(piece, whole.remaining()));
      upload.read(whole.position(), part);
      whole.put(part.flip());
    }
    return whole.array();
  }

  private static FormPart model(Upload upload) {
    return upload.parts().stream().filter(part -> part.name().equals("model")).findFirst().get();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000, LARGE})
  void a_form_is_read_again_with_another_model(int length) {
    try (var store = new UploadStore(folder())) {
      var upload = upload(form("up/whisper-1", length), store);
      assertThat(store.inMemory()).isEqualTo(length < LARGE);
      assertThat(upload.text(model(upload), 100)).isEqualTo("up/whisper-1");
      var first = upload.with(model(upload), "whisper-1");
      var second = first.with(model(first), "更长的模型名字-1");
      assertThat(read(upload, 7_777)).isEqualTo(form("up/whisper-1", length));
      assertThat(read(first, 7_777)).isEqualTo(form("whisper-1", length));
      assertThat(read(second, 7_777)).isEqualTo(form("更长的模型名字-1", length));
    }
  }

  @Test
  void a_name_that_would_end_its_part_is_refused() {
    try (var store = new UploadStore(folder())) {
      var upload = upload(form("m", 1), store);
      for (var name : new String[] {"--" + Form.BOUNDARY + "--", "a\r\nb", "a\nb"}) {
        assertThatThrownBy(() -> upload.with(model(upload), name))
            .isInstanceOf(GatewayException.class);
      }
    }
  }

  @Test
  void an_excerpt_keeps_the_fields_and_the_beginning_of_the_file() {
    try (var store = new UploadStore(folder())) {
      var upload = upload(form("whisper-1", LARGE), store);
      assertThat(upload.excerpt(Integer.MAX_VALUE).toByteArray())
          .isEqualTo(form("whisper-1", LARGE));
      var most = upload.shown().size() + 100;
      var excerpt = upload.excerpt(most);
      assertThat(excerpt.size()).isEqualTo(most);
      assertThat(excerpt.utf8()).contains("录音.mp3", "\r\nwhisper-1\r\n", "\r\n你好\r\n");
      assertThat(upload.excerpt(50).size()).isEqualTo(50);
      assertThat(upload.shown().utf8()).isEqualTo(new String(form("whisper-1", 0), UTF_8));
    }
  }

  @Test
  void a_closed_store_leaves_no_file_and_no_room_taken() throws Exception {
    var folder = folder();
    var store = new UploadStore(folder);
    var upload = upload(form("m", LARGE), store);
    assertThat(folder.used()).isEqualTo(upload.size());
    store.close();
    store.close();
    assertThat(folder.used()).isZero();
    assertThat(data.resolve("uploads")).isEmptyDirectory();
    assertThatThrownBy(() -> read(upload, 1_000)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void uploads_beyond_the_room_of_all_are_refused_and_their_room_is_free_again() {
    var folder = new UploadFolder(data.resolve("uploads"), LARGE + 1_000);
    try (var first = new UploadStore(folder)) {
      upload(form("m", LARGE), first);
      try (var second = new UploadStore(folder)) {
        assertThatThrownBy(() -> upload(form("m", LARGE), second))
            .hasMessageContaining("room for uploads");
      }
      assertThat(folder.used()).isEqualTo(first.size());
    }
    assertThat(folder.used()).isZero();
  }

  @Test
  void files_of_a_killed_process_are_deleted_and_others_are_not() throws Exception {
    var folder = folder();
    folder.clear();
    var uploads = Files.createDirectories(data.resolve("uploads"));
    Files.writeString(uploads.resolve("upload-1"), "left");
    Files.writeString(uploads.resolve("notes.txt"), "mine");
    folder.clear();
    assertThat(uploads.resolve("upload-1")).doesNotExist();
    assertThat(uploads.resolve("notes.txt")).exists();
  }
}
