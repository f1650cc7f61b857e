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
