#!/usr/bin/env bash
# The whole loop through the API, with nothing but curl and jq: order, work, inspection, a return with a marked region,
# mending, pay, results. Every step is checked; the first mismatch ends it with an error.
#
#   PUMASI_URL=http://127.0.0.1:8080 PUMASI_OPERATOR=operator@example.com PUMASI_PASSWORD=… examples/whole-loop.sh
set -euo pipefail

URL=${PUMASI_URL:-http://127.0.0.1:8080}
OPERATOR=${PUMASI_OPERATOR:?set PUMASI_OPERATOR to the e-mail address of an operator}
PASSWORD=${PUMASI_PASSWORD:?set PUMASI_PASSWORD to the operator\'s password}
for program in curl jq; do
  command -v "$program" >/dev/null || { echo "$program is missing: install it (Debian: apt install $program)" >&2; exit 1; }
done
WORKSPACE=$(mktemp -d)
trap 'rm -rf "$WORKSPACE"' EXIT
RUN=$(date +%s)$RANDOM

say() { printf '\n== %s\n' "$*"; }
fail() { echo "MISMATCH: $*" >&2; exit 1; }
check() { # what, got, wanted
  [ "$2" = "$3" ] || fail "$1 is $2, expected $3"
  echo "   ok: $1 is $2"
}

# api TOKEN METHOD PATH [BODY]: prints the reply; an error of the server ends the script with its words.
# Every POST carries an Idempotency-Key of its own: were the connection to break, the same request could be sent again.
COUNT=$WORKSPACE/count
echo 0 > "$COUNT"
api() {
  local token=$1 method=$2 path=$3 status
  local arguments=(--silent --show-error --request "$method" --output "$WORKSPACE/reply" --write-out '%{http_code}')
  [ -z "$token" ] || arguments+=(--header "Authorization: Bearer $token")
  if [ "$method" = POST ]; then
    echo $(($(cat "$COUNT") + 1)) > "$COUNT"
    arguments+=(--header "Idempotency-Key: whole-loop-$RUN-$(cat "$COUNT")")
  fi
  if [ $# -ge 4 ]; then
    case $4 in
      @*) arguments+=(--header 'Content-Type: application/octet-stream' --data-binary "$4") ;;
      *) arguments+=(--header 'Content-Type: application/json' --data "$4") ;;
    esac
  fi
  status=$(curl "${arguments[@]}" "$URL/api$path") || fail "$method $path: no answer from $URL"
  case $status in
    2*) cat "$WORKSPACE/reply" ;;
    *) fail "$method $path: $status $(cat "$WORKSPACE/reply")" ;;
  esac
}

# Signs in or up (a session needs its cookie and a CSRF token), makes an API token, and prints it.
token_of() { # path, body
  local jar=$WORKSPACE/cookies-$RANDOM me csrf
  me=$(curl --silent --show-error --fail-with-body --cookie-jar "$jar" --header 'Content-Type: application/json' \
    --data "$2" "$URL/api$1") || fail "$1: $me"
  csrf=$(jq -r .csrf_token <<<"$me")
  curl --silent --show-error --fail-with-body --cookie "$jar" --header 'Content-Type: application/json' \
    --header "X-CSRF-Token: $csrf" --data '{"name": "whole-loop"}' "$URL/api/tokens" | jq -r .token
}
sign_up() { # name
  token_of /users "$(jq -n --arg email "$1-$RUN@example.com" --arg name "$1" \
    '{email: $email, password: "whole loop \($name)", display_name: $name, locale: "en"}')"
}

say 'People: an operator, a requester, a worker, an inspector'
operator=$(token_of /sessions "$(jq -n --arg email "$OPERATOR" --arg password "$PASSWORD" '{email: $email, password: $password}')")
requester=$(sign_up requester)
worker=$(sign_up worker)
inspector=$(sign_up inspector)
check 'the ledger before' "$(api "$operator" GET /operator/ledger | jq .sum_minor)" 0

say 'The requester founds an organization; the operator credits its deposit'
organization=$(api "$requester" POST /organizations "{\"name\": \"Whole loop $RUN\"}" | jq -r .organization_id)
api "$operator" POST "/operator/organizations/$organization/deposits" '{"amount_minor": 100000, "note": "bank transfer"}' >/dev/null
check 'available money' "$(api "$requester" GET "/organizations/$organization" | jq .available_minor)" 100000

say 'The requester drafts a project: boxes around squares, every answer inspected, 200 won each'
draft=$(jq -n --arg name "Squares $RUN" '{
  name: $name, description: "Draw a box around the square.", language: "en",
  interface_xml: "<View><Image name=\"image\" value=\"$image\"/><RectangleLabels name=\"box\" toName=\"image\" required=\"true\"><Label value=\"square\"/></RectangleLabels></View>",
  guide_markdown: "1. Draw one box around the square.\n2. The box fits tightly.\n",
  reward_minor: 200, inspection_reward_minor: 50, answers_per_task: 1, inspect_percent: 100, max_rounds: 2,
  work_audience: "everybody", inspect_audience: "invited", budget_minor: 10000}')
