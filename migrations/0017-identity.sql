-- Logins at the CIE provider, and the tokens that go back to it at the logout.

-- What must match in the provider's answer: found by the state, good for one browser and once.
create table cie_login (
  state_hash    bytea primary key,
  attempt_hash  bytea not null,
  sealed_login  bytea not null,
  expires_at    timestamptz not null,
  spent_at      timestamptz
);

create table cie_token (
  session       uuid primary key,
  sealed_token  bytea not null,
  created_at    timestamptz not null,
  -- Taken by the logout, once.
  taken_at      timestamptz
);

insert into retention (subject, keep, source) values
  ('cie_login', '1 day', 'as login_attempt'),
  ('cie_token', '30 days', 'as session');

grant select, insert, update on cie_login, cie_token to attesta_app;
grant select, delete on cie_login, cie_token to attesta_retention;
grant select (state_hash, sealed_login), update (sealed_login) on cie_login to attesta_resealer;
grant select (session, sealed_token), update (sealed_token) on cie_token to attesta_resealer;
