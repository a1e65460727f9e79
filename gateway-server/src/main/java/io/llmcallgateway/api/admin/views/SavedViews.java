package io.llmcallgateway.api.admin.views;

import io.llmcallgateway.files.PrivateFiles;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Views in a file of the data folder, which is written anew with each change. Thread-safe.
final class SavedViews {
  static final int MOST = 200;
  private static final String NAME = "views.json";

  private final Path file;

  /// A view.
  ///
  /// @param query the filters, as in the address of the console
  /// @param columns those that are shown, in their order
  record View(String id, String name, String query, List<String> columns) {
    View {
      columns = List.copyOf(columns);
    }
  }

  SavedViews(Path dataDir) {
    file = dataDir.resolve(NAME);
  }

  synchronized List<View> all() throws IOException {
    return List.copyOf(read().values());
  }

  /// Keeps a view under its id. Returns false if there are too many others.
  synchronized boolean put(View view) throws IOException {
    var views = read();
    if (views.size() >= MOST && !views.containsKey(view.id())) return false;
    views.put(view.id(), view);
    write(views);
    return true;
  }

  /// Returns false if there is no such view.
  synchronized boolean remove(String id) throws IOException {
    var views = read();
    if (views.remove(id) == null) return false;
    write(views);
    return true;
  }

  private Map<String, View> read() throws IOException {
    var views = new LinkedHashMap<String, View>();
    if (!Files.exists(file)) return views;
    try {
      for (var each : Json.MAPPER.readTree(Files.readAllBytes(file)).path("views")) {
        var view = view(each.path("id").asString(""), each);
        views.put(view.id(), view);
      }
    } catch (JacksonException e) {
      throw new IOException(
          file + " cannot be read, move it away to begin anew: " + e.getMessage(), e);
    }
    return views;
  }

  /// Reads a view's members other than its id; those that are missing are empty.
  static View view(String id, JsonNode in) {
    var columns = new ArrayList<String>();
    for (var column : in.path("columns")) columns.add(column.asString(""));
    return new View(id, in.path("name").asString(""), in.path("query").asString(""), columns);
  }

  private void write(Map<String, View> views) throws IOException {
    var fresh = file.resolveSibling(NAME + ".new");
    Files.write(fresh, ViewPages.document(views.values()));
    PrivateFiles.restrict(fresh);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
