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
