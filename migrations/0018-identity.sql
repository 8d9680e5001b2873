-- The card (CNS) and the old PIN.

-- What the listener that sees the card has to say to the pages: fetched once, by the login that it answers.
create table card_answer (
  answer_hash    bytea primary key,
  attempt_hash   bytea not null,
  sealed_answer  bytea not null,
  expires_at     timestamptz not null,
  used_at        timestamptz
);

-- The last good copy of the national trusted list, as it was signed: it is verified again at each start.
create table trusted_list (
  territory   text primary key,
  document    bytea not null,
  fetched_at  timestamptz not null
);

-- Who still has a PIN, by the institution's file. The hash is sealed with the rest: a dump names nobody and guesses nothing.
create table pin_credential (
  id             uuid primary key,
  holder_mac     bytea not null unique,
  sealed_holder  bytea not null,
  -- Counted before a PIN is looked at, back to nothing when it was right.
  wrong_in_row   integer not null default 0,
  rests_until    timestamptz,
  withdrawn_at   timestamptz
);

insert into retention (subject, keep, source) values
  ('card_answer', '1 day', 'as login_attempt');

grant select, insert, update on card_answer, trusted_list, pin_credential to attesta_app;
grant select, delete on card_answer, pin_credential to attesta_retention;
grant select (answer_hash, sealed_answer), update (sealed_answer) on card_answer to attesta_resealer;
grant select (id, holder_mac, sealed_holder), update (holder_mac, sealed_holder) on pin_credential to attesta_resealer;
