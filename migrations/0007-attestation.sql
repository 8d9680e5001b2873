-- The person's entitlement to show status. The token is known by its SHA-256; a sealed copy prints the sheet again.
create table attestation (
  id              uuid primary key,
  person          uuid not null,
  token_hash      bytea not null unique,
  sealed_token    bytea not null,
  issued_at       timestamptz not null,
  notice_version  integer not null,
  notice_read_at  timestamptz not null,
  -- 'only': that a condition is recognised; 'which': also the categories.
  shows           text not null,
  expires_at      timestamptz,
  ended_at        timestamptz,
  -- 'revoked' or 'replaced'
  end_reason      text
);
create index attestation_person on attestation (person);

-- When the holder said to have read the notice, and which edition.
create table notice_reading (
  person          uuid not null,
  notice_version  integer not null,
  read_at         timestamptz not null,
  primary key (person, notice_version, read_at)
);
create trigger append_only before update or delete on notice_reading for each row execute function refuse_change();

grant select, insert on attestation, notice_reading to attesta_app;
grant update (shows, ended_at, end_reason) on attestation to attesta_app;

-- For other capabilities -------------------------------------------------------------------------------------------
create view x_attestation as
  select id, person, token_hash, issued_at, shows, expires_at, ended_at from attestation;
grant select on x_attestation to attesta_app;
