package agora

import (
	"reflect"
	"testing"
)

func TestStorageAddresses(t *testing.T) {
	for text, want := range map[string]StorageAddress{
		"s3://acme/a/b":       {VendorS3, "acme", []string{"a", "b"}, ""},
		"s3://my bucket/path": {VendorS3, "my bucket", []string{"path"}, ""},
		"S3://acme":           {VendorS3, "acme", nil, ""},
		"gs://acme/a/":        {VendorGoogle, "acme", []string{"a"}, ""},
		"oss://acme/a":        {VendorAlibaba, "acme", []string{"a"}, ""},
		"https://acme.s3.eu-west-1.amazonaws.com/a/b?x=1":  {VendorS3, "acme", []string{"a", "b"}, "eu-west-1"},
		"https://my.acme.s3.eu-west-1.amazonaws.com":       {VendorS3, "my.acme", nil, "eu-west-1"},
		"https://s3.us-east-1.amazonaws.com/acme/a":        {VendorS3, "acme", []string{"a"}, "us-east-1"},
		"https://acme.s3.amazonaws.com/a":                  {VendorS3, "acme", []string{"a"}, ""},
		"https://storage.googleapis.com/acme/a%20b":        {VendorGoogle, "acme", []string{"a b"}, ""},
		"https://acme.storage.googleapis.com/a":            {VendorGoogle, "acme", []string{"a"}, ""},
		"https://account.blob.core.windows.net/captions/a": {VendorAzure, "captions", []string{"a"}, ""},
		"https://acme.oss-cn-hangzhou.aliyuncs.com/a":      {VendorAlibaba, "acme", []string{"a"}, "cn-hangzhou"},
		"https://acme-125.cos.ap-guangzhou.myqcloud.com/a": {VendorTencent, "acme-125", []string{"a"}, "ap-guangzhou"},
		"https://acme.obs.cn-north-4.myhuaweicloud.com/a":  {VendorHuawei, "acme", []string{"a"}, "cn-north-4"},
		"https://acme.bj.bcebos.com/a":                     {VendorBaidu, "acme", []string{"a"}, "bj"},
		"https://bj.bcebos.com/acme/a":                     {VendorBaidu, "acme", []string{"a"}, ""},
	} {
		got, ok := ParseStorageAddress(text)
		if len(got.Folder) == 0 {
			got.Folder = nil
		}
		if !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", text, got, ok)
		}
	}
	for _, text := range []string{
		"", "acme", "acme/a", "s3://", "ftp://acme/a", "https://example.com/acme", "https://s3.amazonaws.com/", "https://amazonaws.com",
		"https://storage.googleapis.com", "https://account.blob.core.windows.net",
	} {
		if a, ok := ParseStorageAddress(text); ok {
			t.Errorf("%q is taken for %+v", text, a)
		}
	}
}
