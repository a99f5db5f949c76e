package agora

import (
	"cmp"
	"net/url"
	"strings"
)

// BucketPlace is where the name of a bucket stands in the addresses of a storage.
type BucketPlace int

// The places of a bucket's name.
const (
	BucketAnywhere BucketPlace = iota // in the host, or in the path where the host can't hold it
	BucketInHost                      // bucket.host/key
	BucketInPath                      // host/bucket/key
)

// StorageEndpoint is how a storage is reached by others than Agora.
type StorageEndpoint struct {
	URL    string // with its scheme, without a path; AccountMark stands where the access key goes
	Region string // what signatures name; empty for Azure, which has none
	Bucket BucketPlace
}

// AccountMark stands in the address of an Azure storage where the name of the account
// goes, which is the access key of a request.
const AccountMark = "{account}"

// storageEndpoints are the hosts of the vendors, in which {region} is filled in, and how
// buckets are named there. Kingsoft has none: its pages were not read.
//
// Sources: docs.aws.amazon.com/general/latest/gr/s3.html; Alibaba "Use Amazon S3 SDKs to
// access OSS" and Tencent "Compatibility with Amazon S3", which both want the bucket in
// the host; learn.microsoft.com "Storage account overview"; Google "Cloud Storage
// interoperability"; Huawei "Regions and Endpoints" of OBS; Baidu "Using the S3 protocol".
var storageEndpoints = map[int]struct {
	host   string
	bucket BucketPlace
}{
	VendorS3:      {"s3.{region}.amazonaws.com", BucketAnywhere},
	VendorAlibaba: {"s3.oss-{region}.aliyuncs.com", BucketInHost},
	VendorTencent: {"cos.{region}.myqcloud.com", BucketInHost},
	VendorAzure:   {AccountMark + ".blob.core.windows.net", BucketInPath},
	VendorGoogle:  {"storage.googleapis.com", BucketInPath},
	VendorHuawei:  {"obs.{region}.myhuaweicloud.com", BucketInHost},
	VendorBaidu:   {"s3.{region}.bcebos.com", BucketInPath},
}

// signedRegions are what signatures name where neither the request nor Agora's tables do.
var signedRegions = map[int]string{VendorGoogle: "auto", VendorS3Like: "us-east-1"}

// EndpointOf returns how the storage of a request is reached, and
// whether that is known; the keys in it are not looked at. The endpoint of a request is taken for
// S3-compatible storages, and for any where it is on this machine: only a pretend Agora
// can write there.
func EndpointOf(c CaptionConfig) (StorageEndpoint, bool) {
	if c.Storage.Vendor == nil {
		return StorageEndpoint{}, false
	}
	vendor, own := *c.Storage.Vendor, c.Extension.Endpoint
	if vendor == VendorS3Like || own != "" && OnThisMachine(own) {
		region := cmp.Or(c.Extension.Region, regionCode(c.Storage), signedRegions[VendorS3Like])
		return StorageEndpoint{strings.TrimRight(own, "/"), region, BucketInPath}, own != ""
	}
	e, known := storageEndpoints[vendor]
	region := cmp.Or(regionCode(c.Storage), signedRegions[vendor])
	if !known || region == "" && strings.Contains(e.host, "{region}") {
		return StorageEndpoint{}, false
	}
	host := strings.Replace(e.host, "{region}", region, 1)
	if vendor == VendorS3 && strings.HasPrefix(region, "cn-") {
		host += ".cn"
	}
	return StorageEndpoint{"https://" + host, region, e.bucket}, true
}

// regionCode returns the vendor's own name of a storage's region, empty where there is none.
func regionCode(s Storage) string {
	if s.Vendor == nil || s.Region == nil {
		return ""
	}
	r, _ := RegionOf(*s.Vendor, *s.Region)
	return r.Code
}

// Inland reports whether a region is in mainland China, where Alibaba lets new customers
// read through public addresses no more (since 20 March 2025).
func (r Region) Inland() bool {
	return strings.HasPrefix(r.Name, "CN_") && r.Name != "CN_Hongkong" && r.Vendor != VendorS3
}

// OnThisMachine reports whether a web address leads to this machine itself.
func OnThisMachine(address string) bool {
	u, err := url.Parse(address)
	return err == nil && isLoopback(u.Hostname())
}
