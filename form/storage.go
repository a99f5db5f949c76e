package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/words"
)

// vendor returns the number of the chosen storage vendor, or 0 where none is.
func (d *Draft) vendor() int {
	n, err := strconv.Atoi(d.Text(agora.PathVendor))
	if err != nil {
		return 0
	}
	return n
}

// inVendorsWords puts a question in the words that the chosen storage has for it, its
// help too.
func inVendorsWords(d *Draft, q *Question) {
	common, terms := agora.TermsOf(0), agora.TermsOf(d.vendor())
	q.Title, _ = terms.At(q.Path)
	q.Help = strings.NewReplacer(
		"the access key", "the "+inSentence(terms.AccessKey),
		"the "+inSentence(common.Bucket), "the "+inSentence(terms.Bucket),
		bucketAddress, addressLike(d.vendor()),
	).Replace(q.Help)
}

// bucketAddress is an address of a bucket as one may be pasted.
const bucketAddress = "s3://captions/townhall"

// addressLike returns such an address as the chosen storage has them. One that is
// compatible with S3 has hosts of its own, and the scheme of Amazon's tools.
func addressLike(vendor int) string {
	switch vendor {
	case agora.VendorAzure:
		return "https://acme.blob.core.windows.net/captions/gala"
	case agora.VendorGoogle:
		return "gs://captions/townhall"
	case agora.VendorAlibaba:
		return "oss://captions/townhall"
	case agora.VendorTencent:
		return "cos://captions/townhall"
	case agora.VendorHuawei:
		return "obs://captions/townhall"
	case agora.VendorBaidu:
		return "bos://captions/townhall"
	}
	return bucketAddress
}

// InSentence returns the question's title as within a sentence: "channel name".
func (q Question) InSentence() string { return inSentence(q.Title) }

