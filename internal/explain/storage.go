package explain

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/storage"
	"sttwizard/internal/words"
)

// StorageWords say why a caption storage could not be written or read.
type StorageWords struct {
	What  string // a sentence; what of it is foreign are names of buckets and folders
	Do    string // half a sentence
	Field string // the path of the field to mend, or empty
	Value string // what it should be, as --set takes it; empty: that is not known
}

// storageRow is one cause and its words. A row with a vendor holds for that one only, and
// stands before the one without. {access}, {secret}, {bucket}, {region} and {endpoint} are
// what those who read call these fields.
type storageRow struct {
	cause  storage.Cause
	vendor int
	field  string
	what   string // a sentence
	do     string // half a sentence
}

var storageRows = []storageRow{
	// What the storage says about the keys.
	{storage.KeyRefused, 0, agora.PathAccessKey, "{vendor} does not know the {access}.",
		"copy the {access} again; one that was deleted or switched off looks the same"},
	{storage.SecretWrong, agora.VendorAzure, agora.PathSecretKey, "The {secret} is not that of the account.",
		"copy the {secret} again from the account's page of access keys, and check the {access}"},
	{storage.SecretWrong, 0, agora.PathSecretKey, "The {secret} is not the one of the {access}: the signature is wrong.",
		"copy the {secret} again; it is shown only once, so a new pair of keys may be needed"},
	{storage.AccountName, 0, agora.PathAccessKey, "No account can have the name that is typed as {access}.",
		"type the {access}, 3 to 24 small letters and digits, and not the key"},
	{storage.KeyForm, 0, agora.PathSecretKey, "The {secret} can't be one: it is cut, or is another text.",
		"copy the {secret} again, all of it; it is long and ends in =="},
	{storage.NoKeys, 0, agora.PathAccessKey, "The storage's keys are not known here.",
		"give {access} and {secret}, if somebody is to look from here"},
	{storage.Denied, 0, agora.PathAccessKey, "The keys are right, but may not do this in {place}.",
		"give the {access} the right to write objects there, or use another one"},
	{storage.Refused, 0, agora.PathAccessKey, "{vendor} refused, for a reason that is not known here.",
		"check {access}, {secret} and what they may do, and whether something on the way asks for a login"},
	{storage.AccountOff, 0, "", "The account at {vendor} is switched off or unpaid.",
		"look into its console; until then nothing can be stored there"},

	// Who may come from where.
	{storage.NotLetIn, agora.VendorAlibaba, "", "Alibaba Cloud does not let this machine look into a bucket in mainland China.",
		"look there with Alibaba's own tools; that says nothing about what Agora may write"},
	{storage.NotLetIn, 0, agora.PathSecretKey, "{vendor} does not let this machine in.",
		"check the firewall rules of the account, by which Agora's servers must be let in too, and the {secret}"},

	// What is asked for.
	{storage.NoBucket, 0, agora.PathBucket, "There is no {bucket} {name}.",
		"check the {bucket}: capital letters count, and it must belong to the account of the keys"},
	{storage.BucketName, 0, agora.PathBucket, "No {bucket} can have the name {name}.",
		"type the {bucket} as {vendor} shows it"},
	{storage.NoObject, 0, "", "There is no such file in the storage.",
		"ask again later: Agora writes files while people speak"},
	{storage.WrongRegion, 0, agora.PathRegion, "The {bucket} {name} is in another region{where}.",
		""}, // see chooseRegion
	{storage.TooBig, 0, "", "The answer is far larger than captions are.",
		"check that {place} is the right place, and that nobody else writes there"},

	// Clocks.
	{storage.ClockWrong, 0, "", "This machine's clock is {skew} the storage's, and the storage refuses that.",
		"set this machine's clock; storages take up to 15 minutes. Agora has a clock of its own"},

	// The way there.
	{storage.NoHost, agora.VendorAzure, agora.PathAccessKey, "There is no storage account of the name that is typed as {access}.",
		"check the {access}; where this machine has no network, nothing is found at all"},
	{storage.NoHost, agora.VendorS3Like, agora.PathEndpoint, "The name in the {endpoint} could not be found.",
		"check the {endpoint} and the network"},
	{storage.NoHost, 0, "", "The name of {vendor}'s server could not be found.",
		"check the network; Agora may reach it all the same"},
	{storage.NoRoute, agora.VendorS3Like, agora.PathEndpoint, "The storage can't be reached from this machine.",
		"check host and port of the {endpoint}, and the network; Agora may reach it all the same"},
	{storage.NoRoute, 0, "", "{vendor} can't be reached from this machine.",
		"check the network; Agora may reach it all the same"},
	{storage.NoAnswer, 0, "", "The storage did not answer in time.",
		"try again; Agora may reach it all the same"},
	{storage.NoTLS, 0, agora.PathEndpoint, "One side spoke TLS and the other did not.",
		"check the port of the {endpoint}, and that it begins with https only where the storage has TLS"},
	{storage.Certificate, 0, agora.PathEndpoint, "This machine does not trust the storage's certificate.",
		"have the {endpoint} show one that everybody trusts: Agora has to trust it too"},
	{storage.Elsewhere, 0, agora.PathEndpoint, "The storage sends to another address, and the keys are not taken there.",
		"type the address that it sends to as {endpoint}"},
	{storage.NoStorage, 0, agora.PathEndpoint, "What answers there is no storage.",
		"check the {endpoint}; on a network that asks for a login, log in first"},
	{storage.Busy, 0, "", "The storage is busy or broken.",
		"try again in a minute"},
	{storage.Address, 0, agora.PathEndpoint, "The {endpoint} can't be used.",
		"type it with https in front, and nothing behind the host but a port"},
	{storage.NoAddress, agora.VendorS3Like, agora.PathEndpoint, "The storage has no address yet.",
		"type the {endpoint}"},
	{storage.NoAddress, 0, "", "Nobody here knows where this region of {vendor} is reached.",
		"look into the storage with its vendor's own tools; Agora may know it all the same"},

	{storage.Cancelled, 0, "", "The storage was not asked to the end.", "ask again"},
	{storage.NotTried, 0, "", "This was not tried: what it needs went wrong before.", "mend that first"},
	{storage.Unknown, 0, "", "The storage gave an answer that this program does not know.",
		"look into the storage with its vendor's own tools"},
}

