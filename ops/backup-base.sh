#!/bin/sh
# backup-base.sh: a copy of the whole server, from which any later moment can be reached with the WAL archive
# (archive-wal.sh). The server is named by PGHOST, PGPORT, PGUSER and PGPASSFILE, its database by DATABASE_URL;
# BACKUP_DIR is where to. BACKUP_FILTER encrypts, as `age -R /etc/attesta/backup.pub`; see docs/runbook.md.
set -eu
ops=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ops/lib.sh
. "$ops/lib.sh"

need_backup_dir
folder=$(backup_folder base)
name=$(date -u +%Y%m%dT%H%M%SZ)
take_snapshot "$folder/$name.snapshot.json"
keep_output "$folder/$name.tar" pg_basebackup --no-password --pgdata=- --format=tar --wal-method=none \
  --checkpoint=fast --label="attesta $name"
printf '%s\n' "$folder/$name.tar"
exit "$ill"
