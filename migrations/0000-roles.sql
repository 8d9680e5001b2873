-- Runs at every start of `attesta migrate`, as the connecting user: makes the roles and lets it take them.
do $$
begin
  if not exists (select from pg_roles where rolname = 'attesta_owner') then create role attesta_owner nologin; end if;
  if not exists (select from pg_roles where rolname = 'attesta_app') then create role attesta_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'attesta_retention') then create role attesta_retention nologin; end if;
  if not exists (select from pg_roles where rolname = 'attesta_resealer') then create role attesta_resealer nologin; end if;
end $$;
grant attesta_owner, attesta_app, attesta_retention, attesta_resealer to current_user;
grant usage, create on schema public to attesta_owner;
grant usage on schema public to attesta_app, attesta_retention, attesta_resealer;
create table if not exists schema_migration (
  number      integer primary key,
  name        text not null,
  sha256      bytea not null,
  applied_at  timestamptz not null default now()
);
grant select on schema_migration to attesta_app;
