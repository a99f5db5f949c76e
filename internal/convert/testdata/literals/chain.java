String body = new JSONObject()
    .put("languages", new JSONArray(Arrays.asList("en-US", "fr-FR")))
    .put("maxIdleTime", 120L)
    .put("rtcConfig", new HashMap<String, Object>() {{
        put("channelName", hall);
        put("pubBotUid", "9100");
        put("enableJsonProtocol", true);
    }})
    .toString();
