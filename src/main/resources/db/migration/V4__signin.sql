-- Calls that went out before their turn, as a person waited for them: when their turns would have come.
alter table rate_bucket add column hurried timestamptz[] not null default '{}';
