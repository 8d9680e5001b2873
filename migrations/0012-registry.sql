-- How a refused line was closed at the desk, and why. What was sent stays, sealed, beside what was made of it.

-- Null in a row that is open, or that a replay found good.
alter table quarantine
  add column closed_as          text check (closed_as in ('corrected', 'discarded')),
  add column sealed_correction  bytea,
  add column sealed_reason      bytea,
  add constraint quarantine_closed check (
    (closed_as is null or replayed_at is not null)
    and (sealed_reason is not null) = (closed_as is not null)
    and (sealed_correction is not null) = coalesce(closed_as = 'corrected', false));

-- A list of any length is read page by page, in the order in which lines came.
create index quarantine_in_order on quarantine (received_at, import_id, line, id) where replayed_at is null;

grant update (closed_as, sealed_correction, sealed_reason) on quarantine to attesta_app;