// inSentence writes a title as within a sentence; words that begin with several capitals,
// or hold some, stay.
func inSentence(title string) string {
	first, _, _ := strings.Cut(title, " ")
	if first[1:] != strings.ToLower(first[1:]) {
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}

// NameOf names what is asked at a path in a sentence, in the words of the draft's
// storage and version: "secret access key". A path without a question is its own name.
func (d *Draft) NameOf(path string) string {
	if q, ok := QuestionFor(d, path); ok {
		return inSentence(q.Title)
	}
	return path
}

// Sentence says what is wrong with an answer, or odd, under the name of its question.
func (d *Draft) Sentence(e agora.FieldError) string {
	if q, ok := QuestionFor(d, e.Path); ok {
		return q.Sentence(e)
	}
	return e.Error()
}

// Sentence says what is wrong with the answer, or odd, under the question's name.
func (q Question) Sentence(e agora.FieldError) string { return words.About(q.Title, e.Text) }

// severalRegions raises the question about the region where there is a choice, and where
// one was given that the storage does not take.
func severalRegions(d *Draft) bool {
	text := d.Text(agora.PathRegion)
	return d.On(Captions) && (!agora.NeedsNoRegion(d.vendor()) || text != "" && text != onlyRegion)
}

// onlyRegion is what a storage without regions takes.
const onlyRegion = "0"

// impliedRegion puts the only region into a request whose storage has no other.
func (d *Draft) impliedRegion(r *agora.Request) {
	if d.On(Captions) && agora.NeedsNoRegion(d.vendor()) && d.Text(agora.PathRegion) == "" {
		r.Set(agora.PathRegion, onlyRegion) // a number is never wrong for it
	}
}

// addressed takes the address of a bucket apart: the folder goes to its own question, and so
// does the region where the storage has it.
func (d *Draft) addressed(a agora.StorageAddress) Tidied {
	out := Tidied{Text: a.Bucket, More: map[string]string{}}
	terms := agora.TermsOf(d.vendor())
	told := inSentence(terms.Bucket) + " " + a.Bucket
	if len(a.Folder) > 0 {
		folder := agora.JoinFolder(a.Folder)
		out.More[agora.PathFileNamePrefix] = folder
		told += ", folder " + folder
	}
	if number, label, ok := regionNamed(d.vendor(), a); ok {
		out.More[agora.PathRegion] = number
		told += ", region " + label
	}
	out.Told = "taken from the address: " + told
	if d.vendor() != 0 && d.vendor() != agora.VendorS3Like && d.vendor() != a.Vendor {
		out.Odd = true
		out.Told += "; " + d.otherStorage(a.Vendor)
	}
	return out
}

// otherStorage says that an address is of another storage than the chosen one, and what
// to do about it.
func (d *Draft) otherStorage(vendor int) string {
	its, chosen := agora.VendorName(vendor), agora.VendorName(d.vendor())
	fix := "choose " + its + " above, or paste an address of " + chosen
	if !slices.Contains(d.project.Version.Limits().Vendors, vendor) {
		fix = fmt.Sprintf("%s can't store there, so paste an address of %s", d.project.Version, chosen)
	}
	return fmt.Sprintf("but it is an address of %s, and the storage is %s: %s", its, chosen, fix)
}

// regionNamed finds the region that an address of the vendor names.
func regionNamed(vendor int, a agora.StorageAddress) (number, label string, ok bool) {
	for _, r := range agora.Regions(vendor) {
		if a.Region != "" && r.Vendor == a.Vendor && r.Code == a.Region {
			return strconv.Itoa(r.Number), r.Code, true
		}
	}
	return "", "", false
}

// storageProblems are what no storage can do, though Agora's pages have no rule.
func storageProblems(r agora.Request) []agora.FieldError {
	if r.Caption == nil {
		return nil
	}
	var out []agora.FieldError
	bucket, endpoint := r.Caption.Storage.Bucket, r.Caption.Extension.Endpoint
	if at := strings.IndexAny(bucket, "/ \\"); at >= 0 && !agora.IsPlaceholder(bucket) {
		what := fmt.Sprintf("%q", bucket[at:at+1])
		if bucket[at] == ' ' {
			what = "a space"
		}
		out = append(out, agora.FieldError{Path: agora.PathBucket, Rule: "name",
			Text: "can't hold " + what + ": it is the name alone, and the folder has a question of its own"})
	}
	if rest, is := strings.CutPrefix(strings.ToLower(endpoint), "http://"); is && !agora.OnThisMachine(endpoint) {
		out = append(out, agora.FieldError{Path: agora.PathEndpoint, Rule: "https",
			Text: "must begin with https://, so that nobody on the way reads keys and subtitles: https://" +
				endpoint[len(endpoint)-len(rest):]})
	}
	return out
}

// storageWarnings tell of an address on this machine, of one that was left behind when
// another storage was chosen, and of words for an S3-compatible one that Agora's pages don't have.
func storageWarnings(r agora.Request) []agora.Warning {
	switch {
	case r.Caption == nil || r.Caption.Storage.Vendor == nil:
		return nil
	case agora.OnThisMachine(r.Caption.Extension.Endpoint):
		return []agora.Warning{{Path: agora.PathEndpoint,
			Text: "is on this machine, which Agora does not reach: only a pretend Agora writes there"}}
	case *r.Caption.Storage.Vendor == agora.VendorS3Like:
		return likeS3Warnings(r.Caption.Extension)
	case r.Caption.Extension.Endpoint == "":
		return nil
	}
	return []agora.Warning{{Path: agora.PathEndpoint, Text: "is the address of an S3-compatible storage, and the storage is " +
		agora.VendorName(*r.Caption.Storage.Vendor) + ": clear it, unless Agora has told you otherwise"}}
}

// What Agora's pages name for an S3-compatible storage. They give no whole list of
// either, so another word is no error.
// Source: https://docs.agora.io/en/real-time-stt/rest-api/join (v7.x)
const (
	knownStorageType = "s3"
	knownProvider    = "Minio"
)

func likeS3Warnings(e agora.ExtensionParams) []agora.Warning {
	var out []agora.Warning
	if e.Type != "" && e.Type != knownStorageType {
		out = append(out, agora.Warning{Path: agora.PathStorageType, Text: "Agora's pages name only " + knownStorageType +
			": leave it empty, unless Agora has told you otherwise"})
	}
	if e.Provider != knownProvider && strings.EqualFold(e.Provider, knownProvider) {
		out = append(out, agora.Warning{Path: agora.PathProvider, Text: "capital and small letters differ, and Agora's pages write " +
			knownProvider + ": type it so"})
	}
	return out
}

// withMode raises a question about encryption for the modes that need the answer, and
// wherever it is answered already.
func withMode(path string, needs func(mode int) bool) func(*Draft) bool {
	return func(d *Draft) bool {
		mode, err := strconv.Atoi(d.Text(agora.PathCryptionMode))
		return d.On(Encryption) && (err == nil && needs(mode) || d.Text(path) != "" || d.stored(path))
	}
}
