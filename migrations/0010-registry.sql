-- Signed batches of the feed (docs/decisions/0014): who sent what, in which order, and what became of it.

-- The manifest is sealed because of what may stand in a forged one. A batch that is not refused has its place in the
-- sender's sequence; a refused one has none, so that the good one can still come.
create table feed_batch (
  id               uuid primary key,
  manifest_sha256  bytea not null,
  sealed_manifest  bytea not null,
  state            text not null check (state in ('received', 'held', 'applying', 'applied', 'refused')),
  cause            text check ((cause is not null) = (state = 'refused')),
  -- Of a trusted sender only: what a stranger calls himself is nobody's data.
  sender           text,
  sequence         bigint,
  previous_sha256  bytea,
  file_sha256      bytea,
  lines            bigint,
  encoding         text,
  sent_at          timestamptz,
  received_at      timestamptz not null,
  settled_at       timestamptz,
  -- How often it came; the last time it did is received_at where it is refused.
  times            integer not null default 1,
  lines_recorded   bigint not null default 0,
  applied          bigint not null default 0,
  repeated         bigint not null default 0,
  waiting          bigint not null default 0,
  refused          bigint not null default 0,
  -- Where its bytes are kept until they are applied; empty where they are in the file alone.
  parts            uuid,
  leased_until     timestamptz,
  check (state = 'refused' or num_nulls(sender, sequence, file_sha256, lines, encoding, sent_at) = 0)
);
create unique index feed_batch_place on feed_batch (sender, sequence) where state <> 'refused';
create unique index feed_batch_manifest on feed_batch (manifest_sha256) where state <> 'refused';
create unique index feed_batch_refused on feed_batch (manifest_sha256, cause) where state = 'refused';
create index feed_batch_stored on feed_batch (received_at) where parts is not null;

-- The bytes of a batch as they came, sealed piece by piece; gone once they are applied or refused.
create table feed_batch_part (
  seq           bigint generated always as identity primary key,
  parts         uuid not null,
  place         integer not null,
  received_at   timestamptz not null,
  sealed_bytes  bytea not null,
  unique (parts, place)
);
create index feed_batch_part_received on feed_batch_part (received_at);

grant select, insert on feed_batch to attesta_app;
grant update (state, cause, settled_at, received_at, times, lines_recorded, applied, repeated, waiting, refused, parts,
              leased_until) on feed_batch to attesta_app;
grant select, insert, delete on feed_batch_part to attesta_app;

-- Rotation of keys (docs/decisions/0013).
grant select (id, sealed_manifest), update (sealed_manifest) on feed_batch to attesta_resealer;
grant select (seq, parts, place, sealed_bytes), update (sealed_bytes) on feed_batch_part to attesta_resealer;
