-- A request to see the degree: requested → confirmed | refused | expired | exhausted.
create table disclosure (
  id              uuid primary key,
  -- What the operator writes in the file instead of the data.
  reference       text not null unique,
  -- The holder: the smallest entry id of the human being, so that merged entries share one count.
  holder          uuid not null,
  attestation     uuid not null,
  session         uuid not null,
  operator_mac    bytea not null,
  organisation    text,
  purpose         text,
  -- Operator, body and purpose in words; the end of the number that the code went to.
  sealed_request  bytea not null,
  words           text not null,
  -- Absent where no code could be sent; emptied when the request ends.
  code_mac        bytea,
  state           text not null check (state in ('requested', 'confirmed', 'refused', 'expired', 'exhausted')),
  -- Wrong codes of the holder that count against this request, those carried over from earlier ones included.
  tries           integer not null,
  wrong_at        timestamptz[] not null default '{}',
  -- When the holder was asked: once, and at every resend.
  asked_at        timestamptz[] not null,
  requested_at    timestamptz not null,
  expires_at      timestamptz not null,
  decided_at      timestamptz,
  -- 'code' or 'ownPages'
  approved_by     text,
  -- The showing under way or the last one: since when, until when, and how many there were.
  shown_at        timestamptz,
  visible_until   timestamptz,
  shown_times     integer not null default 0
);
-- One live code a holder.
create unique index disclosure_live on disclosure (holder) where state = 'requested';
create index disclosure_lapsing on disclosure (expires_at) where state = 'requested';
create index disclosure_holder on disclosure (holder, requested_at);
create index disclosure_operator on disclosure (operator_mac, requested_at);

grant select, insert, update on disclosure to attesta_app;
grant select, delete on disclosure to attesta_retention;
insert into retention (subject, keep, source) values ('disclosure', '24 months', 'as audit_event');
