sh <<'STTWIZARD'
# Starts a speech-to-text task at Agora (API v5) with curl. Paste this into a
# shell, or save it and run it with sh. Each run starts a task of its own, which
# is billed until it stops.

# 1. Secrets come from variables that you export; none stands in this text.
: "${AGORA_CUSTOMER_SECRET:?set it to the customer secret of your customer key and export it}"
: "${AGORA_SUB_BOT_TOKEN:?set it to the token of the bot that listens and export it}"
: "${AGORA_PUB_BOT_TOKEN:?set it to the token of the bot that writes subtitles and export it}"
: "${AGORA_ENCRYPTION_SECRET:?set it to the encryption secret of the channel and export it}"
: "${AGORA_ENCRYPTION_SALT:?set it to the encryption salt of the channel and export it}"
: "${AGORA_STORAGE_ACCESS_KEY:?set it to the access key of the storage and export it}"
: "${AGORA_STORAGE_SECRET_KEY:?set it to the secret key of the storage and export it}"

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
customer_secret=$(secret AGORA_CUSTOMER_SECRET "$AGORA_CUSTOMER_SECRET") || exit 1
sub_bot_token=$(secret AGORA_SUB_BOT_TOKEN "$AGORA_SUB_BOT_TOKEN") || exit 1
pub_bot_token=$(secret AGORA_PUB_BOT_TOKEN "$AGORA_PUB_BOT_TOKEN") || exit 1
encryption_secret=$(secret AGORA_ENCRYPTION_SECRET "$AGORA_ENCRYPTION_SECRET") || exit 1
encryption_salt=$(secret AGORA_ENCRYPTION_SALT "$AGORA_ENCRYPTION_SALT") || exit 1
storage_access_key=$(secret AGORA_STORAGE_ACCESS_KEY "$AGORA_STORAGE_ACCESS_KEY") || exit 1
storage_secret_key=$(secret AGORA_STORAGE_SECRET_KEY "$AGORA_STORAGE_SECRET_KEY") || exit 1

# call makes one call: verb, URL, body. The answer ends with a line that has its
# HTTP status. curl reads all of it from its standard input, because everybody
# on this machine can see the arguments of a program while it runs.
call() {
  {
    printf 'request = "%s"\nurl = "%s"\n' "$1" "$2"
    printf 'user = "%s:%s"\n' 'customer-key' "$customer_secret"
    printf 'header = "Content-Type: application/json"\ndata-raw = "%s"\n' "$(escape "$3")"
  } | curl -q -sSg --max-time 15 -w '\n%{http_code}\n' -K -
}

# field finds the text of one name in the answer; it takes plain characters only.
field() {
  printf '%s\n' "$answer" | tr -d '\r\n' |
    sed -n 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*"\([A-Za-z0-9._~+/=-]*\)".*/\1/p'
}

# 2. Acquire a builder token. It can start one task, within 5 minutes.
instance='sttw-given'
answer=$(call POST 'http://127.0.0.1:8080/v1/projects/0123456789abcdef0123456789ABCDEF/rtsc/speech-to-text/builderTokens' "{\"instanceId\":\"$instance\"}") ||
  fail 'no answer to the acquire call; nothing was started'
builder=$(field tokenName | sed -e 's/+/%2B/g' -e 's,/,%2F,g' -e 's/=/%3D/g')
http=$(printf '%s\n' "$answer" | sed -n '$p')
if [ "$http" = 200 ] && [ -n "$builder" ]; then :; else
  fail "acquire gave no builder token; nothing was started. Agora answered: $answer"
fi

# 3. Start the task. Without a clear answer the same token is sent again, because
# it can not start a second task; a fresh one could.
body='{
  "languages": [
    "en-US",
    "fr-FR"
  ],
  "maxIdleTime": 60,
  "rtcConfig": {
    "channelName": "town-hall",
    "subBotUid": "47091",
    "subBotToken": "'"$sub_bot_token"'",
    "pubBotUid": "88222",
    "pubBotToken": "'"$pub_bot_token"'",
    "subscribeAudioUids": [
      "501",
      "502"
    ],
    "cryptionMode": 8,
    "secret": "'"$encryption_secret"'",
    "salt": "'"$encryption_salt"'",
    "enableJsonProtocol": false,
    "transferMode": [
      "RTC",
      "RTM"
    ]
  },
  "captionConfig": {
    "sliceDuration": 120,
    "storage": {
      "accessKey": "'"$storage_access_key"'",
      "secretKey": "'"$storage_secret_key"'",
      "bucket": "captions",
      "vendor": 1,
      "region": 0,
      "fileNamePrefix": [
        "events",
        "2026"
      ]
    }
  },
  "translateConfig": {
    "forceTranslateInterval": 3,
    "languages": [
      {
        "source": "en-US",
        "target": [
          "fr-FR",
          "de-DE"
        ]
      },
      {
        "source": "fr-FR",
        "target": [
          "en-US"
        ]
      }
    ]
  }
}'
unclear=
for pause in 3 6 9 0; do
  answer=$(call POST 'http://127.0.0.1:8080/v1/projects/0123456789abcdef0123456789ABCDEF/rtsc/speech-to-text/tasks'"?builderToken=$builder" "$body")
  result=$?
  http=$(printf '%s\n' "$answer" | sed -n '$p')
  task=$(field taskId)
  [ -n "$task" ] || task=$(printf '%s\n' "$answer" | sed -n 's/.*taskId is \([A-Za-z0-9_-]*\).*/\1/p')
  [ -z "$task" ] || break
  case $result:$http in
  [567]:* | 0:429) ;; # it never left, or Agora is busy
  0:4??) break ;;
  *) unclear=yes ;;
  esac
  [ "$pause" = 0 ] || sleep "$pause"
done
if [ -z "$task" ] && [ -n "$unclear" ]; then
  fail "nobody knows whether the task was started; if so it is billed. Its builder token: $builder. The last answer: $answer" 3
fi
[ -n "$task" ] || fail "the task was not started. Agora answered: $answer"

# 4. Print the command lines that query and stop it.
show() {
  cat <<LINE
$1
  printf 'url = "%s"\nuser = "%s:%s"\n' '$3?builderToken=$builder' 'customer-key' "\$(printf '%s\n' "\$AGORA_CUSTOMER_SECRET" | sed 's/[\\\\"]/\\\\&/g')" | curl -q -sSg -X $2 -K -
LINE
}
printf 'The task %s was started; its status is %s.\n' "$task" "$(field status)"
show 'See how it is:' GET 'http://127.0.0.1:8080/v1/projects/0123456789abcdef0123456789ABCDEF/rtsc/speech-to-text/tasks/'"$task"
show 'Stop it:' DELETE 'http://127.0.0.1:8080/v1/projects/0123456789abcdef0123456789ABCDEF/rtsc/speech-to-text/tasks/'"$task"
STTWIZARD
