package agora

import (
	"slices"
	"strconv"
)

// The numbers of the storage vendors.
// Source: https://docs.agora.io/en/real-time-stt/rest-api/join (v7.x); v5.x and v6.x
// have Amazon S3, Microsoft Azure and Google Cloud.
const (
	VendorS3      = 1
	VendorAlibaba = 2
	VendorTencent = 3
	VendorAzure   = 5
	VendorGoogle  = 6
	VendorHuawei  = 7
	VendorBaidu   = 8
	VendorS3Like  = 11 // any other storage that speaks S3
)

// StorageTerms are what a vendor's own pages call what opens a storage. Agora has one
// name each for all vendors.
type StorageTerms struct {
	AccessKey string // who writes, such as "Access key ID"
	SecretKey string // what proves it, such as "Secret access key"
	Bucket    string // where to, such as "Bucket"
}

// storageTerms are the vendors' words, those of vendor 0 where a vendor has no others.
var storageTerms = map[int]StorageTerms{
	0:             {"Access key", "Secret key", "Bucket"},
	VendorS3:      {"Access key ID", "Secret access key", "Bucket"},
	VendorAlibaba: {"AccessKey ID", "AccessKey secret", "Bucket"},
	VendorTencent: {"SecretId", "SecretKey", "Bucket"},
	VendorAzure:   {"Account name", "Account key", "Container"},
	VendorGoogle:  {"HMAC access ID", "HMAC secret", "Bucket"},
	VendorHuawei:  {"Access key ID (AK)", "Secret access key (SK)", "Bucket"},
	VendorBaidu:   {"Access key ID (AK)", "Secret access key (SK)", "Bucket"},
}

// TermsOf returns the words of a vendor; for one that is not known Agora's.
func TermsOf(vendor int) StorageTerms {
	if t, ok := storageTerms[vendor]; ok {
		return t
	}
	return storageTerms[0]
}

// At returns the word for what stands at a path of the request, and whether the
// vendors have one for it.
func (t StorageTerms) At(path string) (string, bool) {
	switch path {
	case PathAccessKey:
		return t.AccessKey, true
	case PathSecretKey:
		return t.SecretKey, true
	case PathBucket:
		return t.Bucket, true
	}
	return "", false
}

// VendorName returns the name of a storage vendor, or its number where it has none.
func VendorName(vendor int) string {
	if name, ok := regions().vendors[vendor]; ok {
		return name
	}
	return strconv.Itoa(vendor)
}

// Region is one region of a storage vendor.
type Region struct {
	Vendor int
	Number int
	Name   string // the API's name, such as "US_EAST_1"
	Code   string // the vendor's own name, such as "us-east-1"; empty where it has none
	Place  string // such as "N. Virginia"
}

// Label returns the region's name in the vendor's own words.
func (r Region) Label() string {
	if r.Code == "" {
		return r.Name
	}
	return r.Code
}

// Regions returns the regions of a vendor, as both of Agora's tables have them together.
func Regions(vendor int) []Region {
	var out []Region
	for _, r := range regions().all {
		if r.Vendor == vendor {
			out = append(out, r)
		}
	}
	return out
}

// RegionOf returns a vendor's region by its number, and whether there is one.
func RegionOf(vendor, number int) (Region, bool) {
	all := regions().all
	i := slices.IndexFunc(all, func(r Region) bool { return r.Vendor == vendor && r.Number == number })
	if i < 0 {
		return Region{}, false
	}
	return all[i], true
}

// NeedsNoRegion reports whether a vendor takes no region: Agora wants 0 and looks
// at nothing else.
func NeedsNoRegion(vendor int) bool {
	return vendor == VendorAzure || vendor == VendorGoogle || vendor == VendorS3Like
}
