-- After the move: one look at everything, as a lane of the queue. Between pages its place is here, so that whoever takes
-- over goes on where it stood.
create table verification (
    id               uuid primary key,
    migration_id     uuid        not null references migration,
    state            text        not null,
    phase            text        not null,
    -- Where the phase stands, in its own words: a page's token, or a name.
    place            text,
    place_at         timestamptz,
    restarts         integer     not null default 0,
    -- Accounts that WorkOS listed, and how many of them meet nobody of this migration.
    accounts         bigint      not null default 0,
    strangers        bigint      not null default 0,
    -- Users that the pool listed, how many of them have no row here, and how many have changed since they were settled.
    pool_users       bigint      not null default 0,
    sign_ups         bigint      not null default 0,
    changed          bigint      not null default 0,
    -- To whom the operator wants one password reset to be sent, and when it was about to be. Never sent twice.
    test_email       text,
    mail_intended_at timestamptz,
    started_at       timestamptz not null,
    finished_at      timestamptz
);

create unique index verification_one_at_a_time on verification (migration_id) where state = 'RUNNING';
create index verification_by_migration on verification (migration_id, started_at);

-- The checklist as it stands. What a person attested stays until it is attested anew.
create table verification_item (
    migration_id uuid        not null references migration,
    item         text        not null,
    status       text        not null,
    evidence     jsonb       not null,
    at           timestamptz not null,
    primary key (migration_id, item)
);

-- What WorkOS listed of a migration's users, for as long as a verification compares it.
create table verified_account (
    verification_id uuid    not null references verification,
    id              text    not null,
    email_key       text    not null,
    external_id     text,
    signed_in       boolean not null,
    -- Whether the address should be verified and is not.
    unverified      boolean not null,
    -- Attributes that were compared with the metadata, and those whose value is another or missing.
    compared        integer not null,
    lost            text[]  not null,
    primary key (verification_id, id)
);

create table verified_membership (
    verification_id uuid   not null references verification,
    organization_id text   not null,
    user_id         text   not null,
    roles           text[] not null,
    primary key (verification_id, organization_id, user_id)
);

-- Whether an undo deletes those too who have signed in to WorkOS since.
alter table run add column include_signed_in boolean not null default false;

-- The audit trail can only be added to, and each entry vouches for all before it: whoever changes or takes away one must
-- make all later hashes anew, and the one that an export has taken elsewhere still tells.
alter table audit_entry add column hash bytea;

create function audit_text(entry audit_entry) returns text language sql stable as $$
    select concat_ws(e'\x1f', entry.id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), entry.actor,
        coalesce(entry.address, ''), entry.method, entry.path, entry.status, coalesce(entry.request_id, ''))
$$;

create function audit_hash(previous bytea, entry audit_entry) returns bytea language sql stable as $$
    select sha256(coalesce(previous, ''::bytea) || convert_to(audit_text(entry), 'UTF8'))
$$;

create function chain_audit_entry() returns trigger language plpgsql as $$
declare
    last audit_entry;
begin
    -- One after the other, until each is committed: two entries must not both follow the same one.
    perform pg_advisory_xact_lock(hashtext('portage.audit'));
    select * into last from audit_entry order by id desc limit 1;
    new.id := coalesce(last.id, 0) + 1;
    new.hash := audit_hash(last.hash, new);
    return new;
end $$;

create trigger audit_entry_chained before insert on audit_entry for each row execute function chain_audit_entry();

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail can only be added to';
end $$;

create trigger audit_entry_append_only before update or delete or truncate on audit_entry
    for each statement execute function refuse_audit_change();

-- The first entry that is not what its hash says, or that does not follow the one before it; no row where all are.
create view audit_break as
    select id from (
        select id, hash is distinct from audit_hash(lag(hash) over chain, entry)
            or id <> coalesce(lag(id) over chain, 0) + 1 as broken
        from audit_entry as entry window chain as (order by id)) as checked
    where broken order by id limit 1;
