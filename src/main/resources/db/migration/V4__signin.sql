-- Calls that went out before their turn, as a person waited for them: when their turns would have come.
alter table rate_bucket add column hurried timestamptz[] not null default '{}';

-- How often passwords have been tried, per e-mail address and per client: until when the tries of each are used up.
-- Addresses stand here as keyed hashes.
create table sign_in_try (
    key        bytea primary key,
    used_until timestamptz not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create index sign_in_try_by_time on sign_in_try (used_until);

-- How sign-ins ended, for whoever asks why somebody did not get in.
create table sign_in (
    id             bigint generated always as identity primary key,
    at             timestamptz not null,
    kind           text        not null,
    outcome        text        not null,
    detail         text,
    email_hash     bytea       not null,
    migration_id   uuid,
    sub            text,
    workos_user_id text
);

create index sign_in_by_email on sign_in (email_hash, id);
create index sign_in_by_sub on sign_in (sub, id) where sub is not null;
create index sign_in_by_time on sign_in (at);

-- A sign-in that waits for a second factor: the key that opens what the caller holds. Neither half is of use alone.
create table sign_in_challenge (
    id         uuid primary key,
    key        bytea       not null,
    expires_at timestamptz not null
);

-- Whose password is being carried over just now, so that a second sign-in of the same user waits for the first.
create table sign_in_carrying (
    sub   text primary key,
    until timestamptz not null
);
