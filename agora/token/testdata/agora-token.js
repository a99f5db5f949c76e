// Makes and reads tokens with Agora's own npm package agora-token, for
// interop_test.go. The input is {appId, certificate, other, ours: {NAME: {token,
// channel, uid, publisher, life, issued, salt}}}; the output is
// {made: {NAME: token}, read: {NAME: what the package reads from ours}, same:
// {NAME: the package's token of the same values}}.
'use strict'
const fs = require('fs')
const { RtcTokenBuilder, RtcRole, RtmTokenBuilder, ChatTokenBuilder, EducationTokenBuilder, FpaTokenBuilder, SttTokenBuilder } = require('agora-token')
const t = require('agora-token/src/AccessToken2')
const old = require('agora-token/src/RtcTokenBuilder')

const { appId, certificate, other, ours } = JSON.parse(fs.readFileSync(0, 'utf8'))
const channel = 'town-hall-1122'
const id = [appId, certificate]

function withServices(services, issued, life, salt) {
    const token = new t.AccessToken2(appId, certificate, issued, life)
    if (salt) token.salt = salt
    services.forEach(service => token.add_service(service))
    return token.build()
}

function service(made, privileges) {
    Object.entries(privileges).forEach(([privilege, seconds]) => made.add_privilege(privilege, seconds))
    return made
}

function every() {
    const permissions = new t.Rtm2Permissions()
    permissions.add(t.Rtm2Permissions.kUsers, t.Rtm2Permissions.kRead, ['anna', 'bob'])
    permissions.add(t.Rtm2Permissions.kMessageChannels, t.Rtm2Permissions.kWrite, [])
    return [
        new t.ServiceStt(), new t.ServiceConvoAI(), service(new t.ServiceRtm2('anna', permissions), { 1: 600 }),
        service(new t.ServiceApaas('room', 'anna', -1), { 1: 600 }), service(new t.ServiceFCdn(channel, 'anna'), { 1: 600 }),
        service(new t.ServiceChat('anna'), { 1: 600 }), service(new t.ServiceFpa(), { 1: 600 }),
        service(new t.ServiceStreaming(channel, 0), { 1: 600 }), service(new t.ServiceRtm('anna'), { 1: 600 }),
        service(new t.ServiceRtc(channel, 47091), { 1: 600, 4: 300 })
    ]
}

const made = {
    publisher: RtcTokenBuilder.buildTokenWithUid(...id, channel, 47091, RtcRole.PUBLISHER, 3600, 3600),
    subscriber: RtcTokenBuilder.buildTokenWithUid(...id, channel, 47091, RtcRole.SUBSCRIBER, 3600, 1800),
    'without ends of privileges': RtcTokenBuilder.buildTokenWithUid(...id, channel, 47091, RtcRole.PUBLISHER, 3600),
    'uid 0': RtcTokenBuilder.buildTokenWithUid(...id, channel, 0, RtcRole.PUBLISHER, 3600, 3600),
    'largest uid': RtcTokenBuilder.buildTokenWithUid(...id, channel, 4294967295, RtcRole.PUBLISHER, 3600, 3600),
    account: RtcTokenBuilder.buildTokenWithUserAccount(...id, channel, 'anna', RtcRole.PUBLISHER, 3600, 3600),
    'each privilege its end': RtcTokenBuilder.buildTokenWithUidAndPrivilege(...id, channel, 47091, 3600, 1000, 2000, 3000, 4000),
    'longer than a day': RtcTokenBuilder.buildTokenWithUid(...id, channel, 47091, RtcRole.PUBLISHER, 100000, 100000),
    'RTC and RTM': RtcTokenBuilder.buildTokenWithRtm(...id, channel, '47091', RtcRole.PUBLISHER, 3600, 3600),
    'Speech-to-Text': SttTokenBuilder.buildToken(...id, channel, '47091', RtcRole.PUBLISHER, 3600, 3600, 3600, 3600, 3600, 'anna', 3600),
    RTM: RtmTokenBuilder.buildToken(...id, 'anna', 3600),
    Chat: ChatTokenBuilder.buildAppToken(...id, 3600),
    Education: EducationTokenBuilder.buildRoomUserToken(...id, 'room', 'anna', 2, 3600),
    FPA: FpaTokenBuilder.buildToken(...id),
    'every service': withServices(every(), 0, 3600),
    'an unknown service behind': withServices([new t.Service(999), service(new t.ServiceRtc(channel, 47091), { 1: 3600 })], 0, 3600),
    'two channels': withServices([service(new t.ServiceRtc('other', 1), { 1: 60 }), service(new t.ServiceRtc(channel, 47091), { 1: 3600 })], 0, 3600),
    'another certificate': RtcTokenBuilder.buildTokenWithUid(appId, other, channel, 47091, RtcRole.PUBLISHER, 3600, 3600),
    'the old kind': old.RtcTokenBuilder.buildTokenWithUid(...id, channel, 47091, 1, Math.floor(Date.now() / 1000) + 3600)
}

const read = {}
const same = {}
for (const [name, our] of Object.entries(ours)) {
    const token = new t.AccessToken2('', '', 0, 0)
    const ok = token.from_string(our.token)
    const rtc = token.getServices(t.kRtcServiceType)
    read[name] = {
        ok, verified: token.verifySignature(certificate), verifiedOther: token.verifySignature(other),
        appId: `${token.appId}`, issued: token.issueTs, life: token.expire, salt: token.salt, services: token.services.length,
        channel: `${rtc[0].__channel_name}`, uid: `${rtc[0].__uid}`, privileges: rtc[0].__privileges
    }
    const privileges = our.publisher ? { 1: our.life, 2: our.life, 3: our.life, 4: our.life } : { 1: our.life }
    same[name] = withServices([service(new t.ServiceRtc(our.channel, our.uid === '0' ? 0 : our.uid), privileges)], our.issued, our.life, our.salt)
}
process.stdout.write(JSON.stringify({ made, read, same }))
