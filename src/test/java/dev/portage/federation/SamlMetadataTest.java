package dev.portage.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SamlMetadataTest {
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
        String signed = ENTITY.replace(
                ":protocol\"/>",
                ":protocol\"/>"
                        + "<ds:X509Certificate xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">" + CERTIFICATE
                        + "</ds:X509Certificate>");
        assertThat(SamlMetadata.read(signed).orElseThrow().certificateExpires())
                .containsExactly(Instant.parse("2036-11-22T14:35:23Z"));
    }

    @Test
    void whatIsNoMetadataIsNone() {
        assertThat(SamlMetadata.read("not xml")).isEmpty();
        assertThat(SamlMetadata.read("")).isEmpty();
    }

    @Test
    void noEntityIsLetIn() {
        assertThat(SamlMetadata.read("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + ENTITY))
                .isEmpty();
    }
}
