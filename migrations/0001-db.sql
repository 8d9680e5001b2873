-- Guards that every capability uses, and how long each kind of row is kept.

-- Append-only twice over: the role lacks the privilege, and this trigger refuses whoever has it.
-- Only attesta_retention may delete, and nobody may change.
create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user = 'attesta_retention' then return old; end if;
  raise exception 'rows of % are append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create table retention (
  subject  text primary key,
  keep     interval not null,
  source   text not null
);
insert into retention (subject, keep, source) values
  ('audit_check', '90 days', 'design.md §4: a level-1 row would be a movement diary'),
  ('audit_event', '24 months', 'Garante, dossier sanitario 4 June 2015: log of accesses'),
  ('outbox', '30 days', 'delivered messages are already emptied; what is left counts attempts'),
  ('session', '30 days', 'security.md §5'),
  ('login_attempt', '1 day', 'security.md §5'),
  ('demo_message', '1 day', 'demo telephone only');
grant select on retention to attesta_app, attesta_retention;
