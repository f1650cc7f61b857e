package dev.portage.federation;

import static org.assertj.core.api.Assertions.assertThat;

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
