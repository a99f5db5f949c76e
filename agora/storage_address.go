package agora

import (
	"net/url"
	"strings"
)

// StorageAddress is where a storage's own tools say that files are.
type StorageAddress struct {
	Vendor int
	Bucket string
	Folder []string // its parts
	Region string   // in the vendor's own words; empty where the address has none
}

// storageSchemes are the addresses of the vendors' command lines, as s3://bucket/folder.
var storageSchemes = map[string]int{
	"s3": VendorS3, "s3a": VendorS3, "gs": VendorGoogle, "oss": VendorAlibaba, "cos": VendorTencent,
	"obs": VendorHuawei, "bos": VendorBaidu,
}

// storageHosts are the hosts of the vendors, by their ends. Before such an end stand the
// bucket, and a service with the region, as in bucket.s3.eu-west-1.amazonaws.com; where
// they name no bucket the path does.
var storageHosts = []struct {
	end     string
	vendor  int
	service string // what the label begins with that has the region
}{
	{".amazonaws.com", VendorS3, "s3"},
	{".storage.googleapis.com", VendorGoogle, ""},
	{".storage.cloud.google.com", VendorGoogle, ""},
	{".blob.core.windows.net", VendorAzure, ""},
	{".aliyuncs.com", VendorAlibaba, "oss-"},
	{".myqcloud.com", VendorTencent, "cos"},
	{".myhuaweicloud.com", VendorHuawei, "obs"},
	{".bcebos.com", VendorBaidu, ""},
}

// ParseStorageAddress reads the address of a bucket, as s3://bucket/a/b or
// https://bucket.s3.eu-west-1.amazonaws.com/a/b; it reports whether the text is one.
func ParseStorageAddress(text string) (StorageAddress, bool) {
	scheme, rest, found := strings.Cut(text, "://")
	if !found {
		return StorageAddress{}, false
	}
	rest, _, _ = strings.Cut(rest, "?")
	host, path, _ := strings.Cut(rest, "/")
	if unescaped, err := url.PathUnescape(path); err == nil {
		path = unescaped
	}
	folder := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	if vendor, known := storageSchemes[strings.ToLower(scheme)]; known {
		return StorageAddress{Vendor: vendor, Bucket: host, Folder: folder}, host != ""
	}
	if s := strings.ToLower(scheme); s != "https" && s != "http" {
		return StorageAddress{}, false
	}
	return onHost(strings.ToLower(host), folder)
}

// onHost reads what the host of a web address and its path say.
func onHost(host string, path []string) (StorageAddress, bool) {
	host = "." + host
	for _, h := range storageHosts {
		labels, is := strings.CutSuffix(host, h.end)
		if !is {
			continue
		}
		a := StorageAddress{Vendor: h.vendor, Folder: path}
		a.Bucket, a.Region = inLabels(strings.TrimPrefix(labels, "."), h.service)
		if h.vendor == VendorAzure || h.vendor == VendorBaidu && !strings.Contains(labels[1:], ".") {
			a.Bucket = "" // what stands there is the account, or the region
		}
		if a.Bucket == "" && len(path) > 0 {
			a.Bucket, a.Folder = path[0], path[1:]
		}
		return a, a.Bucket != ""
	}
	return StorageAddress{}, false
}

// inLabels tells bucket and region in what stands before the end of a host.
func inLabels(labels, service string) (bucket, region string) {
	if service == "" {
		bucket, region, _ = strings.Cut(labels, ".")
		return bucket, region
	}
	at := strings.LastIndex("."+labels, "."+service)
	if at < 0 {
		return "", ""
	}
	bucket = strings.TrimSuffix(labels[:at], ".")
	return bucket, strings.TrimLeft(strings.TrimPrefix(labels[at:], service), ".-")
}
