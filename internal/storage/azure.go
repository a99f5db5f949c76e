package storage

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	azlog "github.com/Azure/azure-sdk-for-go/sdk/azcore/log"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/streaming"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/bloberror"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blockblob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"

	"sttwizard/agora"
)

// azure is a container of an Azure storage account.
type azure struct{ client *container.Client }

// accountName is the form of an account's name, which becomes part of a host's.
// Source: learn.microsoft.com, "Storage account overview".
var accountName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9]{3,24}$`) })

// quiet keeps AZURE_SDK_GO_LOGGING in a person's environment from writing requests over
// the screen.
var quiet = sync.OnceFunc(func() { azlog.SetListener(nil) })

func openAzure(e agora.StorageEndpoint, p Place, k Keys, t http.RoundTripper) (backend, bool, error) {
	quiet()
	account := k.Access.Reveal()
	if !accountName().MatchString(account) {
		return nil, false, found(AccountName)
	}
	u, err := address(strings.Replace(e.URL, agora.AccountMark, account, 1))
	if err != nil {
		return nil, false, found(Address)
	}
	secret, err := container.NewSharedKeyCredential(account, k.Secret.Reveal())
	if err != nil {
		return nil, false, found(KeyForm) // no Base64
	}
	client, err := container.NewClientWithSharedKeyCredential(u.String()+"/"+url.PathEscape(p.Bucket), secret, &container.ClientOptions{
		ClientOptions: azcore.ClientOptions{
			Retry:           policy.RetryOptions{MaxRetries: -1},
			PerCallPolicies: []policy.Policy{startFrom{}},
			Telemetry:       policy.TelemetryOptions{Disabled: true},
			Transport:       &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		}})
	if err != nil {
		return nil, false, found(Address)
	}
	return &azure{client}, u.Scheme == "http", nil
}

func (a *azure) put(ctx context.Context, key string, data []byte) error {
	kind := contentType(key)
	answer, err := a.client.NewBlockBlobClient(key).Upload(ctx, streaming.NopCloser(bytes.NewReader(data)),
		&blockblob.UploadOptions{HTTPHeaders: &blob.HTTPHeaders{BlobContentType: &kind}})
	if err == nil && answer.ETag == nil {
		return errNoStorage
	}
	return err
}

func (a *azure) remove(ctx context.Context, key string) error {
	_, err := a.client.NewBlobClient(key).Delete(ctx, nil)
	if bloberror.HasCode(err, bloberror.BlobNotFound) {
		return nil
	}
	return err
}

// startFrom says where a listing begins. The client has an option for it, and does not
// send that (1.8.0).
type startFrom struct{}

type startKey struct{}

func (startFrom) Do(r *policy.Request) (*http.Response, error) {
	if after, _ := r.Raw().Context().Value(startKey{}).(string); after != "" {
		query := r.Raw().URL.Query()
		query.Set("startFrom", after)
		r.Raw().URL.RawQuery = strings.ReplaceAll(query.Encode(), "+", "%20")
	}
	return r.Next()
}

func (a *azure) list(ctx context.Context, prefix, after string, max int, add func(Object) bool) error {
	size := int32(pageOf(max, after))
	o := &container.ListBlobsFlatOptions{Prefix: &prefix, MaxResults: &size}
	ctx = context.WithValue(ctx, startKey{}, after)
	for pages := a.client.NewListBlobsFlatPager(o); pages.More(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		if page.Segment == nil {
			return errNoStorage // what was read is no listing, and that is no error to the client
		}
		for _, item := range page.Segment.BlobItems {
			if item != nil && item.Name != nil && !add(objectOf(item)) {
				return nil
			}
		}
	}
	return ctx.Err()
}

func objectOf(item *container.BlobItem) Object {
	o := Object{Key: *item.Name}
	if p := item.Properties; p != nil {
		o.Size, o.ETag, o.Modified = value(p.ContentLength), etagOf(p.ETag), value(p.LastModified)
	}
	return o
}

// tails: Azure has no ranges that count from the end.
func (a *azure) tails() bool { return false }

func (a *azure) get(ctx context.Context, key, etag string, want span) (part, error) {
	o := &blob.DownloadStreamOptions{Range: blob.HTTPRange{Offset: want.from, Count: want.n}}
	if etag != "" {
		quoted := azcore.ETag(`"` + etag + `"`)
		o.AccessConditions = &blob.AccessConditions{ModifiedAccessConditions: &blob.ModifiedAccessConditions{IfNoneMatch: &quoted}}
	}
	var raw *http.Response // the client takes 304 for an object
	answer, err := a.client.NewBlobClient(key).DownloadStream(policy.WithCaptureResponse(ctx, &raw), o)
	switch {
	case raw != nil && raw.StatusCode == http.StatusNotModified:
		return part{}, errSame
	case raw != nil && raw.StatusCode == http.StatusRequestedRangeNotSatisfiable:
		return part{}, errBeyond
	case err != nil:
		return part{}, err
	}
	p := part{Object: Object{Key: key, Size: -1, ETag: etagOf(answer.ETag), Modified: value(answer.LastModified)}, body: answer.Body}
	if p.ETag == "" || p.body == nil {
		closeBody(p)
		return part{}, errNoStorage
	}
	if answer.ContentLength != nil {
		p.Size = *answer.ContentLength
	}
	p.ranged(value(answer.ContentRange))
	return p, nil
}

func closeBody(p part) {
	if p.body != nil {
		_ = p.body.Close()
	}
}

func etagOf(tag *azcore.ETag) string { return strings.Trim(string(value(tag)), `"`) }

func value[T string | int64 | time.Time | azcore.ETag](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
