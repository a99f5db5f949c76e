export CHANNEL=town-hall
APP_ID="0123456789abcdef0123456789abcdef"
# the token comes first
TOKEN=$(curl -s -u "$KEY:$SECRET" -d '{"instanceId":"x"}' https://api.agora.io/v1/projects/$APP_ID/rtsc/speech-to-text/builderTokens | jq -r .tokenName)
curl -s "https://api.agora.io/v1/projects/$APP_ID/rtsc/speech-to-text/tasks?builderToken=$TOKEN" \
  -H "Authorization: Basic Y3VzdG9tZXIta2V5OkNBTkFSWS1zZWNyZXQ=" -H "Content-Type: application/json" \
  -d @- <<BODY
{
  "languages": ["en-US"],
  "rtcConfig": {
    "channelName": "$CHANNEL",
    "subBotUid": "47091",
    "subBotToken": "$SUB_TOKEN",
    "pubBotUid": "88222"
  }
}
BODY
