func join(hall: String) async throws {
    let body: [String: Any] = [
        "languages": ["en-US", "fr-FR"],
        "maxIdleTime": 120,
        "rtcConfig": [
            "channelName": hall,
            "pubBotUid": "9100",
            "enableJsonProtocol": true
        ] as [String: Any]
    ]
    var request = URLRequest(url: url)
    request.httpBody = try JSONSerialization.data(withJSONObject: body)
}
