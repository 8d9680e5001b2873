#!/bin/sh
# archive-wal.sh PATH NAME: keeps one file of the write-ahead log. In postgresql.conf:
#   archive_command = 'BACKUP_DIR=/srv/backup BACKUP_FILTER="age -R /etc/attesta/backup.pub" /opt/attesta/ops/archive-wal.sh %p %f'
# The server hands a file in again until the exit code is 0, also one that is kept already: the same one is fine, and
# another one of the same name is another server's, which must not be overwritten.
set -eu
ops=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ops/lib.sh
. "$ops/lib.sh"

need_backup_dir
folder=$(backup_folder wal)
kept=$folder/$2
sum=$(sha256sum <"$1")
if [ -e "$kept" ]; then
  [ "$(cat "$kept.sha256")" = "$sum" ] || die "another file is kept as $kept: two servers share this archive"
  exit 0
fi
printf '%s\n' "$sum" >"$kept.sha256"
settle "$kept.sha256"
keep_output "$kept" cat "$1"
