# shellcheck shell=bash
# The few words that the samples are written in. A sample sources this file, says `begin`, tells its story and says
# `ends_closed`. In between, somebody does something:
#
#   class_teacher  reports '{…}'                            POST /v1/incidents
#   office_manager posts classification '{…}'               POST /v1/incidents/{id}/classification
#   office_manager rules_out how-3d 'why not'               POST /v1/incidents/{id}/steps/how-3d/ruled-out
#   class_teacher  uploads sent.eml description='…'         POST /v1/incidents/{id}/evidence, multipart with SHA-256
#   nobody         tells '{…}'                              POST /v1/anonymous-reports, without a key; keeps the receipt
#   nobody         adds messages '{…}'                      POST /v1/anonymous-reports/messages, by that receipt
#   headteacher    posts /v1/legal-holds '{…}'              a path beside that of the incident
#   office_manager reads                                    GET /v1/incidents/{id}, which is no step; sets answer
#   office_manager is_refused closure closure-blocked '{…}' the same as posts, but must be refused with that code
#
# A body may stand on standard input instead, so that it reads as a page of its own. After a step `id` is the id of
# what it made. Nothing else is needed: bash, curl, sed, grep and the usual small tools.
set -euo pipefail

samples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
url=${INCIDENTS_URL:-http://localhost:5080}
url=${url%/}
patience=${INCIDENTS_PLAY_PATIENCE:-120}

readonly away=75 # how a sample ends when the service stayed away for longer than that many seconds

# ---------------------------------------------------------------------------------------------------------- the cast

readonly cast='headteacher deputy_headteacher office_manager line_manager investigating_officer senior_leader
chair_of_governors data_protection_officer information_champion class_teacher teaching_assistant mail_filter auditor'

# Who each of them is; the school, Thornebeck Primary, and everybody in it are invented.
who_is() {
  case $1 in
    headteacher) subject=margaret.ellwood name='Margaret Ellwood' roles='"headteacher"' ;;
    deputy_headteacher) subject=imran.qadir name='Imran Qadir' roles='"deputyHeadteacher"' ;;
    office_manager) subject=sandra.pike name='Sandra Pike' roles='"officeManager"' ;;
    line_manager) subject=joanne.fell name='Joanne Fell' roles='"lineManager", "staff"' ;;
    investigating_officer) subject=colin.abara name='Colin Abara' roles='"investigatingOfficer", "staff"' ;;
    senior_leader) subject=helen.marsden name='Helen Marsden' roles='"seniorLeader", "staff"' ;;
    chair_of_governors) subject=peter.lindqvist name='Peter Lindqvist' roles='"chairOfGovernors"' ;;
    data_protection_officer) subject=ruth.okoro name='Ruth Okoro' roles='"dataProtectionOfficer"' ;;
    information_champion) subject=edith.warren name='Edith Warren' roles='"informationChampion", "staff"' ;;
    class_teacher) subject=tom.brierley name='Tom Brierley' roles='"staff"' ;;
    teaching_assistant) subject=amy.castleton name='Amy Castleton' roles='"staff"' ;;
    mail_filter) subject=mail-filter name='Mail filter' roles='"integration"' ;;
    auditor) subject=dilys.penrose name='Dilys Penrose' roles='"auditor"' ;;
    *) stop "Nobody here is called $1." ;;
  esac
}

headteacher() { by headteacher "$@"; }
deputy_headteacher() { by deputy_headteacher "$@"; }
office_manager() { by office_manager "$@"; }
line_manager() { by line_manager "$@"; }
investigating_officer() { by investigating_officer "$@"; }
senior_leader() { by senior_leader "$@"; }
chair_of_governors() { by chair_of_governors "$@"; }
data_protection_officer() { by data_protection_officer "$@"; }
information_champion() { by information_champion "$@"; }
class_teacher() { by class_teacher "$@"; }
teaching_assistant() { by teaching_assistant "$@"; }
mail_filter() { by mail_filter "$@"; }
nobody() { by nobody "$@"; }

by() {
  actor=$1
  shift
  "$@"
}

# --------------------------------------------------------------------------------------------------------- the verbs

reports() {
  step '' /v1/incidents --header 'Content-Type: application/json' --data-binary "${1-$(cat)}"
  receipt=$(field receipt "$answer")
}

tells() {
  step '' /v1/anonymous-reports --header 'Content-Type: application/json' --data-binary "${1-$(cat)}"
  receipt=$(field receipt "$answer")
}

adds() {
  local shown=$receipt
  step '' "/v1/anonymous-reports/$1" --header 'Content-Type: application/json' --data-binary "${2-$(cat)}"
}

posts() { step '' "$(path_of "$1")" --header 'Content-Type: application/json' --data-binary "${2-$(cat)}"; }

