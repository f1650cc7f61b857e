package dev.portage.migration;

/** How the options name an organization of WorkOS. */
public sealed interface OrganizationRef {

    /** One that exists, by WorkOS's id. */
    record ById(String id) implements OrganizationRef {}

    /** One that exists, by the external id that the application gave it. */
    record ByExternalId(String externalId) implements OrganizationRef {}

    /** One that Portage creates, unless it has done so before. */
    record ByName(String name) implements OrganizationRef {}

    /** Tells it from all others. */
    default String key() {
        return switch (this) {
            case ById(String id) -> id;
            case ByExternalId(String externalId) -> "external-id:" + externalId;
            case ByName(String name) -> "name:" + name;
        };
    }
}
