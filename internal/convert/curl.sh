sh <<'STTWIZARD'
# Starts a speech-to-text task at Agora (API @VERSION@) with curl. Paste this into a
# shell, or save it and run it with sh. Each run starts a task of its own, which
# is billed until it stops.

# 1. Secrets come from variables that you export; none stands in this text.
@CHECKS@

LC_ALL=C
export LC_ALL

# fail says why, in characters that a terminal can show, and ends with 1 or $2.
fail() {
  printf 'error: %s\n' "$1" | tr -cd '[:print:]\n' >&2
  exit "${2:-1}"
}
command -v curl >/dev/null || fail 'curl is not installed'
case $(command -v printf) in
/*) fail 'printf is a program here, which would show secrets to others; use dash, bash or zsh as sh' ;;
esac

# escape makes a text fit between double quotes, in JSON and in what curl reads.
escape() {
  printf '%s\n' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' | tr -d '\n'
}

# secret gives the value $2 of the variable $1, escaped.
secret() {
  case $2 in
  *[[:cntrl:]]*) fail "$1 holds a line break or another control character: set it again without" ;;
  esac
  escape "$2"
}
@SECRETS@

# call makes one call: verb, URL, body. The answer ends with a line that has its
# HTTP status. curl reads all of it from its standard input, because everybody
# on this machine can see the arguments of a program while it runs.
call() {
  {
    printf 'request = "%s"\nurl = "%s"\n' "$1" "$2"
@basic@    printf 'user = "%s:%s"\n' @KEY@ "$customer_secret"
@agora@    printf 'header = "Authorization: agora token=%s"\n' "$token"
@quoted@    printf 'header = "Authorization: agora token=\\"%s\\""\n' "$token"
    printf 'header = "Content-Type: application/json"\ndata-raw = "%s"\n' "$(escape "$3")"
  } | curl -q -sSg --max-time 15 -w '\n%{http_code}\n' -K -
}

# field finds the text of one name in the answer; it takes plain characters only.
field() {
  printf '%s\n' "$answer" | tr -d '\r\n' |
    sed -n 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*"\([A-Za-z0-9._~+/=-]*\)".*/\1/p'
}

@token@# 2. Acquire a builder token. It can start one task, within 5 minutes.
@named@# 2. The name of the task. There is one task of a name, however often it is sent.
instance=@INSTANCE@
@token@answer=$(call @ACQUIRE@ "{\"instanceId\":\"$instance\"}") ||
@token@  fail 'no answer to the acquire call; nothing was started'
@token@builder=$(field tokenName | sed -e 's/+/%2B/g' -e 's,/,%2F,g' -e 's/=/%3D/g')
@token@http=$(printf '%s\n' "$answer" | sed -n '$p')
@token@if [ "$http" = 200 ] && [ -n "$builder" ]; then :; else
@token@  fail "acquire gave no builder token; nothing was started. Agora answered: $answer"
@token@fi

@token@# 3. Start the task. Without a clear answer the same token is sent again, because
@token@# it can not start a second task; a fresh one could.
@named@# 3. Start the task. Without a clear answer the same name is sent again, because
@named@# it can not start a second task; another one could.
body='@BODY@'
unclear=
for pause in 3 6 9 0; do
@token@  answer=$(call @START@"?builderToken=$builder" "$body")
@named@  answer=$(call @START@ "$body")
  result=$?
  http=$(printf '%s\n' "$answer" | sed -n '$p')
@token@  task=$(field taskId)
@token@  [ -n "$task" ] || task=$(printf '%s\n' "$answer" | sed -n 's/.*taskId is \([A-Za-z0-9_-]*\).*/\1/p')
@named@  task=$(field agent_id)
@named@  [ -n "$task" ] || task=$(printf '%s\n' "$answer" | sed -n 's/.*agent_id is \([A-Za-z0-9_-]*\).*/\1/p')
  [ -z "$task" ] || break
  case $result:$http in
  [567]:* | 0:429) ;; # it never left, or Agora is busy
@named@  0:409) unclear=yes ;; # it runs, but under which id?
  0:4??) break ;;
  *) unclear=yes ;;
  esac
  [ "$pause" = 0 ] || sleep "$pause"
done
if [ -z "$task" ] && [ -n "$unclear" ]; then
@token@  fail "nobody knows whether the task was started; if so it is billed. Its builder token: $builder. The last answer: $answer" 3
@named@  fail "nobody knows whether the task was started; if so it is billed. Its name: $instance. The last answer: $answer" 3
fi
[ -n "$task" ] || fail "the task was not started. Agora answered: $answer"

# 4. Print the command lines that query and stop it.
show() {
  cat <<LINE
$1
@token@@basic@  printf 'url = "%s"\nuser = "%s:%s"\n' '$3?builderToken=$builder' @SHOWNKEY@ "\$(printf '%s\n' "\$AGORA_CUSTOMER_SECRET" | sed 's/[\\\\"]/\\\\&/g')" | curl -q -sSg -X $2 -K -
@named@@basic@  printf 'url = "%s"\nuser = "%s:%s"\n' '$3' @SHOWNKEY@ "\$(printf '%s\n' "\$AGORA_CUSTOMER_SECRET" | sed 's/[\\\\"]/\\\\&/g')" | curl -q -sSg -X $2 -K -
@token@@agora@  printf 'url = "%s"\nheader = "Authorization: agora token=%s"\n' '$3?builderToken=$builder' "\$AGORA_TOKEN" | curl -q -sSg -X $2 -K -
@named@@agora@  printf 'url = "%s"\nheader = "Authorization: agora token=%s"\n' '$3' "\$AGORA_TOKEN" | curl -q -sSg -X $2 -K -
@token@@quoted@  printf 'url = "%s"\nheader = "Authorization: agora token=\\\\"%s\\\\""\n' '$3?builderToken=$builder' "\$AGORA_TOKEN" | curl -q -sSg -X $2 -K -
@named@@quoted@  printf 'url = "%s"\nheader = "Authorization: agora token=\\\\"%s\\\\""\n' '$3' "\$AGORA_TOKEN" | curl -q -sSg -X $2 -K -
LINE
}
printf 'The task %s was started; its status is %s.\n' "$task" "$(field status)"
show 'See how it is:' @QUERY@
show 'Stop it:' @STOP@
STTWIZARD