// Storage puts what was found about a caption storage into words; nothing where nothing
// went wrong.
func Storage(f storage.Finding, c Context) StorageWords {
	if f.OK() {
		return StorageWords{}
	}
	row := storageRowOf(f.Cause, f.Place.Vendor)
	fill := storageFiller(f, c)
	w := StorageWords{What: fill.Replace(row.what), Do: fill.Replace(row.do), Field: storageField(row.field, f.Place.Vendor)}
	if f.Cause == storage.WrongRegion {
		w.Do, w.Field = chooseRegion(f, c)
		w.Value = rightRegion(f, w.Field)
	}
	if f.Code != "" {
		w.What = strings.TrimSuffix(w.What, ".") + " (" + f.Code + ")."
	}
	return w
}

func storageRowOf(cause storage.Cause, vendor int) storageRow {
	i := slices.IndexFunc(storageRows, func(r storageRow) bool {
		return r.cause == cause && (r.vendor == 0 || r.vendor == vendor)
	})
	if i < 0 {
		return storageRowOf(storage.Unknown, vendor)
	}
	return storageRows[i]
}

// storageField returns the path that a vendor has for a field: an S3-compatible storage
// names its region in its own words, and the others have no address to type.
func storageField(path string, vendor int) string {
	switch {
	case path == agora.PathRegion && vendor == agora.VendorS3Like:
		return agora.PathStorageRegion
	case path == agora.PathEndpoint && vendor != agora.VendorS3Like:
		return ""
	}
	return path
}

