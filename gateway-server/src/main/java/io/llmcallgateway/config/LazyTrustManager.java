package io.llmcallgateway.config;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Trusts the public authorities and those of a file. Both are parsed when they are first needed,
/// since a bundle of 150 takes longer than the rest of the gateway's start. Thread-safe.
final class LazyTrustManager extends X509ExtendedTrustManager {
  private final Path file;
  private byte[] pem;
  private volatile @Nullable X509ExtendedTrustManager loaded;

  /// @param file named where the certificates cannot be read
  /// @param pem its bytes
  LazyTrustManager(Path file, byte[] pem) {
    this.file = file;
    this.pem = pem;
  }

  private X509ExtendedTrustManager load() throws CertificateException {
    var trust = loaded;
    return trust == null ? loadOnce() : trust;
  }

  private synchronized X509ExtendedTrustManager loadOnce() throws CertificateException {
    var trust = loaded;
    if (trust != null) return trust;
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (var issuer : manager(null).getAcceptedIssuers()) {
        store.setCertificateEntry("public-" + number++, issuer);
      }
      for (var own : CertificateAuthorities.certificates(file, pem)) {
        store.setCertificateEntry("own-" + number++, own);
      }
      trust = manager(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new CertificateException("The authorities in " + file + " cannot be read: " + e, e);
    }
    pem = new byte[0];
    loaded = trust;
    return trust;
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (var manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) return x509;
    }
    throw new GeneralSecurityException("no trust manager for X.509");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    load().checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    load().checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    load().checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    load().checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    load().checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    load().checkServerTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    try {
      return load().getAcceptedIssuers();
    } catch (CertificateException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
