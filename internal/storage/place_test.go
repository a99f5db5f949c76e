package storage

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

func TestWhereCaptionsAreStored(t *testing.T) {
	t.Parallel()
	vendor, region := agora.VendorS3Like, 0
	r := agora.Request{Caption: &agora.CaptionConfig{
		Storage:   agora.Storage{AccessKey: "ACCESSCANARY", SecretKey: "secretcanary", Bucket: "talks", Vendor: &vendor, Region: &region, FileNamePrefix: []string{"a", "b"}},
		Extension: agora.ExtensionParams{Endpoint: "https://minio.example.com", Region: "eu-1"},
	}}
	want := Place{Vendor: vendor, RegionName: "eu-1", Bucket: "talks", Endpoint: "https://minio.example.com", Prefix: []string{"a", "b"}}
	if p, stored := PlaceOf(r); !stored || !reflect.DeepEqual(p, want) || p.String() != "s3-compatible://talks/a/b/" {
		t.Errorf("%+v, %t", p, stored)
	}
	if k := KeysOf(r); k.Access != "ACCESSCANARY" || k.Secret != "secretcanary" || KeysOf(agora.Request{}) != (Keys{}) {
		t.Errorf("%+v", k)
	}
	if p, _ := PlaceOf(r.Sent(agora.V5)); p.Endpoint != "" || p.Bucket != "talks" {
		t.Errorf("v5 has no endpoint: %+v", p)
	}
	for name, r := range map[string]agora.Request{"nothing": {}, "no bucket": {Caption: &agora.CaptionConfig{}}} {
		if p, stored := PlaceOf(r); stored {
			t.Errorf("%s is stored in %v", name, p)
		}
	}
}

func TestHowPlacesAreWritten(t *testing.T) {
	t.Parallel()
	for vendor, want := range map[int]string{
		agora.VendorS3: "s3://talks/", agora.VendorAzure: "azure://talks/", agora.VendorGoogle: "gs://talks/", agora.VendorBaidu: "storage://talks/", 0: "storage://talks/",
	} {
		if got := (Place{Vendor: vendor, Bucket: "talks"}).String(); got != want {
			t.Errorf("%d: %s", vendor, got)
		}
	}
}

// Every vendor that has an address is opened, and nothing is sent.
func TestOpeningSendsNothing(t *testing.T) {
	t.Parallel()
	nobody := roundTrip(nil) // panics
	for _, vendor := range agora.V7.Limits().Vendors {
		for _, region := range agora.Regions(vendor) {
			p := Place{Vendor: vendor, Region: region.Number, Bucket: "talks", Endpoint: "https://storage.example.com"}
			k := keys()
			if vendor == agora.VendorAzure {
				k = azureKeys
			}
			r, err := Open(p, k, Options{Transport: nobody})
			if err != nil && Explain(err).Cause != NoAddress {
				t.Errorf("%s %s: %v", agora.VendorName(vendor), region.Name, err)
			}
			if err == nil {
				kept(t, k, r)
				r.Close()
			}
		}
	}
}

// Addresses of Amazon's are made by its client, from the region.
func TestWhereRequestsGo(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		vendor, region int
		bucket, want   string
	}{
		{agora.VendorS3, 7, "talks", "https://talks.s3.dualstack.eu-central-1.amazonaws.com/a/k"},
		{agora.VendorS3, 28, "talks", "https://talks.s3.dualstack.il-central-1.amazonaws.com/a/k"},
		{agora.VendorS3, 15, "talks", "https://talks.s3.dualstack.cn-north-1.amazonaws.com.cn/a/k"},
		{agora.VendorS3, 7, "talks.2026", "https://s3.dualstack.eu-central-1.amazonaws.com/talks.2026/a/k"},
		{agora.VendorAlibaba, 0, "talks", "https://talks.s3.oss-cn-hangzhou.aliyuncs.com/a/k"},
		{agora.VendorTencent, 3, "talks-125", "https://talks-125.cos.ap-guangzhou.myqcloud.com/a/k"},
		{agora.VendorGoogle, 0, "talks", "https://storage.googleapis.com/talks/a/k"},
		{agora.VendorHuawei, 1, "talks", "https://talks.obs.cn-north-4.myhuaweicloud.com/a/k"},
		{agora.VendorBaidu, 3, "talks", "https://s3.gz.bcebos.com/talks/a/k"},
		{agora.VendorAzure, 0, "talks", "https://acmecanary.blob.core.windows.net/talks/a/k"},
	} {
		var went string
		stop := errors.New("no further")
		k := keys()
		if test.vendor == agora.VendorAzure {
			k = azureKeys
		}
		r := opened(t, Place{Vendor: test.vendor, Region: test.region, Bucket: test.bucket, Prefix: []string{"a"}}, k, Options{Transport: goes(&went, stop)})
		err := r.Put(t.Context(), r.Place().Folder()+"k", []byte("x"))
		if strings.ReplaceAll(went, "%2F", "/") != test.want || errors.Is(err, stop) || len(samples.Cage{"secret": k.Secret.Reveal()}.In(err.Error()+went)) > 0 {
			t.Errorf("%s: %s, %v", agora.VendorName(test.vendor), went, err)
		}
	}
}
