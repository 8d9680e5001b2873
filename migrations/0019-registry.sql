-- Who may act for whom, as the institution recorded it (docs/decisions/0029): a parent, a tutor, a curator or a support
-- administrator. Names, ground and scope are in the sealed body of the event; the representative is a register entry as
-- everybody else is, so that a change of code or a death of theirs is found as it is of the represented.
create table representation (
  event_seq       bigint primary key references feed_event,
  person          uuid not null references person,
  representative  uuid not null references person
);
create index representation_representative on representation (representative);

create trigger append_only before update or delete on representation for each row execute function refuse_change();
grant select, insert on representation to attesta_app;
grant select (event_seq, representative) on representation to attesta_resealer;

-- rappresentanza.cessata names the event that it ends.
alter table event_reference
  add column ended_event uuid,
  drop constraint event_reference_check,
  add constraint event_reference_names_one check (num_nonnulls(protocollo_mac, undone_event, ended_event) = 1);