is_refused() { step "$2" "$(path_of "$1")" --header 'Content-Type: application/json' --data-binary "${3-$(cat)}"; }

path_of() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$incident_path" "$1" ;; esac; }

reads() {
  send "$(recall "key-$actor")" GET "$incident_path"
  [ "$status" = 200 ] || stop_with_problem "$incident_path"
}

rules_out() { posts "steps/$1/ruled-out" "{\"reason\": \"$2\"}"; }

uploads() {
  local file=$samples/evidence/$1 form=() field
  shift
  for field in "$@"; do form+=(--form-string "$field"); done
  step '' "$incident_path/evidence" --form "file=@\"$file\";type=text/plain" \
    --form-string "sha256=$(sha256_of "$file")" "${form[@]}"
}

# --------------------------------------------------------------------------------------------- the frame of a sample

begin() {
  sample=$(basename "$0" .sh)
  steps=0 incident='' reference='' incident_path=''
  open_state
  if recall "done-$sample" >/dev/null; then
    printf '%s: played already\n' "$sample"
    exit 0
  fi
  introduce_everybody
  printf '\n== %s\n' "$sample"
}

ends_closed() {
  [ "$(field status "$answer")" = closed ] || stop "The story is over and the incident is not closed: $answer"
  keep "done-$sample" "$incident $reference $(field version "$answer")"
  printf '  %s is closed.\n' "$reference"
}

# ------------------------------------------------------------------------------------------------------------- dates

# They count from the day on which the playing began, not from now: a step that is sent again after an interruption
# must say the same, or its Idempotency-Key would not fit it any more.
days_ago() { printf '%sT%s:00Z' "$(day "-$1")" "$2"; }

in_days() { day "+$1"; }

day() {
  local at=$((began + $1 * 86400))
  date -u -d "@$at" +%Y-%m-%d 2>/dev/null || date -u -v "$1d" -r "$began" +%Y-%m-%d
}

# ---------------------------------------------------------------------------------------------------------- one step

# A step that has been answered is not asked again when the playing goes on; the one step whose answer may have been
# lost is, with the same Idempotency-Key. Keeping the answers matters for refusals, which the service judges anew,
# and for whoever may no longer see the incident when the first answer comes to be asked for again.
step() {
  local expected=$1 path=$2 kept number mark=''
  shift 2
  steps=$((steps + 1))
  printf -v number '%02d' "$steps"

  if kept=$(recall "answer-$sample-$number"); then
    status=${kept%% *} answer=${kept#* } mark=' (already done)'
  else
    send "$(recall "key-$actor" || true)" POST "$path" --header "Idempotency-Key: $run-$sample-$number" "$@"
    is_as_expected "$expected" || stop_with_problem "$path"
    keep "answer-$sample-$number" "$status $answer"
  fi

  if [ -z "$incident" ]; then
    incident=$(field incidentId "$answer") reference=$(field reference "$answer")
    incident_path=/v1/incidents/$incident path=report
  fi
  id=$(field id "$answer")
  tell "$expected" "${path#"$incident_path/"}" "$mark"
}

is_as_expected() {
  [ -n "$1" ] || { [ "$status" = 200 ] || [ "$status" = 201 ]; return; }
  [ "$status" -ge 400 ] && [ "$(field code "$answer")" = "$1" ]
}

tell() {
  local expected=$1 path=$2 mark=$3 becomes
  becomes=$(field status "$answer")
  [ "$path" != report ] || becomes="$reference, $(field completeness "$answer") % complete"
  path=$(printf '%s' "$path" | sed -E 's/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/{id}/')
  if [ -z "$expected" ]; then
    printf '  %-24s %-36s %s%s\n' "${actor//_/ }" "$path" "$becomes" "$mark"
  else
    printf '  %-24s %-36s refused%s\n' "${actor//_/ }" "$path" "$mark"
    tell_problem
  fi
}

# The problem in words, and everything that stands in the way with its policy point.
tell_problem() {
  local blocking item list='"blocking"[[:space:]]*:[[:space:]]*\[([^]]*)\]'
  printf '      %s\n' "$(in_words "$answer")"
  [[ $answer =~ $list ]] || return 0
  blocking=${BASH_REMATCH[1]}
  while [[ $blocking == *'}'* ]]; do
    item=${blocking%%\}*}
    blocking=${blocking#*\}}
    printf '      - %s\n' "$(in_words "$item")"
  done
}

in_words() {
  local point
  point=$(field policyPoint "$1")
  printf '%s%s: %s' "$(field code "$1")" "${point:+ ($point)}" "$(field detail "$1")" | sed "s/\\\\u0027/'/g"
}

# ---------------------------------------------------------------------------------------------------------- the wire

# Asks once, and again while the service is away or busy. Sets status and answer.
send() {
  local key=$1 method=$2 path=$3 limit=$((SECONDS + patience)) failure out
  shift 3
  while :; do
    failure=0
    # Key and receipt go in by a file descriptor: what stands among the arguments, every process here can read.
    out=$(curl --silent --show-error --connect-timeout 5 --max-time 60 --request "$method" \
      --config <(printf 'header = "X-API-Key: %s"\nheader = "X-Receipt: %s"\n' "$key" "${shown:-}") \
      --write-out '\n%{http_code}' "$@" "$url$path" 2>&1) || failure=$?
    status=${out##*$'\n'} answer=${out%$'\n'*}
    answer=${answer//[$'\r\n']/ }
    is_away "$failure" "$status" || break
    if [ "$SECONDS" -ge "$limit" ]; then
      printf 'The service at %s stayed away for %s seconds: %s\n' "$url" "$patience" "$answer" >&2
      exit "$away"
    fi
    sleep 1
  done
  [ "$failure" = 0 ] || stop "curl could not ask for $path: $answer"
}

# Host not found, refused, cut off, timed out, empty; or an answer that says: try again.
is_away() {
  case $1 in
    0) case $2 in 429 | 502 | 503 | 504) return 0 ;; *) return 1 ;; esac ;;
    6 | 7 | 18 | 28 | 35 | 52 | 55 | 56) return 0 ;;
    *) return 1 ;;
  esac
}

