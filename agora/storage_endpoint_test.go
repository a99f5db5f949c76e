package agora

import (
	"net/url"
	"strings"
	"testing"
)

// storedAt is a caption storage of a vendor's region.
func storedAt(vendor, region int, e ExtensionParams) CaptionConfig {
	return CaptionConfig{Storage: Storage{Vendor: &vendor, Region: &region, AccessKey: "acct", Bucket: "b"}, Extension: e}
}

func TestWhereStoragesAreReached(t *testing.T) {
	for _, test := range []struct {
		config CaptionConfig
		want   StorageEndpoint
	}{
		{storedAt(VendorS3, 7, ExtensionParams{}), StorageEndpoint{"https://s3.eu-central-1.amazonaws.com", "eu-central-1", BucketAnywhere}},
		{storedAt(VendorS3, 15, ExtensionParams{}), StorageEndpoint{"https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1", BucketAnywhere}},
		{storedAt(VendorAlibaba, 0, ExtensionParams{}), StorageEndpoint{"https://s3.oss-cn-hangzhou.aliyuncs.com", "cn-hangzhou", BucketInHost}},
		{storedAt(VendorTencent, 6, ExtensionParams{}), StorageEndpoint{"https://cos.ap-shenzhen-fsi.myqcloud.com", "ap-shenzhen-fsi", BucketInHost}},
		{storedAt(VendorAzure, 0, ExtensionParams{}), StorageEndpoint{"https://{account}.blob.core.windows.net", "", BucketInPath}},
		{storedAt(VendorGoogle, 0, ExtensionParams{}), StorageEndpoint{"https://storage.googleapis.com", "auto", BucketInPath}},
		{storedAt(VendorHuawei, 1, ExtensionParams{}), StorageEndpoint{"https://obs.cn-north-4.myhuaweicloud.com", "cn-north-4", BucketInHost}},
		{storedAt(VendorBaidu, 2, ExtensionParams{}), StorageEndpoint{"https://s3.su.bcebos.com", "su", BucketInPath}},
		{storedAt(VendorS3Like, 0, ExtensionParams{Endpoint: "https://minio.example.com:9000/"}), StorageEndpoint{"https://minio.example.com:9000", "us-east-1", BucketInPath}},
		{storedAt(VendorS3Like, 0, ExtensionParams{Endpoint: "https://x.example", Region: "mars-1"}), StorageEndpoint{"https://x.example", "mars-1", BucketInPath}},
		{storedAt(VendorS3, 7, ExtensionParams{Endpoint: "http://127.0.0.1:9"}), StorageEndpoint{"http://127.0.0.1:9", "eu-central-1", BucketInPath}},
		{storedAt(VendorAzure, 0, ExtensionParams{Endpoint: "http://localhost:9/acct"}), StorageEndpoint{"http://localhost:9/acct", "us-east-1", BucketInPath}},
		{storedAt(VendorS3, 7, ExtensionParams{Endpoint: "https://elsewhere.example"}), StorageEndpoint{"https://s3.eu-central-1.amazonaws.com", "eu-central-1", BucketAnywhere}},
	} {
		if got, ok := EndpointOf(test.config); !ok || got != test.want {
			t.Errorf("%s %d: %+v, %t", VendorName(*test.config.Storage.Vendor), *test.config.Storage.Region, got, ok)
		}
	}
	for name, config := range map[string]CaptionConfig{
		"no vendor": {}, "no such region": storedAt(VendorS3, 999, ExtensionParams{}), "no endpoint": storedAt(VendorS3Like, 0, ExtensionParams{}),
		"a region without a name of its own": storedAt(VendorAlibaba, 18, ExtensionParams{}), "Kingsoft": storedAt(4, 0, ExtensionParams{}),
	} {
		if e, ok := EndpointOf(config); ok {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// Every region that a version may be given has an address, but for the few whose own
// names nobody knows.
func TestEveryRegionIsReached(t *testing.T) {
	var nameless []string
	for _, vendor := range V7.Limits().Vendors {
		for _, r := range Regions(vendor) {
			e, ok := EndpointOf(storedAt(vendor, r.Number, ExtensionParams{Endpoint: "https://own.example"}))
			if !ok {
				nameless = append(nameless, VendorName(vendor)+" "+r.Name)
				continue
			}
			u, err := url.Parse(strings.Replace(e.URL, AccountMark, "acct", 1))
			if err != nil || u.Scheme != "https" || u.Host == "" || u.Path != "" || strings.ContainsAny(u.Host, "_{}") || strings.Contains(u.Host, "..") {
				t.Errorf("%s %s: %q, %v", VendorName(vendor), r.Name, e.URL, err)
			}
			if r.Code != "" && (r.Code != strings.ToLower(r.Code) || !strings.Contains(e.URL, r.Code)) {
				t.Errorf("%s %s: %q is not in %q", VendorName(vendor), r.Name, r.Code, e.URL)
			}
		}
	}
	if got := strings.Join(nameless, ", "); got != "Alibaba Cloud EU_East_1, Alibaba Cloud CN_Northeast_2, Alibaba Cloud CN_Southeast_7" {
		t.Errorf("no address for %s", got)
	}
}

func TestWhichRegionsAreInland(t *testing.T) {
	for name, want := range map[Region]bool{
		{Vendor: VendorAlibaba, Name: "CN_Hangzhou"}: true, {Vendor: VendorAlibaba, Name: "CN_Hongkong"}: false,
		{Vendor: VendorAlibaba, Name: "US_West_1"}: false, {Vendor: VendorS3, Name: "CN_NORTH_1"}: false,
	} {
		if name.Inland() != want {
			t.Errorf("%s is inland: %t", name.Name, !want)
		}
	}
}
