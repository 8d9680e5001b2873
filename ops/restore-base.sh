#!/bin/sh
# restore-base.sh BACKUP DATA_DIR: lays a base backup into an empty data folder, ready to recover from the WAL archive
# in BACKUP_DIR: to its end, or to RECOVERY_TARGET_TIME ("2026-11-25 10:30:00+01"). Run it as the user that runs the
# server, then start the server. RESTORE_FILTER decrypts, as `age -d -i /secure/backup.key`; see docs/runbook.md.
# The restored server archives nothing: it must never write into the archive that it was restored from.
set -eu
ops=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ops/lib.sh
. "$ops/lib.sh"

[ $# -eq 2 ] || die 'name a backup and an empty data folder'
backup=$1 data=$2
need_backup_dir
mkdir -p "$data"
[ -z "$(ls -A "$data")" ] || die "$data is not empty"
chmod 700 "$data"

give_input "$backup" tar -x -f - -C "$data"
[ -e "$data/backup_label" ] || die "$backup is no base backup"
if [ -e "$data/backup_manifest" ] && command -v pg_verifybackup >/dev/null; then
  pg_verifybackup --quiet --no-parse-wal "$data"
fi

# A text in single quotes: for a shell, and for PostgreSQL's settings.
shell_quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }
setting() { printf "%s = '%s'\n" "$1" "$(printf '%s' "$2" | sed -e 's/\\/\\\\/g' -e "s/'/''/g")"; }

command="BACKUP_DIR=$(shell_quoted "$BACKUP_DIR") RESTORE_FILTER=$(shell_quoted "${RESTORE_FILTER:-cat}")"
command="$command $(shell_quoted "$ops/restore-wal.sh")"
{
  setting restore_command "$(printf '%s' "$command" | sed 's/%/%%/g') %f %p"
  setting recovery_target_action promote
  setting archive_mode off
  if [ -n "${RECOVERY_TARGET_TIME-}" ]; then setting recovery_target_time "$RECOVERY_TARGET_TIME"; fi
} >>"$data/postgresql.auto.conf"
: >"$data/recovery.signal"
printf 'Start the server on %s; then: attesta doctor --against the snapshot beside the backup.\n' "$data"