func storageFiller(f storage.Finding, c Context) *strings.Replacer {
	vendor := "The storage"
	if f.Place.Vendor != agora.VendorS3Like && f.Place.Vendor != 0 {
		vendor = agora.VendorName(f.Place.Vendor)
	}
	endpoint := "address"
	if f.Place.Vendor == agora.VendorS3Like {
		endpoint = c.label(agora.PathEndpoint)
	}
	where := ""
	if f.Region != "" {
		where = ": " + f.Region
	}
	return strings.NewReplacer("{vendor}", vendor, "{endpoint}", endpoint, "{where}", where,
		"{access}", c.label(agora.PathAccessKey), "{secret}", c.label(agora.PathSecretKey), "{bucket}", c.label(agora.PathBucket),
		"{name}", f.Place.Bucket, "{place}", f.Place.String(), "{skew}", skewWords(f))
}

// chooseRegion says what to do about a region, and which field that is: the bucket's
// where no region can be chosen that would be right.
func chooseRegion(f storage.Finding, c Context) (do, field string) {
	field = storageField(agora.PathRegion, f.Place.Vendor)
	regions := agora.Regions(f.Place.Vendor)
	i := slices.IndexFunc(regions, func(r agora.Region) bool { return r.Code == f.Region })
	switch {
	case agora.NeedsNoRegion(f.Place.Vendor) && f.Place.Vendor != agora.VendorS3Like:
		return "use another " + c.label(agora.PathBucket), agora.PathBucket
	case f.Region == "":
		return "look its region up in the storage's console, and choose that as " + c.label(field), field
	case f.Place.Vendor == agora.VendorS3Like:
		return "type " + f.Region + " as " + c.label(field), field
	case i < 0:
		return "use a " + c.label(agora.PathBucket) + " of another region: Agora's tables do not have " + f.Region, agora.PathBucket
	}
	return "choose " + regions[i].Label() + " as " + c.label(field), field
}

// rightRegion returns the value of a field that names the bucket's region; empty where the
// storage did not tell it, or Agora has no such region.
func rightRegion(f storage.Finding, field string) string {
	if field == agora.PathStorageRegion {
		return f.Region
	}
	for _, r := range agora.Regions(f.Place.Vendor) {
		if field == agora.PathRegion && r.Code == f.Region && f.Region != "" {
			return strconv.Itoa(r.Number)
		}
	}
	return ""
}

// skewWords say how far this machine's clock is from the storage's.
func skewWords(f storage.Finding) string {
	switch {
	case f.Skew > 0:
		return words.Elapsed(f.Skew) + " ahead of"
	case f.Skew < 0:
		return words.Elapsed(-f.Skew) + " behind"
	}
	return "too far from"
}

// StorageProbed puts a whole probe into words: whether Agora may write, whether captions
// can be seen from here, and what stays behind. Do is empty where there is nothing to do.
func StorageProbed(p storage.Probed, c Context) StorageWords {
	var w StorageWords
	looks := []storage.Finding{p.Read, p.List}
	i := slices.IndexFunc(looks, func(f storage.Finding) bool { return !f.OK() })
	switch {
	case !p.Write.OK():
		w = Storage(p.Write, c)
	case i < 0:
		w.What = "Captions can be stored, and be seen from here."
	case looks[i].Cause == storage.Denied:
		w = StorageWords{
			What:  "Captions can be stored; but these keys may not read, so nobody here can look at them.",
			Do:    "let the " + c.label(agora.PathAccessKey) + " list and read them too, if that is wanted; Agora needs no more than it has",
			Field: agora.PathAccessKey,
		}
	default:
		w = Storage(looks[i], c)
		w.What = "Captions can be stored, but not be looked at from here. " + w.What
	}
	if p.Stays() {
		w.What += " The file " + p.Key + " of this check stays there."
		w.Do = cmp.Or(w.Do, "delete it if it is in the way; the next check takes the same name")
	}
	return w
}

// storageFailure is a [Failure] of the caption storage.
func storageFailure(f storage.Finding, c Context) Explanation {
	w := Storage(f, c)
	return Explanation{What: w.What, Do: w.Do, Field: w.Field, Billed: billedNoChange, Kind: "storage-" + string(f.Cause)}
}
