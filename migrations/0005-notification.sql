-- Messages that must leave, written in the transaction that needs them; and the number the holder confirmed.
create table outbox (
  id               uuid primary key,
  deduplication    text not null unique,
  channel          text not null,
  sealed_payload   bytea,
  created_at       timestamptz not null,
  -- After this instant the message is of no use and is dropped unsent.
  useless_after    timestamptz not null,
  next_attempt_at  timestamptz not null,
  lease_until      timestamptz,
  attempts         integer not null default 0,
  last_failure     text,
  delivered_at     timestamptz,
  abandoned_at     timestamptz
);
create index outbox_pending on outbox (next_attempt_at) where delivered_at is null and abandoned_at is null;
create index outbox_delivered on outbox (delivered_at) where delivered_at is not null;

-- A number that the holder gave and confirmed: prevails on the register's until the register says something newer.
create table confirmed_phone (
  id            uuid primary key,
  person        uuid not null,
  sealed_phone  bytea not null,
  phone_mac     bytea not null,
  confirmed_at  timestamptz not null
);
create index confirmed_phone_person on confirmed_phone (person, confirmed_at);
create trigger append_only before update or delete on confirmed_phone for each row execute function refuse_change();

create table phone_confirmation (
  id            uuid primary key,
  person        uuid not null,
  sealed_phone  bytea not null,
  -- Emptied when it ends.
  code_mac      bytea,
  -- requested → confirmed | exhausted | replaced; one past its time is requested still, and good for nothing.
  state         text not null,
  tries         integer not null default 0,
  requested_at  timestamptz not null,
  expires_at    timestamptz not null
);
create unique index phone_confirmation_live on phone_confirmation (person) where state = 'requested';

-- The demo's telephone keeps what it received here; empty in production.
create table demo_message (
  id              uuid primary key,
  phone_mac       bytea not null,
  -- Number and text.
  sealed_message  bytea not null,
  received_at     timestamptz not null
);
create index demo_message_phone on demo_message (phone_mac, received_at);

grant select, insert, update on outbox, phone_confirmation to attesta_app;
grant select, insert on confirmed_phone, demo_message to attesta_app;
grant select, delete on outbox, phone_confirmation, demo_message to attesta_retention;

-- For other capabilities -------------------------------------------------------------------------------------------
-- Whether a message has left, for who waits for it. Its words and its number are not here.
create view x_message as select deduplication, attempts, delivered_at, abandoned_at from outbox;
grant select on x_message to attesta_app;
