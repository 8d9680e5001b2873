-- Sheets that holders asked to have sent by e-mail: how many in a day, and whose last letter to tell about. Neither the
-- address nor the document is here: the letter waits, sealed, in the outbox, and is written when it is sent.
create table sheet_delivery (
  -- The one-use id of the form: sent twice, it is one letter.
  id            uuid primary key,
  person        uuid not null,
  requested_at  timestamptz not null
);
create index sheet_delivery_person on sheet_delivery (person, requested_at);

grant select, insert on sheet_delivery to attesta_app;
grant select, delete on sheet_delivery to attesta_retention;
