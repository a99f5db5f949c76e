val body = mapOf(
    "languages" to listOf("en-US", "fr-FR"),
    "maxIdleTime" to 120,
    "rtcConfig" to JSONObject().apply { put("channelName", hall); put("pubBotUid", "9100"); put("enableJsonProtocol", true) },
)
