package io.llmcallgateway.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/// A connection of the scripted upstream, to which its scripts write. Two threads serve it: one
/// reads requests and notices a disconnect, one plays the scripts in the order of the requests.
public final class UpstreamConnection {
  private final ScriptedUpstream upstream;
  private final Socket socket;
  private final int number;
  private final OutputStream out;
  private final LinkedBlockingQueue<Optional<Received>> requests = new LinkedBlockingQueue<>();
  private final CompletableFuture<Long> gone = new CompletableFuture<>();

  UpstreamConnection(ScriptedUpstream upstream, Socket socket, int number) throws IOException {
    this.upstream = upstream;
    this.socket = socket;
    this.number = number;
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    this.out = socket.getOutputStream();
  }

  void serve() {
    Thread.startVirtualThread(this::read);
    try {
      for (var request = requests.take(); request.isPresent(); request = requests.take()) {
        play(request.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private void play(Received request) throws InterruptedException {
    upstream.playing(1);
    try {
      upstream.scriptFor(request).play(this, request);
      request.markPlayed();
    } catch (IOException _) {
      close(); // the client went while the script was writing: `gone` tells
    } finally {
      upstream.playing(-1);
    }
  }

  private void read() {
    try {
      var in = new BufferedInputStream(socket.getInputStream());
      for (var message = HttpMessage.request(in);
          message != null;
          message = HttpMessage.request(in)) {
        var request = new Received(message, number, gone);
        upstream.received(request);
        requests.add(Optional.of(request));
      }
    } catch (IOException _) {
      // reset by the client, or closed by a script
    } finally {
      gone.complete(System.nanoTime());
      requests.add(Optional.empty());
    }
  }

  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// One chunk of a chunked body, in one write.
  public void chunk(byte[] data) throws IOException {
    var framed = new ByteArrayOutputStream();
    framed.writeBytes(
        (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    framed.writeBytes(data);
    framed.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    write(framed.toByteArray());
  }

  public void endChunks() throws IOException {
    write("0\r\n\r\n");
  }

  /// Waits until the test releases the gate; a client that leaves meanwhile ends the script.
  public void pause(Gate gate) throws IOException, InterruptedException {
    await(CompletableFuture.anyOf(gate.reach(), gone));
    if (gone.isDone()) throw new IOException("the client went");
  }

  /// Waits, silent, until the client leaves.
  public void stall() throws InterruptedException {
    await(gone);
  }

  private static void await(CompletableFuture<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException broken) {
      throw new AssertionError(broken);
    }
  }

  /// Ends the connection in order.
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // closed is what it was to be
    }
  }

  /// Ends the answer in order but goes on reading.
  public void closeOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// Ends the connection with a TCP reset.
  public void reset() throws IOException {
    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    socket.close();
  }
}