stop_with_problem() {
  printf '\n%s, step %s: the %s asked for %s and the answer is %s\n' \
    "$sample" "$steps" "${actor//_/ }" "$1" "$status" >&2
  tell_problem >&2
  printf '      %s\n' "$answer" >&2
  [ "$status" != 401 ] || printf '      The keys in %s do not fit this service.\n' "$state" >&2
  exit 1
}

stop() {
  printf '%s\n' "$*" >&2
  exit 1
}

# The first member of that name in an answer; nothing where there is none.
field() {
  local member="\"$1\"[[:space:]]*:[[:space:]]*(\"(([^\"\\\\]|\\\\.)*)\"|[^],}]+)"
  [[ $2 =~ $member ]] && [ "${BASH_REMATCH[1]}" != null ] || return 0
  printf '%s' "${BASH_REMATCH[2]:-${BASH_REMATCH[1]}}"
}

sha256_of() {
  local sum
  sum=$(sha256sum "$1" 2>/dev/null || shasum -a 256 "$1")
  printf '%s' "${sum%% *}"
}

# --------------------------------------------------------------------------------------------- what the run remembers

# One file of lines `name value`: the run's id, when and where it began, everybody's key and each answer. It holds
# keys, so nobody else may read it.
open_state() {
  umask 077
  if [ -z "${INCIDENTS_PLAY_STATE:-}" ]; then
    INCIDENTS_PLAY_STATE=$(mktemp -d "${TMPDIR:-/tmp}/incidents-play.XXXXXX")
    export INCIDENTS_PLAY_STATE
    printf 'To play on after an interruption: INCIDENTS_PLAY_STATE=%s\n' "$INCIDENTS_PLAY_STATE"
  fi
  mkdir -p "$INCIDENTS_PLAY_STATE"
  state=$INCIDENTS_PLAY_STATE/play.state
  touch "$state"
  chmod 600 "$state"

  recall run >/dev/null || keep run "$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')"
  recall began >/dev/null || keep began "$(date -u +%s)"
  recall url >/dev/null || keep url "$url"
  run=$(recall run) began=$(recall began)
  [ "$(recall url)" = "$url" ] || stop "$state belongs to a run against $(recall url), not $url."
}

keep() { printf '%s %s\n' "$1" "$2" >>"$state"; }

recall() {
  local line
  line=$(grep -m 1 "^$1 " "$state") || return 1
  printf '%s' "${line#* }"
}

# Makes each of the cast a key, once. All of them before the first report, so that the service knows whose role is
# whose when a report names somebody.
introduce_everybody() {
  local who
  for who in $cast; do
    recall "key-$who" >/dev/null || introduce "$who"
  done
}

introduce() {
  local subject name roles
  who_is "$1"
  [ -n "${INCIDENTS_KEY:-}" ] || stop 'INCIDENTS_KEY is not set: the administrator key that makes the other keys.'
  send "$INCIDENTS_KEY" POST /v1/admin/api-keys --header "Idempotency-Key: $run-key-${1//_/-}" \
    --header 'Content-Type: application/json' --data-binary \
    "{\"name\": \"Sample: $name\", \"subject\": \"$subject\", \"roles\": [$roles], \"expiresOn\": \"$(in_days 30)\"}"
  [ "$status" = 201 ] || stop "No key for the ${1//_/ }: $status $answer"
  keep "key-$1" "$(field key "$answer")"
}
