export const start = async (hall: string): Promise<void> => {
  const languages = ['en-US', 'fr-FR'] as const;
  const payload: JoinRequest = {
    languages,
    maxIdleTime: 120,
    rtcConfig: { channelName: hall ?? 'lobby', pubBotUid: '9100', enableJsonProtocol: true, ...(encrypted && { secret: 'CANARY' }) },
  };
  await axios({ method: 'post', url: `${BASE}/join`, data: payload, auth: { username: KEY, password: 'CANARY' } });
};
