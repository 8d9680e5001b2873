#!/bin/sh
# backup-dump.sh: one database, readable by every later version of PostgreSQL, and the roles of its server without
# their passwords. The database is named by PGHOST, PGPORT, PGUSER, PGDATABASE and PGPASSFILE, and again by
# DATABASE_URL for the snapshot; BACKUP_DIR is where to. BACKUP_FILTER encrypts; see docs/runbook.md.
set -eu
ops=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ops/lib.sh
. "$ops/lib.sh"

need_backup_dir
folder=$(backup_folder dump)
name=$(date -u +%Y%m%dT%H%M%SZ)
take_snapshot "$folder/$name.snapshot.json"
keep_output "$folder/$name.roles" pg_dumpall --no-password --roles-only --no-role-passwords
keep_output "$folder/$name.dump" pg_dump --no-password --format=custom
printf '%s\n' "$folder/$name.dump"
exit "$ill"
