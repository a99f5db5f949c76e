import os, requests

RTC = dict(channelName=hall, pubBotUid="9100", enableJsonProtocol=True)
r = requests.post(
    f"{BASE}/projects/{APP_ID}/join",
    json={
        "languages": ["en-US", "fr-FR"],  # both of the panel
        "maxIdleTime": 120,
        "rtcConfig": RTC,
    },
    auth=(os.environ["KEY"], os.environ["SECRET"]), timeout=15)
print(r.json()["agent_id"])
