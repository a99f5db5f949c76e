body = {
  :languages => %w[en-US fr-FR],
  "maxIdleTime" => 120,
  rtcConfig: { channelName: hall, 'pubBotUid' => '9100', enableJsonProtocol: true }
}.freeze
Net::HTTP.post(uri, body.to_json, "Content-Type" => "application/json")
