// How our server does it today.
const axios = require('axios');

async function start(channel, token) {
  const url = `https://api.agora.io/v1/projects/${APP_ID}/rtsc/speech-to-text/tasks?builderToken=${token}`;
  const body = {
    languages: ['en-US', "es-ES"],   // two is enough
    maxIdleTime: 60,
    rtcConfig: {
      channelName: channel,
      subBotUid: 2001,
      subBotToken: rtcToken(channel, 2001),
      pubBotUid: `2002`,
      pubBotToken: process.env.PUB_TOKEN || "CANARY-fallback",
      subscribeAudioUids: [501, 502],
    },
    translateConfig: { languages: [{ source: 'en-US', target: 'es-ES' }], },
  };
  return axios.post(url, body, { headers: { Authorization: 'Basic Q0FOQVJZLWtleTpDQU5BUlktc2VjcmV0' } });
}
