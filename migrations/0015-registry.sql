-- Refusals that nobody can hide. Each is counted, whatever is kept of it; of those that anybody can send over HTTP the
-- newest are kept, apart for each cause, and they take no room from the door for files or from senders that are known.

-- Through which door it came last; a refusal of the door for files stays one. Unknown in rows from before.
alter table feed_batch add column door text check (door in ('file', 'http'));
grant update (door) on feed_batch to attesta_app;
create index feed_batch_strangers on feed_batch (cause, received_at desc, id)
  where state = 'refused' and sender is null and door = 'http';

-- How often a batch was refused; only ever grows.
create table feed_refusal (
  cause    text not null,
  door     text not null check (door in ('file', 'http')),
  times    bigint not null,
  last_at  timestamptz not null,
  primary key (cause, door)
);
grant select, insert, update on feed_refusal to attesta_app;

-- The service may delete no batch but these: what strangers sent, when a hundred of the same cause are newer.
create function forget_oldest_refusals(why text) returns void language sql security definer set search_path = public as $$
  delete from feed_batch where id in (
    select id from feed_batch where state = 'refused' and sender is null and door = 'http' and cause = why
    order by received_at desc, id offset 100)
$$;
grant execute on function forget_oldest_refusals to attesta_app;

-- When somebody at the desk closed a refusal; empty again where the same comes once more. Why is in the audit.
alter table feed_batch add column discarded_at timestamptz check (discarded_at is null or state = 'refused');
grant update (discarded_at) on feed_batch to attesta_app;
