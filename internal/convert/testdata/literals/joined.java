String body = "{\n" +
    "  \"languages\": [\"en-US\", \"fr-FR\"],\n" +
    "  \"maxIdleTime\": 120,\n" +
    "  \"rtcConfig\": {\"channelName\": \"${hall}\", \"pubBotUid\": \"9100\", \"enableJsonProtocol\": true}\n" +
    "}";
