body = {}
body["languages"] = ["en-US", "fr-FR"]
body["maxIdleTime"] = 120
body["rtcConfig"] = {"channelName": hall, "pubBotUid": "9100"}
body["rtcConfig"]["enableJsonProtocol"] = True
