import { type SchemaPart } from './compare-schemas.js'
import { type Session, statement } from './database.js'

// Written so that PostgreSQL 15 and later, and the embedded engine, say the same of the same schema: no texts that the
// server words anew from one version to the next (views), no not-null constraints (rows of their own since 18).
// Partitions come and go with the months: the examination looks at them by themselves.

const OURS = `'attesta_owner', 'attesta_app', 'attesta_retention', 'attesta_resealer'`

/** Relations of the schema that belong to no extension, and are no partition. */
const RELATION = `
  relation as (
    select c.oid, c.relname, c.relkind, c.relowner, c.relacl from pg_class c
    where c.relnamespace = 'public'::regnamespace and not c.relispartition
      and not exists (select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))`

const RELATIONS = statement(
  'doctor.relations',
  `with ${RELATION}
   select case r.relkind when 'v' then 'view' else 'table' end as kind, r.relname as name, null as relation,
     case when o.rolname in (${OURS}) then 'owned by ' || o.rolname else '' end as definition
   from relation r join pg_roles o on o.oid = r.relowner where r.relkind in ('r', 'p', 'v')
   union all
   select 'column', r.relname || '.' || a.attname, r.relname,
     concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
       nullif(a.attidentity::text, ''), pg_get_expr(d.adbin, d.adrelid))
   from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
   left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum where r.relkind in ('r', 'p', 'v')
   union all
   select 'trigger', t.tgname || ' on ' || r.relname, r.relname, t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid)
   from relation r join pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal
   union all
   select 'constraint', k.conname || ' on ' || r.relname, r.relname,
     concat_ws(' ', pg_get_constraintdef(k.oid), case when not k.convalidated then 'not validated' end,
       case when exists (select from pg_trigger t where t.tgconstraint = k.oid and t.tgenabled = 'D') then 'off' end)
   from relation r join pg_constraint k on k.conrelid = r.oid and k.contype in ('p', 'u', 'f', 'c')
   union all
   select 'index', i.relname, r.relname, pg_get_indexdef(i.oid)
   from relation r join pg_index x on x.indrelid = r.oid join pg_class i on i.oid = x.indexrelid`,
)

const FUNCTIONS = statement(
  'doctor.functions',
  `select 'function' as kind, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name,
     null as relation, concat_ws(' ', o.rolname, p.prosecdef, p.provolatile, p.proconfig::text, p.prosrc) as definition
   from pg_proc p join pg_roles o on o.oid = p.proowner
   where p.pronamespace = 'public'::regnamespace
     and not exists (select from pg_depend d
       where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`,
)

// Of the roles that serve and of everybody: what an owner may do with their own is no grant.
const GRANTS = statement(
  'doctor.grants',
  `with ${RELATION},
   held as (
     select r.relname as thing, r.relname as relation, a.grantee, a.privilege_type, a.is_grantable
     from relation r, aclexplode(r.relacl) a where r.relkind in ('r', 'p', 'v', 'S')
     union all
     select r.relname || '.' || c.attname, r.relname, a.grantee, a.privilege_type, a.is_grantable
     from relation r join pg_attribute c on c.attrelid = r.oid and not c.attisdropped, aclexplode(c.attacl) a
     union all
     select p.proname || '()', null, a.grantee, a.privilege_type, a.is_grantable
     from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
     where p.pronamespace = 'public'::regnamespace
       and not exists (select from pg_depend d
         where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
     union all
     select 'schema ' || n.nspname, null, a.grantee, a.privilege_type, a.is_grantable
     from pg_namespace n, aclexplode(n.nspacl) a where n.nspname = 'public')
   select 'grant' as kind, lower(h.privilege_type) || ' on ' || h.thing || ' to ' || coalesce(g.rolname, 'public') as name,
     h.relation, case when h.is_grantable then 'may be passed on' else '' end as definition
   from held h left join pg_roles g on g.oid = h.grantee
   where h.grantee = 0 or g.rolname in ('attesta_app', 'attesta_retention', 'attesta_resealer')
     or g.rolname = 'attesta_owner' and h.thing = 'schema public'`,
)

const ROLES = statement(
  'doctor.roles',
  `select 'role' as kind, r.rolname as name, null as relation,
     concat_ws(' ', case when r.rolsuper then 'superuser' end, case when r.rolbypassrls then 'bypassrls' end,
       case when r.rolcreaterole then 'createrole' end, case when r.rolreplication then 'replication' end) as definition
   from pg_roles r where r.rolname in (${OURS})
   union all
   select 'membership', m.rolname || ' in ' || g.rolname, null, ''
   from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
   where m.rolname in (${OURS})`,
)

/** All that the catalogue says of this service's schema and roles. Reads no row of anybody. */
export async function readSchema(session: Session): Promise<SchemaPart[]> {
  const parts: SchemaPart[] = []
  for (const part of [RELATIONS, FUNCTIONS, GRANTS, ROLES])
    parts.push(...(await session.query<SchemaPart>(part)))
  return parts
}
