Map<String, Object> body = Map.of(
    "languages", List.of("en-US", "fr-FR"),
    "maxIdleTime", 120,
    "rtcConfig", Map.ofEntries(Map.entry("channelName", hall), Map.entry("pubBotUid", "9100"),
        Map.entry("enableJsonProtocol", Boolean.valueOf(true))));
