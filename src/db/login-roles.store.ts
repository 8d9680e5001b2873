import { type Database, statement } from './database.js'

/** The users of a server that has separate ones: who migrates, who serves, who only counts. */
export const LOGIN_ROLES = ['attesta_migrator', 'attesta_service', 'attesta_reader'] as const

const THERE = statement(
  'roles.there',
  'select rolname as name from pg_roles where rolname = any($1::text[]) order by rolname',
)

// The reader counts and tells when: it is given no seal, no look-up code and no identifier, by which one row could be told
// from another or found again elsewhere, and no words that people were given.
const GRANTS = `
do $$
declare role text;
  relation record;
begin
  foreach role in array array['attesta_migrator', 'attesta_service', 'attesta_reader'] loop
    if not exists (select from pg_roles where rolname = role) then execute format('create role %I', role); end if;
    execute format('alter role %I login inherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls', role);
    execute format('grant connect on database %I to %I', current_database(), role);
  end loop;
  for relation in
    select a.attrelid::regclass as name, string_agg(quote_ident(a.attname), ', ') as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and pg_get_userbyid(c.relowner) = 'attesta_owner'
      and a.atttypid in ('text'::regtype, 'integer'::regtype, 'bigint'::regtype, 'boolean'::regtype, 'date'::regtype,
        'timestamptz'::regtype, 'interval'::regtype)
      and a.attname not in ('csrf', 'words', 'reference', 'deduplication', 'seq', 'event_seq', 'last_event')
    group by a.attrelid
  loop
    execute format('revoke all on %s from attesta_reader', relation.name);
    execute format('grant select (%s) on %s to attesta_reader', relation.columns, relation.name);
  end loop;
end $$;
grant attesta_owner, attesta_app, attesta_retention, attesta_resealer to attesta_migrator;
grant attesta_app to attesta_service;
grant usage on schema public to attesta_reader;
`

/** Makes the users where they are missing, and gives each what it is for. They have no password: the operator sets it. */
export async function makeLoginRoles(database: Database): Promise<{ made: string[]; there: string[] }> {
  const before = await database.query<{ name: string }>(THERE, [LOGIN_ROLES])
  await database.script(GRANTS)
  const there = before.map(({ name }) => name)
  return { made: LOGIN_ROLES.filter((name) => !there.includes(name)), there }
}
