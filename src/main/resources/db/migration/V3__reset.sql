-- Who is known to have a password in WorkOS. WorkOS's API does not say it, so it is gathered: from WorkOS's events, and
-- from the sign-ins that carried a password over. A user who is not here may have one all the same.
create table workos_password (
    workos_user_id text primary key,
    since          timestamptz not null,
    how            text        not null
);

create index workos_password_by_time on workos_password (since);

-- For which account a user is known to have a password, noted beside the user so that an index tells who is left. Where the
-- note is missing, as of one whose password was known before the account, workos_password still decides.
alter table source_user add column password_of text;
alter table source_user add column without_password boolean not null generated always as (
    workos_user_id is not null and not federated_only and workos_user_id is distinct from password_of) stored;
create index source_user_over on source_user (migration_id, without_password, sub)
    include (workos_user_id, state, reason, federated_only) where workos_user_id is not null;

create function note_found_passwords() returns trigger language plpgsql as $$
begin
    update source_user set password_of = workos_user_id
    where (migration_id, sub) in (
        select u.migration_id, u.sub from source_user as u join new_rows using (workos_user_id)
        -- Nobody waits for a note.
        for update of u skip locked);
    return null;
end $$;

create function note_forgotten_passwords() returns trigger language plpgsql as $$
begin
    update source_user as u set password_of = null
    from old_rows where u.workos_user_id = old_rows.workos_user_id and u.password_of is not null;
    return null;
end $$;

create trigger workos_password_inserted after insert on workos_password
    referencing new table as new_rows for each statement execute function note_found_passwords();
create trigger workos_password_deleted after delete on workos_password
    referencing old table as old_rows for each statement execute function note_forgotten_passwords();

-- How far WorkOS's events have been read, in one row; the replica that reads on holds it for a while.
create table workos_event_cursor (
    only_row     boolean primary key default true check (only_row),
    last_event   text,
    held_by      uuid,
    held_until   timestamptz not null default '1970-01-01Z',
    read_at      timestamptz not null default now(),
    -- Every event up to this time is known.
    caught_up_at timestamptz not null default '1970-01-01Z',
    problem      text
);

insert into workos_event_cursor default values;

-- When resets were last asked for: WorkOS takes three a minute and address, whoever asks. Addresses are keyed hashes.
create table reset_request (
    email_hash bytea primary key,
    latest     timestamptz[] not null
);

-- Whether nobody signs in to the user pool with a password, as far as it has said.
alter table migration add column passwordless boolean not null default false;

-- Mails that an operator asked for: to whom, how fast, when. A campaign is a lane of the queue.
create table password_reset_campaign (
    id             uuid primary key,
    migration_id   uuid        not null references migration,
    audience       text        not null,
    audience_count integer,
    sent_before    timestamptz,
    again          boolean     not null,
    forced         boolean     not null,
    per_hour       integer     not null,
    window_from    time,
    window_until   time,
    window_zone    text,
    delivery       text        not null,
    state          text        not null,
    -- Whom it is for is written stretch by stretch, in the order of the subs.
    selected_up_to text        not null default '',
    selected       boolean     not null,
    left_out       jsonb       not null,
    -- The pace: no mail before this time.
    next_at        timestamptz not null,
    put_off_until  timestamptz,
    last_error     text,
    created_at     timestamptz not null,
    finished_at    timestamptz
);

create index password_reset_campaign_by_migration on password_reset_campaign (migration_id, created_at);
create index password_reset_campaign_running on password_reset_campaign (state) where state in ('RUNNING', 'CANCELLED');
-- The mails that are asked for one user at a time share one.
create unique index password_reset_campaign_of_single_users on password_reset_campaign (migration_id, delivery)
    where audience = 'USER';

-- One row per mail that was asked for. The intent is committed before the call to WorkOS: a row that is still QUEUED,
-- has an intent and no replica at work was perhaps sent.
create table password_reset (
    id              uuid primary key,
    seq             bigint generated always as identity,
    migration_id    uuid        not null,
    campaign_id     uuid        not null references password_reset_campaign,
    sub             text        not null,
    email           text        not null,
    email_key       text generated always as (lower(email)) stored,
    workos_user_id  text        not null,
    -- Whether a password was known when the mail was asked for: then only a finished reset completes the row.
    had_password    boolean     not null,
    state           text        not null default 'QUEUED',
    reason          text,
    detail          text,
    -- Whether it has a job in the queue.
    released        boolean     not null default false,
    intent_at       timestamptz,
    sent_at         timestamptz,
    workos_reset_id text,
    completed_at    timestamptz,
    updated_at      timestamptz not null,
    foreign key (migration_id, sub) references source_user on delete cascade
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

create unique index password_reset_one_waits_per_user on password_reset (migration_id, sub)
    where state = 'QUEUED';
create index password_reset_by_user on password_reset (migration_id, sub, seq);
create index password_reset_in_order on password_reset (migration_id, seq);
create index password_reset_of_campaign on password_reset (campaign_id, seq);
create index password_reset_of_campaign_by_state on password_reset (campaign_id, state, seq);
create index password_reset_by_state on password_reset (migration_id, state, seq);
create index password_reset_by_email on password_reset (email_key);
create index password_reset_by_workos_id on password_reset (workos_user_id) where state <> 'COMPLETED';
create index password_reset_open on password_reset (updated_at) where state in ('SENT', 'UNCERTAIN');
create index password_reset_waiting on password_reset (campaign_id, seq) where state = 'QUEUED' and not released;
create index password_reset_released on password_reset (campaign_id) where state = 'QUEUED' and released;
create index password_reset_intended on password_reset (intent_at) where state = 'QUEUED' and intent_at is not null;

-- Counted for the migration and for the campaign, as users are: see tally.
create function tally_inserted_resets() returns trigger language plpgsql as $$
begin
    insert into tally (owner, topic, state, reason, n)
    select owner, 'password-reset', state, coalesce(reason, ''), count(*)
    from new_rows cross join lateral (values (migration_id), (campaign_id)) as owners (owner) group by 1, 3, 4;
    return null;
end $$;

create function tally_updated_resets() returns trigger language plpgsql as $$
begin
    insert into tally (owner, topic, state, reason, n)
    select owner, 'password-reset', state, reason, sum(n)
    from (select migration_id, campaign_id, state, coalesce(reason, '') as reason, 1 as n from new_rows
          union all
          select migration_id, campaign_id, state, coalesce(reason, ''), -1 from old_rows) as change
        cross join lateral (values (migration_id), (campaign_id)) as owners (owner)
    group by 1, 3, 4
    having sum(n) <> 0;
    return null;
end $$;

create trigger password_reset_inserted after insert on password_reset
    referencing new table as new_rows for each statement execute function tally_inserted_resets();
create trigger password_reset_updated after update on password_reset
    referencing old table as old_rows new table as new_rows for each statement execute function tally_updated_resets();
