#!/bin/sh
# restore-dump.sh BACKUP: restores what backup-dump.sh made into the empty database that PGHOST, PGPORT, PGUSER,
# PGDATABASE and PGPASSFILE name (createdb --template=template0 --encoding=UTF8), all of it or nothing. The user must
# be allowed to make roles. RESTORE_FILTER decrypts; see docs/runbook.md.
set -eu
ops=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ops/lib.sh
. "$ops/lib.sh"

[ $# -eq 1 ] || die 'name a backup'
[ -n "${PGDATABASE-}" ] || die 'set PGDATABASE: an empty database'
sql() { psql --no-psqlrc --no-password --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 "$@"; }

there=$(sql --command="select count(*) from pg_class where relnamespace = 'public'::regnamespace")
[ "$there" -eq 0 ] || die "the database $PGDATABASE is not empty"

# A dump of one database has grants to roles, but no roles: they are of the whole server.
sql <<'SQL'
do $$
declare role text;
begin
  foreach role in array array['attesta_owner', 'attesta_app', 'attesta_retention', 'attesta_resealer'] loop
    if not exists (select from pg_roles where rolname = role) then execute format('create role %I nologin', role); end if;
  end loop;
end $$;
grant attesta_owner, attesta_app, attesta_retention, attesta_resealer to current_user;
SQL
give_input "$1" pg_restore --no-password --exit-on-error --single-transaction --dbname="$PGDATABASE"
sql --command=analyze
printf 'Restored into %s; then: attesta doctor --against the snapshot beside the backup.\n' "$PGDATABASE"
