-- What happened, for good: partitioned by month, inserted only.

-- Level 1: the hour, the answer, the attestation, and what the answer was made of. No address, no user agent, no
-- minute: it would be a movement diary of disabled people (design.md §4).
create table audit_check (
  id              uuid not null,
  recorded_hour   timestamptz not null,
  recorded_month  date not null,
  attestation     uuid,
  answer          text not null,
  rule_version    integer not null,
  acts_used       uuid[] not null,
  last_event      bigint,
  -- The one-use form id, so that reloading an answer adds no line. Random, and says nothing.
  once            uuid not null,
  primary key (id, recorded_month),
  unique (once, answer, recorded_month)
) partition by range (recorded_month);
create index audit_check_attestation on audit_check (attestation, recorded_hour) where attestation is not null;

-- Everything else: logins, issues, revocations, disclosures, look-ups by the institution. Names are sealed.
create table audit_event (
  seq           bigint generated always as identity,
  id            uuid not null,
  recorded_at   timestamptz not null,
  kind          text not null,
  person        uuid,
  attestation   uuid,
  disclosure    uuid,
  organisation  text,
  purpose       text,
  method        text,
  level         integer,
  acting_for    uuid,
  answer        text,
  rule_version  integer,
  acts_used     uuid[],
  last_event    bigint,
  fields_shown  text[],
  sealed_detail bytea,
  primary key (seq, recorded_at)
) partition by range (recorded_at);
create index audit_event_person on audit_event (person, recorded_at) where person is not null;

create trigger append_only before update or delete on audit_check for each row execute function refuse_change();
create trigger append_only before update or delete on audit_event for each row execute function refuse_change();

-- Makes the partitions of a month and of the next (months of UTC); the service calls it at start and every day.
create function ensure_audit_partitions(month date) returns void language plpgsql security definer
set search_path = public as $$
declare
  parent text;
  start date;
begin
  foreach parent in array array['audit_check', 'audit_event'] loop
    foreach start in array array[date_trunc('month', month)::date, (date_trunc('month', month) + interval '1 month')::date] loop
      execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
        parent || to_char(start, '_YYYY_MM'), parent, start || ' 00:00:00+00', (start + interval '1 month')::date || ' 00:00:00+00');
    end loop;
  end loop;
end $$;

grant select, insert on audit_check, audit_event to attesta_app;
grant select, delete on audit_check, audit_event to attesta_retention;
grant execute on function ensure_audit_partitions to attesta_app;

-- For other capabilities -------------------------------------------------------------------------------------------
create view x_audit_check as
  select id, recorded_hour, attestation, answer from audit_check where attestation is not null;
create view x_audit_event as
  select seq, id, recorded_at, kind, person, attestation, disclosure, organisation, purpose, method, fields_shown,
         sealed_detail from audit_event;
grant select on x_audit_check, x_audit_event to attesta_app;
