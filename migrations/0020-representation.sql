-- Whom a holder named to act for them (docs/decisions/0029). Names and codes are sealed; who revokes ends it at once.
create table delegation (
  id                 uuid primary key,
  -- The register entry under which the holder named them.
  holder             uuid not null,
  -- The key of identities: that a delegate is in the register too does not show in a dump.
  delegate_mac       bytea not null,
  sealed_delegation  bytea not null,
  named_at           timestamptz not null,
  -- The last day, where there is one.
  until              date,
  revoked_at         timestamptz
);
create index delegation_holder on delegation (holder);
create index delegation_delegate on delegation (delegate_mac) where revoked_at is null;

grant select, insert on delegation to attesta_app;
grant update (revoked_at) on delegation to attesta_app;
grant select (id, delegate_mac, sealed_delegation), update (delegate_mac, sealed_delegation) on delegation
  to attesta_resealer;

-- When somebody who may act for others said for whom they are here: with acting_for for that person, without for themself.
alter table session add column chose_at timestamptz;

-- The holder's list says who did it for them.
create or replace view x_audit_event as
  select seq, id, recorded_at, kind, person, attestation, disclosure, organisation, purpose, method, fields_shown,
         sealed_detail, acting_for from audit_event;
