let body = json!({
    "languages": ["en-US", "fr-FR"],
    "maxIdleTime": 120u32,
    "rtcConfig": { "channelName": hall, "pubBotUid": "9100", "enableJsonProtocol": true },
});
