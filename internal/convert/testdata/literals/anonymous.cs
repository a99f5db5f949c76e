var response = await client.PostAsJsonAsync(url, new {
    languages = new[] { "en-US", "fr-FR" },
    maxIdleTime = 120,
    rtcConfig = new Dictionary<string, object> {
        ["channelName"] = hall, ["pubBotUid"] = "9100", ["enableJsonProtocol"] = true
    }
});
