-- Rotation of keys (docs/decisions/0013): sealed values, and the look-up codes made of what they hold, are written anew.
-- attesta_resealer may do that to them and nothing else; the service is not a member of it.

-- Append-only as before. attesta_resealer may change sealed values and look-up codes, never the rest of a row, and can
-- neither empty nor fill one.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user = 'attesta_retention' then return old; end if;
  if tg_op = 'UPDATE' and current_user = 'attesta_resealer' and (
    select bool_and(case
      when o.key like 'sealed\_%' or o.key like '%\_mac' then (o.value = 'null') = (n.value = 'null')
      else o.value = n.value end)
    from jsonb_each(to_jsonb(old)) o join jsonb_each(to_jsonb(new)) n on n.key = o.key)
  then return new; end if;
  raise exception 'rows of % are append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

grant select (seq, event_id, person, content_mac, sealed_body), update (content_mac, sealed_body) on feed_event
  to attesta_resealer;
grant select (code_mac, person), update (code_mac) on codice_fiscale to attesta_resealer;
grant select (event_seq, protocollo_mac), update (protocollo_mac) on act, event_reference to attesta_resealer;
grant select (event_seq, other_person) on person_link to attesta_resealer;
grant select (id, code_mac, protocollo_mac, line_mac, sealed_line, replayed_at),
  update (code_mac, protocollo_mac, line_mac, sealed_line) on quarantine to attesta_resealer;
grant select (seq, id, sealed_detail), update (sealed_detail) on audit_event to attesta_resealer;
grant select (id, sealed_payload), update (sealed_payload) on outbox to attesta_resealer;
grant select (id, phone_mac, sealed_phone), update (phone_mac, sealed_phone) on confirmed_phone to attesta_resealer;
grant select (id, sealed_phone), update (sealed_phone) on phone_confirmation to attesta_resealer;
grant select (id, phone_mac, sealed_message), update (phone_mac, sealed_message) on demo_message to attesta_resealer;
grant select (id_hash, sealed_return), update (sealed_return) on login_attempt to attesta_resealer;
grant select (id, identity_mac, sealed_identity, sealed_return), update (identity_mac, sealed_identity, sealed_return)
  on session to attesta_resealer;
grant select (answer_hash, sealed_identity), update (sealed_identity) on demo_answer to attesta_resealer;
grant select (id, sealed_token), update (sealed_token) on attestation to attesta_resealer;
grant select (id, sealed_request), update (sealed_request) on disclosure to attesta_resealer;
