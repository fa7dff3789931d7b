# tap.sh: what the shell tests have in common; sourced, from any folder.
#
#	holds "what holds" command...		ok if the command succeeds; else its output is shown
#	ends 2 "what happens" command...	ok if the command ends with that status; stdout in $T/out, stderr in $T/err
#	ok NAME; not_ok NAME [why]; skip NAME why; same NAME file file
#
# $T is a folder of the test's own. The programs are in the path, and no locale or time zone of the caller's counts.
# shellcheck shell=sh
set -u
cd "$(dirname "$0")/../.." || exit 3
ROOT=$PWD
B=${B:-build}
MUSTER_BIN=${MUSTER_BIN:-$ROOT/bin}
PATH=$MUSTER_BIN:$PATH
LC_ALL=C
export ROOT B MUSTER_BIN PATH LC_ALL
unset TZ LANG
T=$(mktemp -d) || exit 3
trap 'rm -rf "$T"' EXIT
failures=0

ok() {
	echo "ok - $1"
}
not_ok() {
	echo "not ok - $1"
	[ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/#   /'
	failures=$((failures + 1))
}
skip() {
	echo "ok - $1 # SKIP $2"
}
holds() {
	name=$1
	shift
	if "$@" >"$T/held" 2>&1; then
		ok "$name"
	else
		not_ok "$name" "$(tail -n 20 "$T/held" | cut -c 1-400)"
	fi
}
ends() {
	want=$1 name=$2
	shift 2
	"$@" >"$T/out" 2>"$T/err"
	got=$?
	if [ "$got" = "$want" ]; then
		ok "$name"
	else
		not_ok "$name" "status $got instead of $want: $(tail -n 5 "$T/err" | cut -c 1-400)"
	fi
}
same() {
	if cmp -s "$2" "$3"; then
		ok "$1"
	else
		not_ok "$1" "$(diff "$2" "$3" | head -n 8 | cut -c 1-400)"
	fi
}
has() { # name pattern file
	if grep -q -e "$2" "$3"; then
		ok "$1"
	else
		not_ok "$1" "no line like $2 in: $(head -n 5 "$3" | cut -c 1-300)"
	fi
}
finish() {
	[ "$failures" = 0 ]
	exit
}

# The programs, in the order of a night.
PROGRAMS=$(for p in ingest dedupe cluster-issues score-volunteers report; do [ -e "src/cmd/$p.c" ] && echo "$p"; done)
# Those that pass records on.
FILTERS=$(for p in dedupe cluster-issues score-volunteers; do [ -e "src/cmd/$p.c" ] && echo "$p"; done)

# The sample company's tickets, ingested once a run.
sample_tickets() { # file
	ingest sample-data/zendesk/* sample-data/forum/* sample-data/twitter/twcs.csv >"$1" 2>"$T/sample.err" &&
		ingest --mapping=sample-data/mappings/chat.json sample-data/chat/chat.csv >>"$1" 2>>"$T/sample.err"
}
