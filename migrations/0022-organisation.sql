-- Clerks at a counter, and how sure the login of a body's operators must be.

-- Of the login, where a body asks for more than what lets an operator in.
alter table organisation add column least_level integer check (least_level between 2 and 3);

create table enrolled_clerk (
  organisation  text not null references organisation,
  clerk_mac     bytea not null,
  enrolled_at   timestamptz not null,
  withdrawn_at  timestamptz,
  primary key (organisation, clerk_mac)
);
create index enrolled_clerk_mac on enrolled_clerk (clerk_mac) where withdrawn_at is null;
grant select, insert, update on enrolled_clerk to attesta_app;

-- All sessions of a body can be ended at once.
create index session_organisation on session (organisation) where organisation is not null and ended_at is null;
