public class Join {
    static JSONObject body(String hall) {
        JSONObject rtc = new JSONObject();
        rtc.put("channelName", hall);
        rtc.put("pubBotUid", "9100");
        rtc.put("enableJsonProtocol", true);
        JSONArray languages = new JSONArray();
        languages.put("en-US");
        languages.put("fr-FR");
        JSONObject body = new JSONObject();
        body.put("languages", languages);
        body.put("maxIdleTime", 120);
        body.put("rtcConfig", rtc);
        return body;
    }
}
