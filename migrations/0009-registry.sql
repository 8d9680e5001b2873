-- The service numbers the events of a batch itself, so that all rows of it travel at once.
grant usage on sequence feed_event_seq_seq to attesta_app;

-- How far the import of a source has come: an interrupted one goes on where it stopped. Written in the transaction of
-- each batch.
create table feed_import (
  id           uuid primary key,
  -- SHA-256 of the file. Two imports of the same bytes are one.
  source       bytea not null unique,
  started_at   timestamptz not null,
  lines        integer not null default 0,
  applied      integer not null default 0,
  repeated     integer not null default 0,
  waiting      integer not null default 0,
  refused      integer not null default 0,
  first_seq    bigint not null,
  finished_at  timestamptz
);
grant select, insert, update on feed_import to attesta_app;
