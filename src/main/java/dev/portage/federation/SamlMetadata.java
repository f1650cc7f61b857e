package dev.portage.federation;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What the metadata of a SAML identity provider says.
 *
 * @param entityId how it calls itself
 * @param signOnUrl where it takes a browser's sign-in
 * @param certificateExpires when each of its signing certificates expires
 */
public record SamlMetadata(
        @Nullable String entityId, @Nullable String signOnUrl, List<Instant> certificateExpires) {
    private static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static final String REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    private static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

    public SamlMetadata {
        certificateExpires = List.copyOf(certificateExpires);
    }

    /** When the last of its certificates expires: with a new one beside it, an old one may. */
    Optional<Instant> expires() {
        return certificateExpires.stream().max(Comparator.naturalOrder());
    }

    /** Reads it; empty where it is no such document. No document type is let in, and nothing is fetched. */
    static Optional<SamlMetadata> read(String xml) {
        return read(new InputSource(new StringReader(xml)));
    }

    /** The same, in the encoding that it names itself. */
    static Optional<SamlMetadata> read(byte[] xml) {
        return read(new InputSource(new ByteArrayInputStream(xml)));
    }

    private static Optional<SamlMetadata> read(InputSource source) {
        try {
            Document document = parser().parse(source);
            Optional<Element> entity = elements(document.getElementsByTagNameNS(METADATA, "EntityDescriptor"))
                    .findFirst();
            return entity.isEmpty() ? Optional.empty() : Optional.of(read(entity.get()));
        } catch (Exception e) {
            // A parser has many ways to say that this is no metadata.
            return Optional.empty();
        }
    }

    private static DocumentBuilder parser() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        DocumentBuilder parser = factory.newDocumentBuilder();
        // Without one of ours the parser prints what is wrong to the standard error.
        parser.setErrorHandler(new DefaultHandler());
        return parser;
    }

    private static SamlMetadata read(Element entity) throws CertificateException {
        List<Element> roles = elements(entity.getElementsByTagNameNS(METADATA, "IDPSSODescriptor"))
                .toList();
        String entityId = entity.getAttribute("entityID");
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Instant> expires = roles.stream()
                .flatMap(role -> elements(role.getElementsByTagNameNS(METADATA, "KeyDescriptor")))
                .filter(key -> !key.getAttribute("use").equals("encryption"))
                .flatMap(key -> elements(key.getElementsByTagNameNS(SIGNATURE, "X509Certificate")))
                .map(certificate -> expires(factory, certificate.getTextContent()))
                .toList();
        return new SamlMetadata(
                entityId.isEmpty() ? null : entityId, signOnUrl(roles).orElse(null), expires);
    }

    private static Optional<String> signOnUrl(List<Element> roles) {
        return roles.stream()
                .flatMap(role -> elements(role.getElementsByTagNameNS(METADATA, "SingleSignOnService")))
                .min(Comparator.comparing(
                        service -> !service.getAttribute("Binding").equals(REDIRECT)))
                .map(service -> service.getAttribute("Location"));
    }

    private static Instant expires(CertificateFactory factory, String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64.strip());
            X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            return certificate.getNotAfter().toInstant();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("not a certificate", e);
        }
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
    }
}