project=$(api "$requester" POST "/organizations/$organization/projects" "$draft" | jq -r .project_id)
api "$requester" POST "/projects/$project/invitations" \
  "{\"email\": \"inspector-$RUN@example.com\", \"role\": \"inspect\"}" >/dev/null

say 'It uploads three pictures and imports them as tasks; the same import again adds nothing'
: > "$WORKSPACE/tasks.jsonl"
for number in 1 2 3; do
  x=$((number * 20))
  printf '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="100" height="100" fill="#eee"/><rect x="%d" y="30" width="20" height="20" fill="#36c"/></svg>' "$x" > "$WORKSPACE/$number.svg"
  reference=$(api "$requester" POST "/projects/$project/media?file_name=$number.svg" "@$WORKSPACE/$number.svg" | jq -r .reference)
  jq -nc --arg id "square-$number" --arg image "$reference" '{id: $id, data: {image: $image}}' >> "$WORKSPACE/tasks.jsonl"
done
import() {
  local id state
  id=$(api "$requester" POST "/projects/$project/imports?format=jsonl&file_name=tasks.jsonl&on_error=refuse" "@$WORKSPACE/tasks.jsonl" | jq -r .import_id)
  for _ in $(seq 100); do
    state=$(api "$requester" GET "/projects/$project/imports/$id")
    case $(jq -r .state <<<"$state") in checking | writing) sleep 0.1 ;; *) break ;; esac
  done
  jq -c '[.state, .rows_added]' <<<"$state"
}
check 'the import' "$(import)" '["done",3]'
check 'the same import again' "$(import)" '["done",0]'
api "$requester" POST "/projects/$project/open" '{}' >/dev/null

say 'The worker takes the tasks one after the other and draws; the second box is far too large'
box() { # task number, growth in percent
  jq -nc --argjson x $(($1 * 20 - $2)) --argjson y $((30 - $2)) --argjson side $((20 + 2 * $2)) '[{
    id: "b1", from_name: "box", to_name: "image", type: "rectanglelabels", original_width: 100, original_height: 100,
    image_rotation: 0, value: {x: $x, y: $y, width: $side, height: $side, rotation: 0, rectanglelabels: ["square"]}}]'
}
answer() { # regions, further tasks wanted
  jq -nc --argjson regions "$1" --argjson claim "$2" '{kind: "regions", regions: $regions, active_ms: 9000, claim: $claim}'
}
next=$(api "$worker" POST "/work/projects/$project/assignments" '{"role": "work", "count": 1}')
declare -a done_by
for number in 1 2 3; do
  check "the picture of task $number" "$(jq '.assignments | length' <<<"$next")" 1
  assignment=$(jq -r '.assignments[0].assignment_id' <<<"$next")
  picture=$(jq -r '.assignments[0].data.image' <<<"$next")
  case $picture in http*) ;; *) picture=$URL$picture ;; esac
  curl --silent --show-error --fail "$picture" | cmp - "$WORKSPACE/$number.svg" || fail "picture $number is not the one that was uploaded"
  done_by[number]=$assignment
  growth=0
  [ "$number" != 2 ] || growth=15
  next=$(api "$worker" POST "/work/assignments/$assignment/answer" "$(answer "$(box $number $growth)" 1)")
  check 'its money' "$(jq -r .receipt.money <<<"$next")" pending
done
check 'why there is no fourth' "$(jq -r .reason <<<"$next")" nothing_now
check 'pending pay' "$(api "$worker" GET /earnings | jq .pending_minor)" 600

say 'The inspector passes the first and the third, and returns the second with reason, clause and the marked box'
next=$(api "$inspector" POST "/work/projects/$project/assignments" '{"role": "inspect", "count": 3}')
check 'answers to inspect' "$(jq '.assignments | length' <<<"$next")" 3
jq -c '.assignments[]' <<<"$next" > "$WORKSPACE/inspections"
while read -r inspection <&3; do
  width=$(jq '.inspect.answer.regions[0].value.width' <<<"$inspection")
  verdict='{"verdict": "pass", "active_ms": 4000, "claim": 0}'
  if jq -en "$width > 25" >/dev/null; then
    verdict='{"verdict": "return", "reason": "The box is much larger than the square.", "clause": "2", "comments": [{"text": "Too wide.", "place": {"kind": "region", "region_id": "b1"}}], "active_ms": 6000, "claim": 0}'
  fi
  api "$inspector" POST "/work/assignments/$(jq -r .assignment_id <<<"$inspection")/verdict" "$verdict" >/dev/null
