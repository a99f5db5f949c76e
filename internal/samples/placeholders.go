package samples

import "sttwizard/agora"

// Placeholders returns texts that stand for a value instead of being one: what people
// copy from pages and forget to replace, and what the program shows itself.
func Placeholders() []string {
	return []string{
		"<CHANNEL>", "<your channel>", "<%= channel %>", "${CHANNEL}", "${CHANNEL:-demo}", "$CHANNEL", "$(cat file)", "%CHANNEL%",
		"{{channel}}", "${{ secrets.TOKEN }}", "YOUR_TOWN_HALL", "your-real-value-here", "your_token", "Your App ID", "...", "…",
		agora.Secret("x").Masked(), agora.Secret("x").Masked() + " (fingerprint)", agora.Secret("x").Masked() + " (env TOKEN)", "**** 2d71", "••••••••",
		agora.Secret("x").String(), "(env:TOKEN)", "keyring acme, not found yet", agora.MadeWhenSent, agora.AskedEachTime,
	}
}

// LookAlikes returns texts that look a little like a placeholder and are legal names
// of channels and legal secrets.
func LookAlikes() []string {
	return []string{
		"town-hall", "a<b>c", "<", "<>", "<3>", "<a<b>>", "price $5", "$5", "$ales", "$", "{main}", "{}", "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}",
		"town-${DATE}", "your-town-hall", "yours", "you", "here", "..", "a...b", "[main]", "(main)", "made", "ask", "env", "xxx", "string", "secret",
	}
}
