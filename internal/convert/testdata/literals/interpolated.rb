payload = { languages: %w[en-US fr-FR], rtcConfig: { channelName: "#{hall}", pubBotUid: "9100", enableJsonProtocol: true }, maxIdleTime: idle }
HTTParty.post(url, body: payload.to_json, basic_auth: { username: ENV['KEY'], password: ENV['SECRET'] })
