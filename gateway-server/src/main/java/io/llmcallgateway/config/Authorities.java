package io.llmcallgateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Certificate authorities of one's own, trusted beside the public ones.
///
/// @param context for clients
/// @param trust what the context trusts
public record Authorities(SSLContext context, X509TrustManager trust) {
  /// Those in a file of certificates (PEM, one or many).
  ///
  /// @throws IOException where it cannot be read, or holds none
  public static Authorities of(Path file) throws IOException {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (var issuer : manager(null).getAcceptedIssuers()) {
        store.setCertificateEntry("public-" + number++, issuer);
      }
      for (var own : certificates(file)) store.setCertificateEntry("own-" + number++, own);
      var trust = manager(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return new Authorities(context, trust);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  static List<X509Certificate> certificates(Path file) throws IOException {
    var found = new ArrayList<X509Certificate>();
    try (var in = Files.newInputStream(file)) {
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        if (each instanceof X509Certificate certificate) found.add(certificate);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    if (found.isEmpty()) throw new IOException("there is no certificate in " + file);
    return found;
  }

  private static X509TrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (var manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) return x509;
    }
    throw new GeneralSecurityException("no trust manager for X.509");
  }
}
