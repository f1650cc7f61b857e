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

create index workos_sign_in_by_provider on workos_sign_in (by_provider_since) where by_provider_since is not null;

-- What is true of a user as one of each of the identity providers that the user has.
create function provider_facts(
    identities jsonb, attributes jsonb, federated_only boolean, workos_user_id text, planned_reason text)
    returns table (provider text, fact text) language sql stable as $$
    select distinct identity ->> 'providerName', known.fact
    from jsonb_array_elements(identities) as identity
    cross join lateral (values
        ('users', true),
        ('dependent', federated_only),
        ('verified', federated_only and lower(attributes ->> 'email_verified') = 'true'),
        ('waiting', federated_only and provider_facts.workos_user_id is null and planned_reason is null),
        ('linked', exists (select from workos_sign_in as s
                           where s.workos_user_id = provider_facts.workos_user_id and s.by_provider_since is not null))
    ) as known (fact, holds)
    where known.holds and identity ->> 'providerName' is not null
$$;

-- Counted for the migration as users are, by provider and fact: see tally. Who has no provider costs nothing.
create function tally_inserted_federated() returns trigger language plpgsql as $$
begin
    insert into tally (owner, topic, state, reason, n)
    select migration_id, 'provider', provider, fact, count(*)
    from new_rows as u cross join lateral provider_facts(
        u.identities, u.attributes, u.federated_only, u.workos_user_id, u.planned_reason)
    where u.identities <> '[]' group by 1, 3, 4;
    return null;
end $$;

create function tally_updated_federated() returns trigger language plpgsql as $$
begin
    insert into tally (owner, topic, state, reason, n)
    select migration_id, 'provider', provider, fact, sum(n)
    from (select u.*, 1 as n from new_rows as u where identities <> '[]'
          union all
          select u.*, -1 from old_rows as u where identities <> '[]') as u
    cross join lateral provider_facts(
        u.identities, u.attributes, u.federated_only, u.workos_user_id, u.planned_reason)
    group by 1, 3, 4
    having sum(n) <> 0;
    return null;
end $$;

create trigger source_user_federated_inserted after insert on source_user
    referencing new table as new_rows for each statement execute function tally_inserted_federated();
create trigger source_user_federated_updated after update on source_user
    referencing old table as old_rows new table as new_rows for each statement execute function tally_updated_federated();

-- Who signs in through a provider counts as linked from then on, until the account is deleted.
create function tally_linked(ids text[], change integer) returns void language sql as $$
    insert into tally (owner, topic, state, reason, n)
    select u.migration_id, 'provider', identity ->> 'providerName', 'linked', change * count(distinct u.sub)
    from source_user as u cross join lateral jsonb_array_elements(u.identities) as identity
    where u.workos_user_id = any(ids) and identity ->> 'providerName' is not null
    group by 1, 3
$$;

create function tally_inserted_sign_ins() returns trigger language plpgsql as $$
begin
    perform tally_linked(array(select workos_user_id from new_rows where by_provider_since is not null), 1);
    return null;
end $$;

create function tally_updated_sign_ins() returns trigger language plpgsql as $$
begin
    perform tally_linked(array(
        select workos_user_id from new_rows join old_rows using (workos_user_id)
        where new_rows.by_provider_since is not null and old_rows.by_provider_since is null), 1);
    return null;
end $$;

create function tally_deleted_sign_ins() returns trigger language plpgsql as $$
begin
    perform tally_linked(array(select workos_user_id from old_rows where by_provider_since is not null), -1);
    return null;
end $$;

create trigger workos_sign_in_inserted after insert on workos_sign_in
    referencing new table as new_rows for each statement execute function tally_inserted_sign_ins();
create trigger workos_sign_in_updated after update on workos_sign_in
    referencing old table as old_rows new table as new_rows for each statement execute function tally_updated_sign_ins();
create trigger workos_sign_in_deleted after delete on workos_sign_in
    referencing old table as old_rows for each statement execute function tally_deleted_sign_ins();
