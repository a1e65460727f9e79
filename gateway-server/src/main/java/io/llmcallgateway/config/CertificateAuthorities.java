package io.llmcallgateway.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Certificate authorities of the user's own, trusted beside the public ones.
///
/// @param context for clients
/// @param trust what the context trusts
public record CertificateAuthorities(SSLContext context, X509TrustManager trust) {
  /// A larger file is a system's bundle of public authorities.
  private static final long BUNDLE = 64 << 10;

  /// The authorities in a file of certificates (PEM, one or many), as it is now. They are parsed
  /// when the first connection needs them.
  ///
  /// @throws IOException where it cannot be read
  public static CertificateAuthorities of(Path file) throws IOException {
    try {
      var trust = new LazyTrustManager(file, Files.readAllBytes(file));
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return new CertificateAuthorities(context, trust);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /// Checks that a file holds certificates. Of a bundle only the first is read, since parsing all
  /// of them takes as long as the rest of the gateway's start.
  ///
  /// @throws IOException where it cannot be read, or holds none
  static void check(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      if (Files.size(file) <= BUNDLE) certificates(file, in.readAllBytes());
      else CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  static List<X509Certificate> certificates(Path file, byte[] pem) throws IOException {
    var found = new ArrayList<X509Certificate>();
    try {
      var in = new ByteArrayInputStream(pem);
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        if (each instanceof X509Certificate certificate) found.add(certificate);
      }
    } catch (CertificateException e) {
      throw new IOException(e);
    }
    if (found.isEmpty()) throw new IOException("there is no certificate in " + file);
    return found;
  }
}
