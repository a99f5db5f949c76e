package storage

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/s3utils"

	"sttwizard/agora"
)

// s3 is a storage that speaks Amazon's protocol.
type s3 struct {
	client *minio.Client
	bucket string
	named  agora.BucketPlace
	turned atomic.Bool // the server wants the bucket in the host
	turns  bool        // it may be tried so
}

func openS3(e agora.StorageEndpoint, p Place, k Keys, t http.RoundTripper) (backend, bool, error) {
	u, err := address(e.URL)
	if err != nil || strings.Trim(u.Path, "/") != "" {
		return nil, false, found(Address)
	}
	if s3utils.CheckValidBucketName(p.Bucket) != nil {
		return nil, false, found(BucketName)
	}
	s := &s3{bucket: p.Bucket, named: e.Bucket, turns: p.Vendor == agora.VendorS3Like && isName(u.Hostname())}
	s.client, err = minio.New(u.Host, &minio.Options{
		Creds:              credentials.NewStaticV4(k.Access.Reveal(), k.Secret.Reveal(), ""),
		Secure:             u.Scheme == "https",
		Region:             e.Region, // without one, the first call asks where the bucket is, which a key that only writes may not
		BucketLookupViaURL: func(url.URL, string) minio.BucketLookupType { return s.lookup() },
		Transport:          t,
		MaxRetries:         1, // 0 would be ten
	})
	if err != nil {
		return nil, false, found(Address)
	}
	return s, u.Scheme == "http", nil
}

// address reads the address of a storage: without TLS on this machine only, and nothing
// in it but scheme, host, port and path.
func address(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil, u.Host == "", u.User != nil, u.RawQuery != "", u.Fragment != "", u.Opaque != "":
		return nil, found(Address)
	case u.Scheme == "https", u.Scheme == "http" && agora.OnThisMachine(text):
		return u, nil
	}
	return nil, found(Address)
}

// isName reports whether a bucket's name can be put before a host.
func isName(host string) bool {
	_, err := netip.ParseAddr(host)
	return err != nil && net.ParseIP(host) == nil && !agora.OnThisMachine("http://"+host)
}

func (s *s3) lookup() minio.BucketLookupType {
	switch {
	case s.turned.Load() || s.named == agora.BucketInHost:
		return minio.BucketLookupDNS
	case s.named == agora.BucketInPath:
		return minio.BucketLookupPath
	}
	return minio.BucketLookupAuto
}

// wantsHost are the codes of servers that want the bucket's name in the host.
var wantsHost = map[string]bool{
	"InvalidBucketName": true, "SecondLevelDomainForbidden": true, "PathStyleDomainForbidden": true, "VirtualHostDomainRequired": true,
}

// try asks, and once more with the bucket's name in the host where the server wants that.
func (s *s3) try(ask func() error) error {
	err := ask()
	if s.turns && wantsHost[minio.ToErrorResponse(err).Code] && s.turned.CompareAndSwap(false, true) {
		return ask()
	}
	return err
}

func (s *s3) put(ctx context.Context, key string, data []byte) error {
	return s.try(func() error {
		o := minio.PutObjectOptions{ContentType: contentType(key), DisableMultipart: true,
			SendContentMd5: true} // buckets with object lock ask for it
		info, err := s.client.PutObject(ctx, s.bucket, key, bytes.NewReader(data), int64(len(data)), o)
		if err == nil && info.ETag == "" {
			return errNoStorage // every storage answers with one
		}
		return err
	})
}

// contentType says what Agora's files are.
func contentType(key string) string {
	switch {
	case strings.HasSuffix(key, ".vtt"):
		return "text/vtt"
	case strings.HasSuffix(key, ".m3u8"):
		return "application/vnd.apple.mpegurl"
	}
	return "text/plain"
}

func (s *s3) remove(ctx context.Context, key string) error {
	return s.try(func() error { return s.client.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{}) })
}

func (s *s3) list(ctx context.Context, prefix, after string, max int, add func(Object) bool) error {
	owner := false
	o := minio.ListObjectsOptions{Prefix: prefix, StartAfter: after, Recursive: true, FetchOwner: &owner, MaxKeys: pageOf(max, after)}
	return s.try(func() error {
		for object := range s.client.ListObjectsIter(ctx, s.bucket, o) {
			if object.Err != nil {
				return object.Err
			}
			if !add(Object{Key: object.Key, Size: object.Size, ETag: object.ETag, Modified: object.LastModified}) {
				return nil
			}
		}
		return ctx.Err() // between two pages the loop ends without an error when the time is up
	})
}

func (s *s3) tails() bool { return true }

func (s *s3) get(ctx context.Context, key, etag string, want span) (part, error) {
	var o minio.GetObjectOptions
	from, to := want.from, want.from+want.n-1
	if want.last {
		from, to = 0, -want.n
	}
	if err := o.SetRange(from, to); err != nil {
		return part{}, errTooBig
	}
	if etag != "" {
		o.Set("If-None-Match", `"`+etag+`"`)
	}
	var p part
	err := s.try(func() error {
		// Core's, since Client.GetObject asks twice and keeps a goroutine.
		body, info, header, err := (minio.Core{Client: s.client}).GetObject(ctx, s.bucket, key, o)
		if err != nil {
			return err
		}
		p = part{Object: Object{Key: key, Size: info.Size, ETag: info.ETag, Modified: info.LastModified}, body: body}
		p.ranged(header.Get("Content-Range"))
		return nil
	})
	switch minio.ToErrorResponse(err).StatusCode {
	case http.StatusNotModified:
		return part{}, errSame
	case http.StatusRequestedRangeNotSatisfiable:
		return part{}, errBeyond
	}
	return p, err
}

// ranged reads where a part begins and how large the object is, as in "bytes 5-9/50".
// Without that the body is the whole object.
func (p *part) ranged(header string) {
	span, size, found := strings.Cut(strings.TrimPrefix(header, "bytes "), "/")
	if !found {
		return
	}
	from, _, _ := strings.Cut(span, "-")
	if n, err := strconv.ParseInt(from, 10, 64); err == nil && n >= 0 {
		p.from = n
	}
	if n, err := strconv.ParseInt(size, 10, 64); err == nil && n >= 0 {
		p.Size = n
	}
}
