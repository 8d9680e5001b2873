-- The same rows as before, found key by key: in an archive of some thousand people the planner, which expects more from
-- x_linked_entries than one person ever has, would rather read whole tables for every scan.
create or replace function x_dossier(starts uuid[])
returns table (start uuid, person uuid, code_mac bytea, seq bigint, event_id uuid, type text,
               occurred_at timestamptz, sealed_body bytea, other_person uuid)
language sql stable as $$
  select t.start, t.person, c.code_mac, e.seq, e.event_id, e.type, e.occurred_at, e.sealed_body, l.other_person
  from x_linked_entries(starts) t
  cross join lateral (select code_mac from codice_fiscale where person = t.person offset 0) c
  left join lateral (
    select seq, event_id, type, occurred_at, sealed_body from feed_event where person = t.person offset 0
  ) e on true
  left join lateral (select other_person from person_link where event_seq = e.seq offset 0) l on true
$$;
