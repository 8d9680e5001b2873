-- Retention (docs/decisions/0032): a rule says how long, and since when; what it says is deleted, and nothing else can be.

-- From which instant the period runs: an expression over a row of the table that the subject names. Null in a row for which it
-- does not run yet. A rule without one is applied by hand.
alter table retention add column since text;
insert into retention (subject, keep, source) values
  ('demo_answer', '1 day', 'as login_attempt'),
  ('phone_confirmation', '30 days', 'as session'),
  ('sheet_delivery', '90 days', 'counts the letters of a day; the audit keeps the event'),
  ('pin_credential', '30 days', 'withdrawn: the institution''s file is the truth');
update retention r set since = v.since
from (values
  ('audit_check', 'recorded_hour'),
  ('audit_event', 'recorded_at'),
  ('outbox', 'coalesce(delivered_at, abandoned_at)'),
  ('session', 'least(ended_at, expires_at)'),
  ('login_attempt', 'expires_at'),
  ('demo_answer', 'expires_at'),
  ('demo_message', 'received_at'),
  ('phone_confirmation', 'expires_at'),
  ('sheet_delivery', 'requested_at'),
  ('disclosure', 'requested_at'),
  ('delegation', 'least(revoked_at, (until + 1)::timestamp at time zone ''Europe/Rome'')'),
  ('spid_request', 'expires_at'),
  ('spid_message', 'recorded_at'),
  ('cie_login', 'expires_at'),
  ('cie_token', 'created_at'),
  ('card_answer', 'expires_at'),
  ('pin_credential', 'withdrawn_at')) as v(subject, since)
where v.subject = r.subject;

-- Append-only as before; and who owns the tables may delete a row of the audit once its period is over, not a day earlier.
create or replace function refuse_change() returns trigger language plpgsql as $$
declare
  rule record;
  due boolean;
begin
  if tg_op = 'DELETE' and current_user = 'attesta_retention' then return old; end if;
  if tg_op = 'DELETE' and current_user = 'attesta_owner' then
    select r.keep, r.since into rule from retention r
    where r.subject = regexp_replace(tg_table_name, '_\d{4}_\d{2}$', '') and r.since is not null;
    if found then
      execute format('select %s < now() - $2 from (select ($1).*) as r', rule.since) into due using old, rule.keep;
      if due then return old; end if;
    end if;
  end if;
  if tg_op = 'UPDATE' and current_user = 'attesta_resealer' and (
    select bool_and(case
      when o.key like 'sealed\_%' or o.key like '%\_mac' then (o.value = 'null') = (n.value = 'null')
      else o.value = n.value end)
    from jsonb_each(to_jsonb(old)) o join jsonb_each(to_jsonb(new)) n on n.key = o.key)
  then return new; end if;
  raise exception 'rows of % are append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

-- The tables that hold the rows of a subject: itself, or its months that begin before `before`, the oldest first.
create function retention_tables(what text, before timestamptz) returns setof regclass
language sql stable set search_path = public as $$
  select to_regclass(what) where exists (select from pg_class where oid = to_regclass(what) and relkind = 'r')
  union all (
    select c.oid::regclass from pg_inherits h join pg_class c on c.oid = h.inhrelid
    where h.inhparent = to_regclass(what)
      and to_date(right(c.relname, 7), 'YYYY_MM')::timestamp at time zone 'UTC' < before
    order by c.relname)
$$;

-- How many rows are due. `at` is the service's clock: it can make a row due later, never earlier than the database's own.
create function count_due(what text, at timestamptz) returns bigint
language plpgsql stable security definer set search_path = public as $$
declare
  rule record;
  part regclass;
  counted bigint;
  total bigint := 0;
begin
  select r.since, least(at, now()) - r.keep as before into strict rule from retention r
  where r.subject = what and r.since is not null;
  for part in select t from retention_tables(what, rule.before) t loop
    execute format('select count(*) from %s where %s < $1', part, rule.since) into counted using rule.before;
    total := total + counted;
  end loop;
  return total;
end $$;

-- Deletes some of them, and gives how many.
create function forget_due(what text, at timestamptz, most integer) returns integer
language plpgsql security definer set search_path = public as $$
declare
  rule record;
  part regclass;
  done integer;
  total integer := 0;
begin
  select r.since, least(at, now()) - r.keep as before into strict rule from retention r
  where r.subject = what and r.since is not null;
  for part in select t from retention_tables(what, rule.before) t loop
    execute format('delete from %1$s where ctid = any(array(
      select ctid from %1$s where %2$s < $1 limit $2 for update skip locked))', part, rule.since)
      using rule.before, most - total;
    get diagnostics done = row_count;
    total := total + done;
    exit when total >= most;
  end loop;
  return total;
end $$;

-- Drops months that are over and empty, the oldest first and without a gap. Whoever writes is not kept waiting: where it cannot
-- be done at once, it is done another day.
create function drop_past_months(what text, at timestamptz) returns integer
language plpgsql security definer set search_path = public set lock_timeout = '300ms' as $$
declare
  before timestamptz;
  part regclass;
  is_empty boolean;
  dropped integer := 0;
begin
  select least(at, now()) - r.keep into strict before from retention r where r.subject = what and r.since is not null;
  for part in
    select t from retention_tables(what, before - interval '1 month') t where t <> to_regclass(what)
  loop
    execute format('select not exists (select from %s)', part) into is_empty;
    exit when not is_empty;
    begin
      execute format('drop table %s', part);
    exception when lock_not_available then exit;
    end;
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

revoke execute on function retention_tables, count_due, forget_due, drop_past_months from public;
grant execute on function count_due, forget_due, drop_past_months to attesta_app;
