-- Which organization of WorkOS stands behind what the options say: its id, its external id, or the name of one that
-- Portage has created.
create table target_organization (
    migration_id    uuid not null references migration,
    reference       text not null,
    organization_id text not null,
    -- The run that has found it there last, with the roles that are wanted in it.
    found_by        uuid not null,
    primary key (migration_id, reference)
);

-- The organizations that Portage has created by name, so that an undo deletes them. The intent is committed before the
-- call to WorkOS: whichever is found under the external id later is this migration's own.
create table made_organization (
    migration_id    uuid not null references migration,
    external_id     text not null,
    -- None while no answer to the creation has been read.
    organization_id text,
    -- Why the latest undo has left it.
    kept            text,
    primary key (migration_id, external_id)
);

-- What trying a provider's sign-in through WorkOS has come to.
create table provider_check (
    migration_id     uuid        not null references migration,
    provider         text        not null,
    status           text        not null,
    detail           text        not null,
    -- The address that WorkOS wants the provider to send users back to, and the client id that it names there.
    redirect_uri     text,
    workos_client_id text,
    checked_at       timestamptz not null,
    primary key (migration_id, provider)
);

-- What the metadata of a SAML provider said when it was checked, where Cognito has but its address.
create table saml_metadata (
    migration_id        uuid          not null references migration,
    provider            text          not null,
    entity_id           text,
    sign_on_url         text,
    certificate_expires timestamptz[] not null,
    primary key (migration_id, provider)
);

-- The organization whose SSO connection takes a provider's place.
create table provider_connection (
    migration_id    uuid not null references migration,
    provider        text not null,
    organization_id text not null,
    -- The connection that Portage has made there; none where it is made by hand.
    connection_id   text,
    primary key (migration_id, provider)
);

-- Who has signed in to WorkOS, and who through a provider, so that WorkOS has linked the two; learnt from its events.
create table workos_sign_in (
    workos_user_id    text primary key,
    since             timestamptz not null,
    by_provider_since timestamptz
);
