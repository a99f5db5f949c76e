package storage

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/samples"
)

// zeros is an object of so many bytes that nobody keeps.
type zeros struct{ at, size int64 }

func (z *zeros) Seek(offset int64, from int) (int64, error) {
	z.at = map[int]int64{io.SeekStart: 0, io.SeekCurrent: z.at, io.SeekEnd: z.size}[from] + offset
	return z.at, nil
}

func (z *zeros) Read(p []byte) (int, error) {
	n := min(int64(len(p)), z.size-z.at)
	if n <= 0 {
		return 0, io.EOF
	}
	clear(p[:n])
	z.at += n
	return int(n), nil
}

func TestOfALargeObjectOnlyAPartIsRead(t *testing.T) {
	const size = 100 << 20
	w := newWild(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"e"`)
		if of := r.Header.Get("X-Ms-Range"); of != "" {
			r.Header.Set("Range", of)
		}
		http.ServeContent(w, r, "", time.Date(2026, 11, 22, 14, 0, 0, 0, time.UTC), &zeros{size: size})
	})
	for protocol, r := range both(t, w.url, clocktest.Patience()) {
		var seen Seen
		var data []byte
		var err, failed error
		_, grown := measured(func() {
			seen, err = r.Look(t.Context(), "p/x", "", 64<<10)
			data, failed = r.Read(t.Context(), "p/x", 50<<20, 1<<20)
		})
		if err != nil || seen.Size != size || len(seen.Tail) != 64<<10 || failed != nil || len(data) != 1<<20 || grown > 16<<20 {
			t.Errorf("%s: %d of %d, %v; %d, %v; %d MB", protocol, len(seen.Tail), seen.Size, err, len(data), failed, grown>>20)
		}
		if n := w.asked.Swap(0); n > 3 {
			t.Errorf("%s: %d requests", protocol, n)
		}
		if same, err := r.Look(t.Context(), "p/x", seen.ETag, 64<<10); err != nil || same.Changed || w.asked.Swap(0) != 1 {
			t.Errorf("%s: the same again: %v, %v", protocol, same.Changed, err)
		}
	}
}

// A server that knows no ranges gives all of an object.
func TestAPartIsCutOutWhereRangesAreNotKnown(t *testing.T) {
	t.Parallel()
	w := newWild(t, func(w http.ResponseWriter, _ *http.Request) {
		object(w)
		_, _ = io.WriteString(w, "0123456789")
	})
	for protocol, r := range both(t, w.url, clocktest.Patience()) {
		data, err := r.Read(t.Context(), "x", 4, 3)
		seen, failed := r.Look(t.Context(), "x", "", 4)
		past, beyond := r.Read(t.Context(), "x", 40, 3)
		if err != nil || string(data) != "456" || failed != nil || string(seen.Tail) != "6789" || seen.Size != 10 || beyond != nil || len(past) != 0 {
			t.Errorf("%s: %q, %v; %+v, %v; %q, %v", protocol, data, err, seen, failed, past, beyond)
		}
	}
}

// bucketful lists so many objects, in pages, in either protocol.
func bucketful(count int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		w.Header().Set("Content-Type", "application/xml")
		after, _ := strconv.Atoi(q.Get("continuation-token") + q.Get("marker"))
		if text := strings.TrimPrefix(q.Get("start-after")+q.Get("startFrom"), "p/"); text != "" && after == 0 {
			after, _ = strconv.Atoi(text)
			if q.Has("start-after") {
				after++
			}
		}
		size, _ := strconv.Atoi(q.Get("max-keys") + q.Get("maxresults"))
		end := min(after+min(size, pageSize), count)
		if q.Get("comp") == "list" {
			_, _ = io.WriteString(w, "<EnumerationResults><Blobs>")
			for i := after; i < end; i++ {
				fmt.Fprintf(w, "<Blob><Name>p/%06d</Name><Properties><Etag>e</Etag><Content-Length>1</Content-Length></Properties></Blob>", i)
			}
			_, _ = io.WriteString(w, "</Blobs>")
			if end < count {
				fmt.Fprintf(w, "<NextMarker>%d</NextMarker>", end)
			}
			_, _ = io.WriteString(w, "</EnumerationResults>")
			return
		}
		fmt.Fprintf(w, "<ListBucketResult><IsTruncated>%t</IsTruncated><NextContinuationToken>%d</NextContinuationToken>", end < count, end)
		for i := after; i < end; i++ {
			fmt.Fprintf(w, `<Contents><Key>p/%06d</Key><LastModified>2026-11-22T14:00:00Z</LastModified><ETag>"e"</ETag><Size>1</Size></Contents>`, i)
		}
		_, _ = io.WriteString(w, "</ListBucketResult>")
	}
}

func TestAHundredThousandObjectsAreListedInPages(t *testing.T) {
	for protocol, count := range map[string]int{"S3": 100_000, "Azure": 5_000} { // the race detector makes a client slow
		w := newWild(t, bucketful(count))
		r := both(t, w.url, clocktest.Patience())[protocol]
		all, err := r.List(t.Context(), "p/", "", count)
		if err != nil || len(all) != count || all[count-1].Key != fmt.Sprintf("p/%06d", count-1) || all[0].ETag != "e" || w.asked.Swap(0) > int64(count/pageSize+1) {
			t.Errorf("%s: %d, %v", protocol, len(all), err)
		}
		if some, err := r.List(t.Context(), "p/", fmt.Sprintf("p/%06d", count-11), 100); err != nil || len(some) != 10 || w.asked.Swap(0) != 1 {
			t.Errorf("%s: the last ten: %d, %v", protocol, len(some), err)
		}
		var some []Object
		_, grown := measured(func() { some, err = r.List(t.Context(), "p/", "", 50) })
		if !errors.Is(err, ErrMany) || len(some) != 50 || some[49].Key != "p/000049" || w.asked.Swap(0) != 1 || grown > 4<<20 {
			t.Errorf("%s: the first fifty: %d, %v, %d MB", protocol, len(some), err, grown>>20)
		}
	}
}

// Keys that XML can't hold come in another way, and may be anything.
func TestHostileKeysComeAsTheyAre(t *testing.T) {
	t.Parallel()
	w := newWild(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		_, _ = io.WriteString(w, "<ListBucketResult><EncodingType>url</EncodingType>")
		for _, text := range samples.Payloads() {
			fmt.Fprintf(w, `<Contents><Key>%s</Key><LastModified>2026-11-22T14:00:00Z</LastModified><ETag>"e"</ETag><Size>1</Size></Contents>`, url.QueryEscape("p/"+text))
		}
		_, _ = io.WriteString(w, "<Contents><Key>elsewhere</Key></Contents></ListBucketResult>")
	})
	all, err := both(t, w.url, clocktest.Patience())["S3"].List(t.Context(), "p/", "", 100)
	if err != nil || len(all) != len(samples.Payloads()) {
		t.Fatalf("%d objects, %v", len(all), err)
	}
	for i, text := range samples.Payloads() {
		if all[i].Key != "p/"+text {
			t.Errorf("%q came as %q", text, all[i].Key)
		}
	}
}
