-- Who is known to have a password in WorkOS. WorkOS's API does not say it, so it is gathered: from WorkOS's events, and
-- from the sign-ins that carried a password over. A user who is not here may have one all the same.
create table workos_password (
    workos_user_id text primary key,
    since          timestamptz not null,
    how            text        not null
);
