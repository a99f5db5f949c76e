interface Join { languages: string[]; maxIdleTime?: number }
const rtcConfig: Record<string, unknown> = { channelName: hall, pubBotUid: "9100" as string, enableJsonProtocol: true };
const body = <const>{ languages: ["en-US", "fr-FR"], maxIdleTime: 1_20, rtcConfig } satisfies Join;
await axios.post(url, body);
