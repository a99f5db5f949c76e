package connections

import (
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// The variables of the connection "environment".
const (
	AppIDVariable       = "AGORA_APP_ID"
	KeyVariable         = "AGORA_CUSTOMER_KEY"
	SecretVariable      = "AGORA_CUSTOMER_SECRET"
	VersionVariable     = "AGORA_API_VERSION"     // may be left out where the version is said elsewhere
	CertificateVariable = "AGORA_APP_CERTIFICATE" // may be left out; bot tokens are made with it
)

// FromEnv returns the connection "environment" where its three variables are set.
// Whether their values are right is Validate's business.
func FromEnv(getenv func(string) string) (Connection, bool) {
	if len(MissingInEnv(getenv)) > 0 || strings.TrimSpace(getenv(AppIDVariable)) == "" {
		return Connection{}, false
	}
	c := Connection{
		Name:        EnvironmentName,
		AppID:       strings.TrimSpace(getenv(AppIDVariable)),
		CustomerKey: strings.TrimSpace(getenv(KeyVariable)),
		Certificate: agora.CertificateUnknown,
		Secret:      secret.Env(SecretVariable),
	}
	if text := strings.TrimSpace(getenv(VersionVariable)); text != "" {
		c.Version = versionOf(text)
	}
	if strings.TrimSpace(getenv(CertificateVariable)) != "" {
		c.Certificate, c.AppCertificate = agora.CertificateOn, secret.Env(CertificateVariable)
	}
	return c, true
}

// MissingInEnv returns the variables of the connection "environment" that are not
// set although another one is: probably a mistake. It gives nothing when none is set.
func MissingInEnv(getenv func(string) string) []string {
	var missing []string
	names := []string{AppIDVariable, KeyVariable, SecretVariable}
	for _, name := range names {
		if strings.TrimSpace(getenv(name)) == "" {
			missing = append(missing, name)
		}
	}
	if len(missing) == len(names) {
		return nil
	}
	return missing
}

// versionOf keeps a text that is no version, so that Validate can say so.
func versionOf(text string) agora.Version {
	if v, err := agora.ParseVersion(text); err == nil {
		return v
	}
	return agora.Version(text)
}
