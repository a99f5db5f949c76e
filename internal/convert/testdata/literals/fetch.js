// Joins the hall before the doors open.
const res = await fetch(`${base}/projects/${appId}/join`, {
  method: "POST",
  headers: { Authorization: `Basic ${login}`, "Content-Type": "application/json" },
  validateStatus: s => s < 500,
  body: JSON.stringify({
    languages: ["en-US", 'fr-FR'],
    maxIdleTime: 120,
    rtcConfig: { channelName: hall, pubBotUid: "9100", enableJsonProtocol: true },
  }),
});
if (!res.ok) { throw new Error(`join: ${res.status}`); }
