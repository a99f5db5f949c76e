import requests

payload = {
    "name": f"talk-{room}",
    "languages": ["de-DE"],
    "maxIdleTime": 300,
    "rtcConfig": {
        "channelName": "talk",
        "pubBotUid": "88001",  # the one bot of v7
        "enableJsonProtocol": True,
        "pubBotToken": None,
    },
}
requests.post(
    "https://api.agora.io/api/speech-to-text/v1/projects/0123456789abcdef0123456789abcdef/join",
    json=payload, auth=(KEY, "CANARY-customer-secret"))
