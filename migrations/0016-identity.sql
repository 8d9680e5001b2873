-- SPID: what its answers must match, what was said on both sides, and the federation's list.

-- A request on its way. Its answer must name it, come from the provider that was asked and to the browser that began.
create table spid_request (
  request_id    text primary key,
  -- The login it belongs to.
  attempt_hash  bytea not null,
  -- Comes back beside the answer, and leads to where somebody was going when all else is over.
  relay_hash    bytea not null unique,
  provider      text not null,
  issued_at     timestamptz not null,
  expires_at    timestamptz not null,
  -- Answers that were refused: after some of them the request is good for nothing.
  refused       integer not null default 0,
  answered_at   timestamptz
);

create index spid_request_attempt on spid_request (attempt_hash);

-- Requests and answers, kept for 24 months (D.P.C.M. 24 October 2014, art. 13). Sealed; every look at them is audited.
create table spid_message (
  id              uuid primary key,
  request_id      text not null,
  -- request | response | refused | logout
  kind            text not null,
  provider        text not null,
  recorded_at     timestamptz not null,
  sealed_message  bytea not null
);
create index spid_message_request on spid_message (request_id);
create index spid_message_recorded on spid_message (recorded_at);

-- The last good copy of the federation's lists, as they were published: nobody's data.
create table spid_registry (
  source      text primary key,
  document    text not null,
  fetched_at  timestamptz not null
);

insert into retention (subject, keep, source) values
  ('spid_request', '1 day', 'as login_attempt'),
  ('spid_message', '24 months', 'D.P.C.M. 24 October 2014, art. 13');

grant select, insert, update on spid_request, spid_registry to attesta_app;
grant select, insert on spid_message to attesta_app;
grant select, delete on spid_request, spid_message to attesta_retention;
grant select (id, sealed_message), update (sealed_message) on spid_message to attesta_resealer;
