-- Calls that went out before their turn, as a person waited for them: when their turns would have come.
alter table rate_bucket add column hurried timestamptz[] not null default '{}';

-- How often passwords have been tried, per e-mail address and per client: until when the tries of each are used up.
-- Addresses stand here as keyed hashes.
create table sign_in_try (
    key        bytea primary key,
    used_until timestamptz not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create index sign_in_try_by_time on sign_in_try (used_until);

-- Takes a try of this key, which uses up its share of a minute: there is one as long as no more than the minute ahead is
-- used up. Null, or how long to wait where none is left. Rows are found by their key, whatever the table holds: so its
-- plans may be kept, which a person at the sign-in page waits less for.
create function take_try_of(tried bytea, share interval) returns interval
    language plpgsql set plan_cache_mode = auto as $$
declare
    wait interval;
begin
    insert into sign_in_try as t (key, used_until) values (tried, clock_timestamp() + share)
    on conflict (key) do update set used_until = greatest(t.used_until, clock_timestamp()) + share
        where greatest(t.used_until, clock_timestamp()) + share <= clock_timestamp() + interval '1 min';
    if found then
        return null;
    end if;
    select used_until + share - interval '1 min' - clock_timestamp() into wait from sign_in_try where key = tried;
    return greatest(wait, interval '0');
end $$;

-- The same of a client, where one is known, and an e-mail address. A client that has none left does not use up those of
-- the address that it tries. Nothing waits for the disk: what a crash of the database forgets are tries of its last moment.
create function take_try(client bytea, client_share interval, email bytea, email_share interval) returns interval
    language plpgsql as $$
declare
    wait interval;
begin
    perform set_config('synchronous_commit', 'off', true);
    if client is not null then
        wait := take_try_of(client, client_share);
    end if;
    return coalesce(wait, take_try_of(email, email_share));
end $$;

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

-- How many ended how on which day, by UTC, for each migration: see tally. Rows that are forgotten stay counted.
create function tally_sign_ins() returns trigger language plpgsql as $$
begin
    insert into tally (owner, topic, state, reason, n)
    select migration_id, 'sign-in', cast(cast(at at time zone 'UTC' as date) as text), outcome, count(*)
    from new_rows where migration_id is not null and kind <> 'PASSWORD_RESET' group by 1, 3, 4;
    return null;
end $$;

create trigger sign_in_inserted after insert on sign_in
    referencing new table as new_rows for each statement execute function tally_sign_ins();

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
