-- Who is logged in, and who is on the way.

-- Begun before the person leaves for the provider: its answer must come back to the same browser, once.
create table login_attempt (
  id_hash       bytea primary key,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  -- Where to go next, kept here and never in an address.
  sealed_return bytea not null,
  answered_at   timestamptz
);

create table session (
  id_hash          bytea primary key,
  -- Stays the same when the id is renewed.
  id               uuid not null unique,
  identity_mac     bytea not null,
  sealed_identity  bytea not null,
  method           text not null,
  level            integer not null,
  provider         text not null,
  organisation     text,
  acting_for       uuid,
  sealed_return    bytea,
  csrf             text not null,
  created_at       timestamptz not null,
  last_seen_at     timestamptz not null,
  expires_at       timestamptz not null,
  ended_at         timestamptz
);
create index session_identity on session (identity_mac) where ended_at is null;

-- What the demo's provider has to say, to be fetched once by whoever began the attempt.
create table demo_answer (
  answer_hash      bytea primary key,
  attempt_hash     bytea not null,
  sealed_identity  bytea not null,
  expires_at       timestamptz not null,
  used_at          timestamptz
);

grant select, insert, update on login_attempt, session, demo_answer to attesta_app;
grant select, delete on login_attempt, session, demo_answer to attesta_retention;
