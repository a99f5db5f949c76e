package pretend_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"go.uber.org/goleak"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/captions"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/pretend"
	"sttwizard/internal/samples"
	"sttwizard/internal/storage"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// stage is a sandbox's task whose captions are stored in a storage of this process.
type stage struct {
	*pretend.Writer
	t       *testing.T
	url     string
	now     time.Time
	ledger  *sandbox.MemoryLedger
	request agora.Request
	told    []string
	refuses bool // the storage takes no files
}

func newStage(t *testing.T, mode captions.Mode, change func(*stage)) *stage {
	t.Helper()
	back := s3mem.New()
	if err := back.CreateBucket("captions"); err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t}
	takes := gofakes3.New(back, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.refuses && r.Method == http.MethodPut {
			http.Error(w, "read only", http.StatusForbidden)
			return
		}
		takes.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	*s = stage{t: t, url: server.URL, now: clocktest.At(20, 0, 0), ledger: &sandbox.MemoryLedger{}}
	for _, set := range append(append(samples.Legal(), samples.Captions()...),
		samples.Setting{Path: "translateConfig.languages", Text: "en-US:de-DE"}, samples.Setting{Path: agora.PathSliceDuration, Text: "60"}) {
		if err := s.request.Set(set.Path, set.Text); err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		change(s)
	}
	s.Writer = pretend.New(pretend.Options{Mode: mode, Ledger: s.ledger, Now: func() time.Time { return s.now }, Endpoint: s.url, Tell: func(text string) { s.told = append(s.told, text) }})
	return s
}

// start starts a task, which ends after so many minutes.
func (s *stage) start(minutes float64) sandbox.Task {
	s.t.Helper()
	task := sandbox.Task{ID: "AGENT1", Channel: s.request.RTC.ChannelName, Version: agora.V7, StartedAt: s.now, EndedAt: s.now.Add(time.Duration(minutes * float64(time.Minute)))}
	err := s.ledger.Update(func(st *sandbox.State) error { st.Tasks = append(st.Tasks, task); return nil })
	if err != nil {
		s.t.Fatal(err)
	}
	s.Started(task, s.request)
	return task
}

// after lets time pass in steps and returns the names that are stored then.
func (s *stage) after(minutes int) (keys []string) {
	s.t.Helper()
	for range 6 * minutes {
		s.now = s.now.Add(10 * time.Second)
		s.Write(s.t.Context())
	}
	place, _ := storage.PlaceOf(s.request)
	r, err := storage.Open(place, storage.KeysOf(s.request), storage.Options{Endpoint: s.url})
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Close()
	all, err := r.List(s.t.Context(), "", "", 1000)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, o := range all {
		keys = append(keys, o.Key)
	}
	return keys
}

// read returns what is stored by a name.
func (s *stage) read(key string) string {
	s.t.Helper()
	place, _ := storage.PlaceOf(s.request)
	r, err := storage.Open(place, storage.KeysOf(s.request), storage.Options{Endpoint: s.url})
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Close()
	data, err := r.Read(s.t.Context(), key, 0, 1<<20)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

func count(keys []string, prefix, end string) (n int) {
	for _, k := range keys {
		if strings.HasPrefix(k, prefix) && strings.HasSuffix(k, end) {
			n++
		}
	}
	return n
}

func TestCaptionsAreStoredAsTimePassesUntilTheTaskEnds(t *testing.T) {
	s := newStage(t, captions.ModeFine, nil)
	s.start(5.5)
	if keys := s.after(3); count(keys, "AGENT1_town-hall_", ".vtt") != 2 || count(keys, "de-DE_AGENT1_", ".vtt") != 2 || count(keys, "en-US_AGENT1_", ".m3u8") != 1 {
		t.Errorf("%q", keys)
	}
	if keys := s.after(10); count(keys, "AGENT1_", ".vtt") != 5 || count(keys, "de-DE_AGENT1_", ".vtt") != 5 {
		t.Errorf("%q", keys)
	}
	if len(s.told) != 0 {
		t.Errorf("%q", s.told)
	}
}

func TestModesOfThePretendCaptions(t *testing.T) {
	for mode, want := range map[captions.Mode][2]int{ // after 6 minutes, the plain copy and the translation
		captions.ModeFine: {5, 5}, captions.ModeLate: {4, 4}, "stop-after-2": {2, 2}, captions.ModeOneLanguage: {5, 3}, captions.ModeDenied: {0, 0},
	} {
		s := newStage(t, mode, nil)
		s.start(60)
		keys := s.after(6)
		if got := [2]int{count(keys, "AGENT1_", ".vtt"), count(keys, "de-DE_", ".vtt")}; got != want {
			t.Errorf("%s: %v, not %v", mode, got, want)
		}
	}
}

func TestNothingIsStoredElsewhere(t *testing.T) {
	for name, change := range map[string]func(*stage){
		"at the vendor":      func(s *stage) { s.url = "" },
		"by another address": func(s *stage) { s.url = "https://storage.example.com" },
		"at a private host":  func(s *stage) { s.url = "http://192.168.0.1:9000" },
	} {
		s := newStage(t, captions.ModeFine, change)
		s.start(60)
		s.now = s.now.Add(10 * time.Minute)
		s.Write(t.Context())
		if len(s.told) != 1 || !strings.Contains(s.told[0], "not on this machine") {
			t.Errorf("%s: %q", name, s.told)
		}
	}
}

func TestWhatTheStorageRefusesIsToldOnceWithoutTheKeys(t *testing.T) {
	s := newStage(t, captions.ModeFine, func(s *stage) { s.request.Caption.Storage.Bucket = "another" })
	s.start(60)
	for range 20 {
		s.now = s.now.Add(time.Minute)
		s.Write(t.Context())
	}
	if len(s.told) != 1 || strings.Contains(s.told[0], "pretend-") {
		t.Errorf("%q", s.told)
	}
}

func TestAStorageThatIsMendedGetsTheNextSlices(t *testing.T) {
	s := newStage(t, captions.ModeFine, nil)
	s.start(60)
	before := count(s.after(3), "AGENT1_", ".vtt")
	s.refuses = true
	if keys := s.after(3); count(keys, "AGENT1_", ".vtt") != before || len(s.told) != 1 || !strings.Contains(s.told[0], "each further slice is tried") {
		t.Errorf("%q, %q", keys, s.told)
	}
	s.refuses = false
	keys := s.after(3)
	if n := count(keys, "AGENT1_", ".vtt"); n != before+3 || len(s.told) != 2 || !strings.Contains(s.told[1], "stored again") {
		t.Errorf("%d, not %d: %q", n, before+3, s.told)
	}
	list := s.read("AGENT1_town-hall.m3u8")
	if n := strings.Count(list, ".vtt"); n != before+3 {
		t.Errorf("the playlist names %d files: %s", n, list)
	}
}

func TestNobodySpeaksInAnEmptyChannel(t *testing.T) {
	s := newStage(t, captions.ModeFine, func(s *stage) { s.request.RTC.ChannelName = "idle-gala" })
	s.start(60)
	if keys := s.after(3); len(keys) != 0 {
		t.Errorf("%q", keys)
	}
}
