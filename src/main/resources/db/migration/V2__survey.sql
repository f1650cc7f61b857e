-- What a run is for: moving users, or looking at them only.
alter table run add column purpose text not null default 'IMPORT';

-- What an import would do with a user who could go over, where WorkOS or an earlier run has a say in it; and the whole of
-- it in one word, to be counted and looked for.
alter table source_user add column planned_target text;
alter table source_user add column planned_outcome text not null generated always as (
    case when planned_reason is not null then 'wouldSkip(' || planned_reason || ')'
         else coalesce(planned_target, 'wouldImport') end) stored;
create index source_user_by_plan on source_user (migration_id, planned_outcome, sub);

-- The groups of a user pool, as the latest reading of the list found them.
create table pool_group (
    migration_id uuid not null references migration,
    name         text not null,
    description  text,
    precedence   integer,
    -- The reading that found it last: a run, or an operator's look.
    reading      uuid not null,
    -- As counted when the members were last read; null while they have not been.
    members      bigint,
    primary key (migration_id, name)
);

-- The accounts that WorkOS had when the latest assessment looked, and that meet a user of the migration.
create table workos_account (
    migration_id uuid not null references migration,
    id           text not null,
    email_key    text not null,
    external_id  text,
    primary key (migration_id, id)
);

create index workos_account_by_email on workos_account (migration_id, email_key);
create index workos_account_by_external_id on workos_account (migration_id, external_id) where external_id is not null;

-- The latest assessment of a migration: what it was asked for, and what the user pool said of itself.
create table assessment (
    migration_id uuid primary key references migration,
    factors      boolean not null,
    pool         jsonb,
    -- The options that the plan was made for, and when it was ready; null while none has been.
    planned_for  jsonb,
    ready_at     timestamptz
);

-- How long a value is that goes into metadata with option ENCODE: as it is, or as RFC 8187 encodes it.
create function encoded_length(value text) returns integer language sql immutable as $$
    select case when octet_length(value) = char_length(value) and not starts_with(value, 'UTF-8''''')
        then char_length(value)
        else 7 + 3 * octet_length(value) - 2 * char_length(regexp_replace(value, '[^A-Za-z0-9._-]', '', 'g')) end
$$;

-- Whether a value is no value to an import: what Java takes for white space, whatever the database's locale says.
create function is_blank(value text) returns boolean language sql immutable as $$
    select value !~ '[^\u0009-\u000d\u001c-\u0020\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]'
$$;

-- What the rows held when they were counted.
create table assessment_count (
    migration_id    uuid   not null references migration,
    topic           text   not null,
    name            text   not null,
    users           bigint not null,
    -- Of an attribute's values: the length of the longest, as it is and encoded as it would go into metadata, and
    -- whether all are ASCII.
    longest         integer,
    longest_encoded integer,
    ascii           boolean,
    primary key (migration_id, topic, name)
);

-- A few users of each kind that does not fit.
create table assessment_example (
    migration_id uuid not null references migration,
    topic        text not null,
    kind         text not null,
    sub          text not null,
    primary key (migration_id, topic, kind, sub)
);

-- The second factors of users, where an assessment was asked to look at each of them.
create table user_factor (
    migration_id uuid not null references migration,
    sub          text not null,
    factor       text not null,
    primary key (migration_id, sub, factor)
);
