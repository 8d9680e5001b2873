# shellcheck shell=sh
# Shared by the scripts beside it: sourced, not run. They set `ops`, the folder they are in.
umask 077

die() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

# Where backups are: BACKUP_DIR, with a folder for each kind. The server runs scripts from a folder of its own choice.
need_backup_dir() {
  case ${BACKUP_DIR-} in
    /*) ;;
    *) die 'set BACKUP_DIR: the folder of the backups, from the root (/srv/backup)' ;;
  esac
}

# Prints the folder of a kind of backup, and makes it where it is missing.
backup_folder() {
  need_backup_dir
  mkdir -p "$BACKUP_DIR/$1"
  printf '%s' "$BACKUP_DIR/$1"
}

# A file is safe once it and its name are on disk.
settle() {
  sync "$1" "$(dirname "$1")" 2>/dev/null || sync
}

# keep_output FILE COMMAND...: what COMMAND prints, through BACKUP_FILTER, into FILE. Whole or not at all: a pipe tells
# only the failure of its last part, so that of the first leaves a mark.
keep_output() {
  kept=$1
  shift
  rm -f "$kept.failed"
  { "$@" || : >"$kept.failed"; } | sh -c "${BACKUP_FILTER:-cat}" >"$kept.part" || : >"$kept.failed"
  if [ -e "$kept.failed" ]; then
    rm -f "$kept.failed" "$kept.part"
    die "$1 or BACKUP_FILTER failed: nothing was kept as $kept"
  fi
  settle "$kept.part"
  mv "$kept.part" "$kept"
  settle "$kept"
}

# give_input FILE COMMAND...: FILE through RESTORE_FILTER into COMMAND. Fails where either does: half a backup may end
# where its reader expects an end.
give_input() {
  given=$1
  shift
  broken=$(mktemp)
  { sh -c "${RESTORE_FILTER:-cat}" <"$given" || printf x >"$broken"; } | "$@" || printf x >"$broken"
  failed=$(cat "$broken")
  rm -f "$broken"
  [ -z "$failed" ] || die "RESTORE_FILTER or $1 failed: what was restored from $given is worth nothing"
}

# What the database holds, beside its backup, for attesta doctor --against. A database that the doctor finds ill is
# backed up all the same, and the exit code tells. ATTESTA names the command; empty, there is no snapshot.
take_snapshot() {
  ill=0
  [ -n "${ATTESTA=$ops/../attesta}" ] || return 0
  [ -n "${DATABASE_URL-}" ] || die 'set DATABASE_URL for the snapshot, or ATTESTA= for none'
  "$ATTESTA" doctor --without-keys --snapshot "$1" >&2 || ill=1
  [ -e "$1" ] || printf '%s: no snapshot was taken\n' "${0##*/}" >&2
}
