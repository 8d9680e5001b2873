-- Bodies, their purposes and their enrolled operators, as the last imported file says. Withdrawn rows stay for the record.
create table organisation (
  id            text primary key,
  name          text not null,
  sms_label     text not null,
  withdrawn_at  timestamptz
);
create table purpose (
  organisation  text not null references organisation,
  id            text not null,
  label_it      text not null,
  label_en      text not null,
  legal_basis   text not null,
  sms_label     text not null,
  withdrawn_at  timestamptz,
  primary key (organisation, id)
);
create table enrolled_operator (
  organisation  text not null references organisation,
  operator_mac  bytea not null,
  enrolled_at   timestamptz not null,
  withdrawn_at  timestamptz,
  primary key (organisation, operator_mac)
);
create index enrolled_operator_mac on enrolled_operator (operator_mac) where withdrawn_at is null;
grant select, insert, update on organisation, purpose, enrolled_operator to attesta_app;
