package dev.portage.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SamlMetadataTest {
    static final Instant EXPIRES = Instant.parse("2036-11-22T14:35:23Z");

    private static final String ENTITY = """
            <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example/saml">
              <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/>
            </md:EntityDescriptor>""";

    @Test
    void theEntityIdIsRead() {
        SamlMetadata metadata = SamlMetadata.read(ENTITY).orElseThrow();
        assertThat(metadata.entityId()).isEqualTo("https://idp.example/saml");
        assertThat(metadata.certificateExpires()).isEmpty();
    }

    /** As "openssl req -x509 -days 3650" makes one. */
    private static final String CERTIFICATE = """
            MIICCDCCAXGgAwIBAgIUAVY39sWf8PK3CtuOZZ8DuzgvSqcwDQYJKoZIhvcNAQELBQAwFjEUMBIGA1UEAwwLaWRwLmV4YW1wbGUw
            HhcNMjYxMTI1MTQzNTIzWhcNMzYxMTIyMTQzNTIzWjAWMRQwEgYDVQQDDAtpZHAuZXhhbXBsZTCBnzANBgkqhkiG9w0BAQEFAAOB
            jQAwgYkCgYEAzVGaMb7fG8Ubj/ZgNMUJyJ3T4EGlJ6g37UK1AdjXAyk45BPCDI/3on1akzCIaTQPfSrzF91d3vA5JMZYJhaaxRtd
            I202HzhGFAtu9rQMZwPPd0za1rtCZIkB4VhmkBQ6O3VIQuq8FYnspsnozlZvJITGyEQz8klb8/JRY+CMrO8CAwEAAaNTMFEwHQYD
            VR0OBBYEFDFKTUxUNLR4Rw/+X93R44zU7PZbMB8GA1UdIwQYMBaAFDFKTUxUNLR4Rw/+X93R44zU7PZbMA8GA1UdEwEB/wQFMAMB
            Af8wDQYJKoZIhvcNAQELBQADgYEATr+O5ZGivLGJ1qHge7vudHKW7r8ARQOlQxMXb7BhOn2bSeTzbe61iyv8h6RgDAPb29esyqkG
            xSvewQt59tiNXY8IAlsS1Gnx80qnCt9uC5mikm24y4VetNy8dztlktIy3eqRvR8BQZTtJaGwBdwOAWckgrPhXfRRWSWhm2xv2VQ=
            """;

    @Test
    void itIsReadWhenTheCertificateExpires() {
        SamlMetadata metadata = SamlMetadata.read(signed()).orElseThrow();
        assertThat(metadata.certificateExpires()).containsExactly(EXPIRES);
        assertThat(metadata.expires()).contains(EXPIRES);
        assertThat(SamlMetadata.read(ENTITY).orElseThrow().expires()).isEmpty();
    }

    @Test
    void theAddressForBrowsersIsPreferred() {
        assertThat(SamlMetadata.read(signed()).orElseThrow().signOnUrl()).isEqualTo("https://idp.example/redirect");
        assertThat(SamlMetadata.read(ENTITY).orElseThrow().signOnUrl()).isNull();
    }

    @Test
    void theEncodingIsTheOneThatItNames() {
        String latin =
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + ENTITY.replace("idp.example", "zürich.example");
        assertThat(SamlMetadata.read(latin.getBytes(StandardCharsets.ISO_8859_1))
                        .orElseThrow()
                        .entityId())
                .isEqualTo("https://zürich.example/saml");
    }

    /** With a certificate to sign and, after it, one to encrypt, which is no certificate at all. */
    static String signed() {
        return ENTITY.replace("protocol\"/>", """
                protocol">
                  <md:KeyDescriptor use="signing">%s</md:KeyDescriptor>
                  <md:KeyDescriptor use="encryption">%s</md:KeyDescriptor>
                  <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
                      Location="https://idp.example/post"/>
                  <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
                      Location="https://idp.example/redirect"/>
                </md:IDPSSODescriptor>""".formatted(key(CERTIFICATE), key("")));
    }

    private static String key(String certificate) {
        return "<ds:X509Certificate xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">" + certificate
                + "</ds:X509Certificate>";
    }

    @Test
    void whatIsNoMetadataIsNone() {
        assertThat(SamlMetadata.read("<html/>")).isEmpty();
        assertThat(SamlMetadata.read("not xml")).isEmpty();
        assertThat(SamlMetadata.read("")).isEmpty();
    }

    @Test
    void noEntityIsLetIn() {
        assertThat(SamlMetadata.read("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + ENTITY))
                .isEmpty();
    }
}
