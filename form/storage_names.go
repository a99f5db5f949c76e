package form

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"sttwizard/agora"
	"sttwizard/internal/words"
)

// What Azure calls a container and an account. A container that breaks this can't exist, so
// nothing could be written to it. Containers whose names begin with $ are Azure's own.
// Source: https://learn.microsoft.com/en-us/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
// and https://learn.microsoft.com/en-us/azure/storage/common/storage-account-overview
var (
	azureContainer = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\$root|\$web|\$logs|[a-z0-9]+(-[a-z0-9]+)*)$`)
	})
	azureAccount = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9]{3,24}$`) })
)

const (
	leastContainer, mostContainer = 3, 63 // characters
	azureKeyBytes                 = 64    // of an account key, which is written as Base64 of 88 characters
)

// atAzure reports whether the files go to a real Azure; one on this machine has its own
// ways.
func atAzure(r agora.Request) bool {
	return r.Caption != nil && r.Caption.Storage.Vendor != nil && *r.Caption.Storage.Vendor == agora.VendorAzure &&
		!agora.OnThisMachine(r.Caption.Extension.Endpoint)
}

// azureProblems are names that no container can have.
func azureProblems(r agora.Request) []agora.FieldError {
	if !atAzure(r) {
		return nil
	}
	name := r.Caption.Storage.Bucket
	if !isGiven(name) || isContainer(name) || strings.ContainsAny(name, "/ \\") { // of those it is said already
		return nil
	}
	text := fmt.Sprintf("must be %d to %d small letters, digits and single hyphens, as Azure has no other containers",
		leastContainer, mostContainer)
	if small := strings.ReplaceAll(strings.ToLower(name), "_", "-"); isContainer(small) {
		text += ": is it " + small + "?"
	}
	return []agora.FieldError{{Path: agora.PathBucket, Rule: "name", Text: text}}
}

// isGiven reports whether a text is there and does not only stand for a value.
func isGiven(text string) bool { return text != "" && !agora.IsPlaceholder(text) }

func isContainer(name string) bool {
	return len(name) >= leastContainer && len(name) <= mostContainer && azureContainer().MatchString(name)
}

// azureWarnings tell of what names no account, and of a key that was not copied whole or is
// another secret.
func azureWarnings(r agora.Request) []agora.Warning {
	if !atAzure(r) {
		return nil
	}
	var out []agora.Warning
	if name := string(r.Caption.Storage.AccessKey); isGiven(name) && !azureAccount().MatchString(name) {
		out = append(out, agora.Warning{Path: agora.PathAccessKey,
			Text: "can't be an account of Azure, whose names are 3 to 24 small letters and digits: take the one before .blob.core.windows.net"})
	}
	key := string(r.Caption.Storage.SecretKey)
	if decoded, err := base64.StdEncoding.DecodeString(key); isGiven(key) && (err != nil || len(decoded) != azureKeyBytes) {
		text := fmt.Sprintf("has %s, and Azure's account keys have %d of Base64: copy it whole, the signs = at its end too",
			words.Count(len(key), "character"), base64.StdEncoding.EncodedLen(azureKeyBytes))
		out = append(out, agora.Warning{Path: agora.PathSecretKey, Text: text})
	}
	return out
}
