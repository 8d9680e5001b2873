-- Runs at every start of `attesta migrate`, as the connecting user: makes the roles where they are missing, and lets that
-- user take them. Who has them already need not be able to give them.
do $$
declare role text;
begin
  foreach role in array array['attesta_owner', 'attesta_app', 'attesta_retention', 'attesta_resealer'] loop
    if not exists (select from pg_roles where rolname = role) then execute format('create role %I nologin', role); end if;
    if not pg_has_role(role, 'member') then execute format('grant %I to current_user', role); end if;
    if not has_schema_privilege(role, 'public', 'usage') then execute format('grant usage on schema public to %I', role); end if;
  end loop;
  if not has_schema_privilege('attesta_owner', 'public', 'create') then grant create on schema public to attesta_owner; end if;
  if exists (select from pg_tables where schemaname = 'public' and tablename = 'schema_migration' and tableowner <> 'attesta_owner')
  then alter table schema_migration owner to attesta_owner; end if;
end $$;
set local role attesta_owner;
create table if not exists schema_migration (
  number      integer primary key,
  name        text not null,
  sha256      bytea not null,
  applied_at  timestamptz not null default now()
);
grant select on schema_migration to attesta_app;
