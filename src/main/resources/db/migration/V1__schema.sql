-- What a company moves: one user pool (or a dump of one) into one WorkOS environment.
create table migration (
    id           uuid primary key,
    name         text        not null,
    state        text        not null,
    source_type  text        not null,
    user_pool_id text,
    region       text,
    options      jsonb       not null,
    last_error   text,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    erased_at    timestamptz,
    -- Since when nothing of its run has got on, though nothing is known to hold it up.
    stalled_since timestamptz,
    check (source_type = 'DUMP' or (user_pool_id is not null and region is not null))
);

-- Two live migrations of one pool would race for its users.
create unique index migration_one_live_per_pool on migration (region, user_pool_id)
    where source_type = 'USER_POOL' and state not in ('CANCELLED', 'UNDONE') and erased_at is null;

-- One pass over the pool: discovery, settling, sending. Its checkpoint makes discovery resumable.
create table run (
    id               uuid primary key,
    migration_id     uuid        not null references migration,
    audience         text        not null,
    audience_count   integer,
    audience_emails  text[]      not null default '{}',
    state            text        not null,
    phase            text        not null,
    page_token       text,
    page_token_at    timestamptz,
    pages            bigint      not null default 0,
    restarts         integer     not null default 0,
    attribute_keys   jsonb,
    started_at       timestamptz not null,
    finished_at      timestamptz,
    last_error       text
);

create unique index run_one_at_a_time on run (migration_id) where state = 'RUNNING';
create index run_by_migration on run (migration_id, started_at);