done 3< "$WORKSPACE/inspections"
check 'payable pay' "$(api "$worker" GET /earnings | jq .payable_minor)" 400

say 'The worker sees it before anything else, mends the marked box and sends it again'
back=$(api "$worker" GET /work/assignments | jq -c '.items[0]')
check 'what came back' "$(jq -r .assignment_id <<<"$back")" "${done_by[2]}"
check 'the marked region' "$(jq -r '.returned.comments[0].place.region_id' <<<"$back")" b1
check 'the clause' "$(jq -r .returned.clause <<<"$back")" 2
check 'the draft to mend' "$(jq '.draft.regions[0].value.width' <<<"$back")" 50
api "$worker" POST "/work/assignments/${done_by[2]}/answer" "$(answer "$(box 2 0)" 0)" >/dev/null

say 'The inspector sees what was changed, and passes it'
again=$(api "$inspector" POST "/work/projects/$project/assignments" '{"role": "inspect", "count": 1}' | jq -c '.assignments[0]')
check 'the mended width' "$(jq '.inspect.answer.regions[0].value.width' <<<"$again")" 20
check 'the width before' "$(jq '.inspect.previous.regions[0].value.width' <<<"$again")" 50
[ "$(jq '.inspect.changes | length' <<<"$again")" -ge 1 ] || fail 'the difference is not shown'
api "$inspector" POST "/work/assignments/$(jq -r .assignment_id <<<"$again")/verdict" \
  '{"verdict": "pass", "active_ms": 3000, "claim": 0}' >/dev/null

say 'The requester downloads the results: they are what was drawn'
api "$requester" GET "/projects/$project/results?format=jsonl&state=done" > "$WORKSPACE/results.jsonl"
check 'tasks in the results' "$(wc -l < "$WORKSPACE/results.jsonl" | tr -d ' ')" 3
for number in 1 2 3; do
  got=$(jq -c "select(.external_id == \"square-$number\") | .result.regions[0].value" "$WORKSPACE/results.jsonl")
  wanted=$(box $number 0 | jq -c '.[0].value')
  jq -en --argjson got "$got" --argjson wanted "$wanted" '$got == $wanted' >/dev/null || fail "result $number is $got, expected $wanted"
  echo "   ok: result $number is $got"
done
check 'verdicts on the second' "$(jq -c 'select(.external_id == "square-2") | [.answers[].verdicts[].verdict]' "$WORKSPACE/results.jsonl")" '["return","pass"]'
for format in csv label_studio_json; do
  api "$requester" GET "/projects/$project/results?format=$format&state=done" > "$WORKSPACE/results.$format"
  grep -q square-2 "$WORKSPACE/results.$format" || fail "the $format results lack a task"
done
check 'tasks in the Label Studio results' "$(jq length "$WORKSPACE/results.label_studio_json")" 3

say 'Money: 3 answers at 200 and 4 inspections at 50 were paid, with the fee; the rest goes back when the project closes'
check "the worker's pay" "$(api "$worker" GET /earnings | jq -c '[.payable_minor, .pending_minor]')" '[600,0]'
check "the inspector's pay" "$(api "$inspector" GET /earnings | jq -c '[.payable_minor, .pending_minor]')" '[200,0]'
fee_percent=$(api "$requester" GET "/projects/$project" | jq .fee_percent)
spent=$((3 * (200 + 200 * fee_percent / 100) + 4 * (50 + 50 * fee_percent / 100)))
progress=$(api "$requester" GET "/projects/$project/progress")
check 'spent' "$(jq .spent_minor <<<"$progress")" $spent
check 'reserved' "$(jq .reserved_minor <<<"$progress")" 0
api "$requester" POST "/projects/$project/close" '{}' >/dev/null
check 'available money afterwards' "$(api "$requester" GET "/organizations/$organization" | jq .available_minor)" $((100000 - spent))
check 'the ledger after' "$(api "$operator" GET /operator/ledger | jq .sum_minor)" 0
worker_id=$(api "$operator" GET "/operator/users?query=worker-$RUN" | jq -r '.items[0].user_id')
top=$(api "$operator" GET /operator/top-earners)
earned=$(jq --arg id "$worker_id" '.items[] | select(.user_id == $id) | .earned_minor' <<<"$top")
if [ -n "$earned" ]; then
  check "the worker's place in the week's ranking says that what was earned" "$earned" 600
else # on a busy server the ranking is full of people who earned more
  jq -e 'all(.items[]; .earned_minor >= 600)' >/dev/null <<<"$top" || fail "the worker is missing in the week's ranking"
fi

say 'Everything is as it should be.'
