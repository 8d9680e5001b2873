-- The institution's feed, as it arrived. Everything that names or describes a person is inside sealed_body.

-- A register entry: one codice fiscale and all that was recorded under it. Entries joined by links that are not
-- undone are one human being (docs/decisions/0004).
create table person (
  id           uuid primary key,
  recorded_at  timestamptz not null
);

create table codice_fiscale (
  code_mac  bytea primary key,
  person    uuid not null unique references person
);

create table feed_event (
  seq          bigint generated always as identity primary key,
  event_id     uuid not null unique,
  type         text not null,
  occurred_at  timestamptz not null,
  received_at  timestamptz not null,
  person       uuid not null references person,
  content_mac  bytea not null,
  sealed_body  bytea not null
);
create index feed_event_person on feed_event (person);

-- An act points to the event that recorded it.
create table act (
  event_seq       bigint primary key references feed_event,
  person          uuid not null references person,
  protocollo_mac  bytea not null
);
create index act_protocollo on act (protocollo_mac);

-- What an event names: an act by its protocollo, or an earlier event by its id. No foreign key: it may arrive first.
create table event_reference (
  event_seq       bigint primary key references feed_event,
  protocollo_mac  bytea,
  undone_event    uuid,
  check (num_nonnulls(protocollo_mac, undone_event) = 1)
);
create index event_reference_protocollo on event_reference (protocollo_mac) where protocollo_mac is not null;
create index event_reference_undone on event_reference (undone_event) where undone_event is not null;

-- persona.codiceFiscaleVariato: two entries are one human being, until the event is undone.
create table person_link (
  event_seq     bigint primary key references feed_event,
  person        uuid not null references person,
  other_person  uuid not null references person
);
create index person_link_person on person_link (person);
create index person_link_other on person_link (other_person);

-- Refused lines, sealed, until a replay finds them good. The same text refused again is the same row.
create table quarantine (
  id              uuid primary key,
  received_at     timestamptz not null,
  import_id       uuid not null,
  line            integer not null,
  field           text not null,
  reason          text not null,
  code_mac        bytea,
  protocollo_mac  bytea,
  line_mac        bytea not null,
  sealed_line     bytea not null,
  replayed_at     timestamptz
);
create unique index quarantine_open on quarantine (line_mac) where replayed_at is null;
create index quarantine_code on quarantine (code_mac) where replayed_at is null;
create index quarantine_protocollo on quarantine (protocollo_mac) where replayed_at is null;

create trigger append_only before update or delete on person for each row execute function refuse_change();
create trigger append_only before update or delete on codice_fiscale for each row execute function refuse_change();
create trigger append_only before update or delete on feed_event for each row execute function refuse_change();
create trigger append_only before update or delete on act for each row execute function refuse_change();
create trigger append_only before update or delete on event_reference for each row execute function refuse_change();
create trigger append_only before update or delete on person_link for each row execute function refuse_change();

grant select, insert on person, codice_fiscale, feed_event, act, event_reference, person_link, quarantine to attesta_app;
grant update (replayed_at, received_at, import_id, line, field, reason) on quarantine to attesta_app;

-- For other capabilities -------------------------------------------------------------------------------------------

create view x_codice_fiscale as select code_mac, person from codice_fiscale;

-- Every entry that a link, undone or not, ever tied to the entries asked. The derivation decides which still count.
-- In plpgsql for its row estimate: the planner cannot guess how far a recursion leads, and guessing millions it would
-- read whole tables for one person.
create function x_linked_entries(starts uuid[]) returns table (start uuid, person uuid)
language plpgsql stable rows 300 as $$
begin
  return query
  with recursive tied as (
    select distinct a.id as start, a.id as person from unnest(starts) as a(id)
    union
    select t.start, case when l.person = t.person then l.other_person else l.person end
    from tied t join person_link l on l.person = t.person or l.other_person = t.person
  )
  select tied.start, tied.person from tied;
end $$;

-- All that is recorded about the entries asked and those tied to them: one row an event, and one row without event
-- for an entry that has none.
create function x_dossier(starts uuid[])
returns table (start uuid, person uuid, code_mac bytea, seq bigint, event_id uuid, type text,
               occurred_at timestamptz, sealed_body bytea, other_person uuid)
language sql stable as $$
  select t.start, t.person, c.code_mac, e.seq, e.event_id, e.type, e.occurred_at, e.sealed_body, l.other_person
  from x_linked_entries(starts) t
  join codice_fiscale c on c.person = t.person
  left join feed_event e on e.person = t.person
  left join person_link l on l.event_seq = e.seq
$$;

grant select on x_codice_fiscale to attesta_app;
grant execute on function x_linked_entries, x_dossier to attesta_app;