-- One row per Cognito user, with everything that Cognito told us and what became of it.
create table source_user (
    migration_id      uuid        not null references migration,
    sub               text        not null,
    username          text        not null,
    email             text,
    -- The address as WorkOS compares it: without regard to case.
    email_key         text generated always as (lower(email)) stored,
    status            text        not null,
    enabled           boolean     not null,
    federated_only    boolean     not null,
    source_created_at timestamptz,
    source_modified_at timestamptz,
    attributes        jsonb       not null,
    identities        jsonb       not null,
    -- A digest of what Cognito told us, and the digest that WorkOS was last brought up to.
    digest            text        not null,
    settled_digest    text,
    -- Why this user will not be sent, by the options as they are now; null: will be sent.
    planned_reason    text,
    merged_into       text,
    -- Since when the source has not had this user any more.
    gone_since        timestamptz,
    state             text        not null default 'PENDING',
    reason            text,
    detail            text,
    workos_user_id    text,
    -- Whether the external id of the account is ours, though the account was there before.
    external_id_ours  boolean     not null default false,
    first_seen_at     timestamptz not null,
    updated_at        timestamptz not null,
    primary key (migration_id, sub)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

create index source_user_by_email on source_user (migration_id, email_key);
-- Each serves a list in the order of the subs, or a count that need not read the rows themselves.
create index source_user_by_state on source_user (migration_id, state, sub);
create index source_user_by_reason on source_user (migration_id, reason, sub) where reason is not null;
create index source_user_not_over on source_user (migration_id, sub) where state in ('PENDING', 'FAILED');
create index source_user_external_id_ours on source_user (migration_id, state) where external_id_ours;
create index source_user_by_workos_id on source_user (workos_user_id) include (migration_id, state)
    where workos_user_id is not null;

-- Whom a discovery under way has met; what is not here at its end is gone from the pool.
create table run_seen (
    run_id uuid not null references run on delete cascade,
    sub    text not null,
    primary key (run_id, sub)
);

-- Under which keys attributes have ever gone into WorkOS's metadata, so that a key that is no longer used can be deleted.
create table metadata_key (
    migration_id uuid not null references migration,
    attribute    text not null,
    key          text not null,
    primary key (migration_id, attribute, key)
);

create table membership (
    migration_id    uuid        not null,
    sub             text        not null,
    organization_id text        not null,
    -- The one that goes before others first; none for the organization's default.
    role_slugs      text[]      not null default '{}',
    state           text        not null default 'PENDING',
    reason          text,
    detail          text,
    -- False where the user is to leave the organization.
    wanted          boolean     not null default true,
    -- Whether Portage has made it, so that it may end it.
    ours            boolean     not null default false,
    workos_membership_id text,
    updated_at      timestamptz not null,
    primary key (migration_id, sub, organization_id),
    foreign key (migration_id, sub) references source_user
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);

create index membership_ours on membership (migration_id, sub) where ours;
create index membership_organization on membership (migration_id, organization_id);

-- Who is in which Cognito group, as the latest run that read it found.
create table group_member (
    migration_id uuid not null references migration,
    sub          text not null,
    group_name   text not null,
    run_id       uuid not null,
    primary key (migration_id, sub, group_name)
);

-- What happened to a user, for the one who asks later.
create table user_event (
    id           bigint generated always as identity primary key,
    migration_id uuid        not null,
    sub          text        not null,
    at           timestamptz not null,
    what         text        not null,
    detail       text
);

create index user_event_by_user on user_event (migration_id, sub, id);

-- Counters: every change adds rows, readers sum them, a sweeper folds them; so counting locks nobody.
create table tally (
    owner  uuid   not null,
    topic  text   not null,
    state  text   not null,
    reason text   not null default '',
    n      bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create index tally_by_owner on tally (owner, topic);

-- Counters follow the rows by themselves, whichever statement changes them. Deleting rows (erasure of
-- personal data) keeps the counts on purpose.
create function tally_inserted_users() returns trigger language plpgsql as $$
begin
    insert into tally (owner, topic, state, reason, n)
    select migration_id, 'user', state, coalesce(reason, ''), count(*) from new_rows group by 1, 3, 4;
    return null;
end $$;

create function tally_updated_users() returns trigger language plpgsql as $$
begin
    insert into tally (owner, topic, state, reason, n)
    select migration_id, 'user', state, reason, sum(n)
    from (select migration_id, state, coalesce(reason, '') as reason, 1 as n from new_rows
          union all
          select migration_id, state, coalesce(reason, ''), -1 from old_rows) as change
    group by 1, 3, 4
    having sum(n) <> 0;
    return null;
end $$;

create trigger source_user_inserted after insert on source_user
    referencing new table as new_rows for each statement execute function tally_inserted_users();
create trigger source_user_updated after update on source_user
    referencing old table as old_rows new table as new_rows for each statement execute function tally_updated_users();

create function tally_inserted_memberships() returns trigger language plpgsql as $$
begin
    insert into tally (owner, topic, state, n)
    select migration_id, 'membership', state, count(*) from new_rows group by 1, 3;
    return null;
end $$;

create function tally_updated_memberships() returns trigger language plpgsql as $$
begin
    insert into tally (owner, topic, state, n)
    select migration_id, 'membership', state, sum(n)
    from (select migration_id, state, 1 as n from new_rows
          union all
          select migration_id, state, -1 from old_rows) as change
    group by 1, 3
    having sum(n) <> 0;
    return null;
end $$;

create trigger membership_inserted after insert on membership
    referencing new table as new_rows for each statement execute function tally_inserted_memberships();
create trigger membership_updated after update on membership
    referencing old table as old_rows new table as new_rows for each statement execute function tally_updated_memberships();

-- Users finished per second, for the rate that a poller is shown.
create table throughput (
    migration_id uuid        not null,
    second       timestamptz not null,
    n            integer     not null,
    primary key (migration_id, second)
);

-- The queue. A lane holds the jobs of one migration; closing it stops the claiming at once.
create table lane (
    id       uuid primary key,
    state    text        not null,
    since    timestamptz not null,
    -- When a job of it last ended or went on a step, to about a second; retries do not count.
    moved_at timestamptz not null default '1970-01-01Z'
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

create table job (
    id           bigint generated always as identity primary key,
    lane_id      uuid        not null references lane,
    kind         text        not null,
    subject      text        not null,
    draw         text        not null,
    state        text        not null default 'READY',
    run_at       timestamptz not null,
    attempts     integer     not null default 0,
    claims       integer     not null default 0,
    leased_by    uuid,
    leased_until timestamptz,
    last_error   text,
    unique (lane_id, kind, subject)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);

create index job_ready on job (draw, lane_id, run_at, id) where state = 'READY';
create index job_leased on job (leased_until) where state = 'LEASED';

-- The database's time when the queue was last swept: what waits for a time moves along when the clock is set back.
create table queue_clock (
    last timestamptz not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

insert into queue_clock values (now());

-- The budget that all replicas share: one row per limit.
create table rate_bucket (
    name              text primary key,
    amount            integer     not null,
    window_ms         bigint      not null,
    -- The setting at the last start; where it differs from the environment, the environment has changed and wins.
    configured        integer     not null,
    next_at           timestamptz not null,
    blocked_until     timestamptz not null,
    pace              double precision not null default 1,
    last_throttled_at timestamptz,
    recent            integer[]   not null default '{}',
    recent_second     bigint      not null default 0,
    -- The circuit: how often it has opened in a row, until when nobody calls, since when it is not closed.
    trips             integer     not null default 0,
    open_until        timestamptz not null default '1970-01-01Z',
    failing_since     timestamptz
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

create table audit_entry (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    actor      text        not null,
    address    text,
    method     text        not null,
    path       text        not null,
    status     integer     not null,
    request_id text
);
