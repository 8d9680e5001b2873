#!/bin/sh
# restore-wal.sh NAME PATH: fetches what archive-wal.sh kept; restore-base.sh writes it into restore_command.
# Exit code 1: there is no such file, as at the end of the archive. 126, by which PostgreSQL gives up instead of taking
# it for the end: there is one, but it does not decrypt, or is not what was kept.
set -eu
ops=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ops/lib.sh
. "$ops/lib.sh"

need_backup_dir
kept=$BACKUP_DIR/wal/$1
[ -e "$kept" ] || exit 1
sh -c "${RESTORE_FILTER:-cat}" <"$kept" >"$2" || exit 126
[ "$(cat "$kept.sha256")" = "$(sha256sum <"$2")" ] || exit 126
