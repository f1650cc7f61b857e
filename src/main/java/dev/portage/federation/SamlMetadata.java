package dev.portage.federation;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * What the metadata of a SAML identity provider says.
 *
 * @param entityId how it calls itself
 * @param certificateExpires when each of its signing certificates expires
 */
public record SamlMetadata(@Nullable String entityId, List<Instant> certificateExpires) {
    private static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

    public SamlMetadata {
        certificateExpires = List.copyOf(certificateExpires);
    }

    /** Reads it; empty where it is no such document. No document type is let in, and nothing is fetched. */
    static Optional<SamlMetadata> read(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
            NodeList entities = document.getElementsByTagNameNS(METADATA, "EntityDescriptor");
            String entityId = entities.getLength() == 0
                    ? null
                    : entities.item(0).getAttributes().getNamedItem("entityID").getNodeValue();
            return Optional.of(new SamlMetadata(entityId, expiries(document)));
        } catch (Exception e) {
            // A parser has many ways to say that this is no metadata.
            return Optional.empty();
        }
    }

    private static List<Instant> expiries(Document document) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        NodeList certificates = document.getElementsByTagNameNS(SIGNATURE, "X509Certificate");
        List<Instant> expiries = new ArrayList<>();
        for (int i = 0; i < certificates.getLength(); i++) {
            byte[] der = Base64.getMimeDecoder()
                    .decode(certificates.item(i).getTextContent().strip());
            X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            expiries.add(certificate.getNotAfter().toInstant());
        }
        return expiries;
    }
}
