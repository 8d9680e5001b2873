-- A request to see the degree: requested → confirmed | refused | expired | exhausted.
create table disclosure (
  id             uuid primary key,
  reference      text not null unique,
  -- The holder: the smallest entry id of the human being, so that merged entries share one count.
  holder         uuid not null,
  attestation    uuid not null,
  session        uuid not null,
  organisation   text,
  purpose        text,
  -- Operator, body and purpose in words.
  sealed_request bytea not null,
  words          text not null,
  code_mac       bytea,
  state          text not null,
  tries          integer not null default 0,
  sends          integer not null default 1,
  requested_at   timestamptz not null,
  expires_at     timestamptz not null,
  decided_at     timestamptz,
  -- 'code' or 'ownPages'
  approved_by    text,
  shown_times    integer not null default 0,
  last_shown_at  timestamptz
);
create unique index disclosure_live on disclosure (holder) where state = 'requested';
create index disclosure_holder on disclosure (holder, requested_at);
create index disclosure_session on disclosure (session);

grant select, insert, update on disclosure to attesta_app;
grant select, delete on disclosure to attesta_retention;
insert into retention (subject, keep, source) values ('disclosure', '24 months', 'as audit_event');
