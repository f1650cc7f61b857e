-- What the operator's endpoint has yet to be told; a row goes when it was taken, or given up.
create table webhook_notice (
    id           uuid primary key,
    migration_id uuid        not null references migration,
    kind         text        not null,
    at           timestamptz not null,
    -- What is posted, the same bytes each time.
    body         text        not null
);

-- The notices of all migrations share a lane that is always open: a migration's own is closed when it ends.
insert into lane (id, state, since) values ('0f6b9a52-7d1e-4c53-9a0e-5b1f2c3d4e5f', 'OPEN', now());
