-- What a clerk did for somebody at a counter, one row for each person looked up.
create table counter_service (
  -- The one-use id of the form that began it: sent twice, it is one service.
  id              uuid primary key,
  -- The clerk's session: nobody else goes on with it.
  session         uuid not null,
  clerk_mac       bytea not null,
  organisation    text not null,
  -- The register entry of the holder; absent where nobody is known.
  person          uuid,
  -- The day in Europe/Rome, by which a clerk's services are counted.
  day             date not null,
  -- open → done → closed; open → left; refused at once where there is nothing to issue, or at the act.
  state           text not null check (state in ('open', 'refused', 'left', 'done', 'closed')),
  act             text,
  receipt         text unique,
  -- Which editions of the sheet were printed.
  editions        text[] not null default '{}',
  -- Codice fiscale, clerk, document seen, mandate.
  sealed_service  bytea not null,
  begun_at        timestamptz not null,
  done_at         timestamptz
);
create index counter_service_clerk on counter_service (clerk_mac, day);
create index counter_service_session on counter_service (session) where state in ('open', 'done');

insert into retention (subject, keep, source, since) values ('counter_service', '24 months', 'as audit_event', 'begun_at');

grant select, insert, update on counter_service to attesta_app;
grant select, delete on counter_service to attesta_retention;
grant select (id, clerk_mac, sealed_service), update (clerk_mac, sealed_service) on counter_service to attesta_resealer;
