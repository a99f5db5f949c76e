<?php
$rtc = array(
    'channelName' => $hall,
    'pubBotUid' => "9100", 'enableJsonProtocol' => TRUE,
);
curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode([
    'languages' => ['en-US', 'fr-FR'],
    'maxIdleTime' => 60 * 2, # seconds
    'rtcConfig' => $rtc,
]));
