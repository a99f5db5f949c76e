$body = @{
    languages   = @("en-US", "fr-FR")
    maxIdleTime = 120   # seconds
    rtcConfig   = @{ channelName = $hall; pubBotUid = "9100"; enableJsonProtocol = $true }
}
Invoke-RestMethod -Method Post -Uri "$base/projects/$appId/join" -Headers $headers -Body ($body | ConvertTo-Json -Depth 5)
