-- What a run is for: moving users, or looking at them only.
alter table run add column purpose text not null default 'IMPORT';

-- The groups of a user pool, as the latest assessment found them.
create table pool_group (
    migration_id uuid not null references migration,
    name         text not null,
    primary key (migration_id, name)
);
