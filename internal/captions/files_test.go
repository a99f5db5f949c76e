package captions

import (
	"testing"
	"time"
)

func TestTheTimeIsReadFromTheName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"a_town_20260611073246073.vtt": "2026-06-11T07:32:46.073Z", "a_town_1781163166073.vtt": "2026-06-11T07:32:46.073Z",
		"a_town_1781163166.vtt": "2026-06-11T07:32:46Z", "a_20260611_x.vtt": "", "x.vtt": "", "a_99999999999999999.vtt": "",
		"a_1234567890_20260611073246073.vtt": "2026-06-11T07:32:46.073Z", "a_+781163166073.vtt": "", "a_0000000000.vtt": "",
	} {
		got := ""
		if at := NameTime(name); !at.IsZero() {
			got = at.Format(time.RFC3339Nano)
		}
		if got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}

func TestFilesAreFoundByTheTasksID(t *testing.T) {
	t.Parallel()
	task := Task{Folder: []string{"p"}, ID: "AGENT", Languages: []string{"en-US"}}
	for key, want := range map[string]File{
		"p/AGENT_town_1.vtt":             {},
		"p/AGENT_town.m3u8":              {Playlist: true},
		"p/en-US_AGENT_town_1.vtt":       {Language: "en-US"},
		"p/zh-Hans-CN_AGENT_t.m3u8":      {Language: "zh-Hans-CN", Playlist: true},
		"p/es-419_AGENT_t.vtt":           {Language: "es-419"},
		"p/bak0_AGENT_t.m3u8":            {Playlist: true, Backup: true},
		"p/bak12_fil-PH_AGENT_t.vtt":     {Language: "fil-PH", Backup: true},
		"p/fil-PH_bak12_AGENT_t.vtt":     {Language: "fil-PH", Backup: true},
		"p/AGENT_en-US_AGENT_1.vtt":      {},
		"p/AGENT_t_1781163166_0.m3u8":    {Playlist: true},
		"p/AGENT_town_20260611.vtt":      {},
		"p/ar-SA_AGENT_en-US_town_1.vtt": {Language: "ar-SA"},
	} {
		want.Key = key
		if got, ok := task.File(key); !ok || got != want {
			t.Errorf("%s is %+v (%v)", key, got, ok)
		}
	}
	for _, key := range []string{
		"AGENT_town_1.vtt", "q/AGENT_town_1.vtt", "p/q/AGENT_town_1.vtt", "p/OTHER_AGENT_1.vtt", "p/AGENT2_town_1.vtt", "p/AGENT.m3u8",
		"p/en-US_OTHER_t.vtt", "p/AGENT_town_1.vtt.tmp", "p/AGENT_town_1.ts", "", "p/",
	} {
		if got, ok := task.File(key); ok {
			t.Errorf("%s is %+v", key, got)
		}
	}
	for want, got := range map[string]string{"p/AGENT_": task.Prefix(""), "p/en-US_AGENT_": task.Prefix("en-US"), "p/bak": task.BackupPrefix(), "AGENT_": Task{ID: "AGENT"}.Prefix("")} {
		if got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

func TestAnIDThatIsNoneFindsNothing(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", "a", "../secrets", "a/b/c/d", "AGENT\x1b[2J", "AG ENT", "AGENT*"} {
		if (Task{ID: id}).Known() {
			t.Errorf("%q is an id", id)
		}
	}
}

func TestModesOfTheScript(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Mode{"": ModeFine, "late": ModeLate, "stop-after-12": "stop-after-12", "one-language": ModeOneLanguage} {
		if got, err := ParseMode(text); got != want || err != nil {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"stop-after-0", "stop-after-", "stop-after-x", "loud", "stop-after--1"} {
		if got, err := ParseMode(text); err == nil {
			t.Errorf("%q is %q", text, got)
		}
	}
	count := func(m Mode, language string) (n int) {
		s := scriptOf(PerSlice)
		s.Mode = m
		for key := range s.storedAfter(tenMinutes) {
			f, _ := s.Task.File(key)
			if f.Language == language && !f.Playlist {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		mode     Mode
		language string
		want     int
	}{{ModeFine, "", 10}, {ModeQuiet, "de-DE", 10}, {ModeLate, "", 10}, {"stop-after-4", "en-US", 4}, {ModeOneLanguage, "", 10}, {ModeOneLanguage, "en-US", 10},
		{ModeOneLanguage, "de-DE", 3}, {ModeDenied, "", 0}} {
		if got := count(c.mode, c.language); got != c.want {
			t.Errorf("%s: %d slices of %q, not %d", c.mode, got, c.language, c.want)
		}
	}
}

func TestASliceIsDueWhenAllOfItIsStored(t *testing.T) {
	t.Parallel()
	for mode, extra := range map[Mode]time.Duration{ModeFine: 2300 * time.Millisecond, ModeLate: usualSlice + 300*time.Millisecond} {
		s := scriptOf(PerSlice)
		s.Mode = mode
		ups := s.Uploads(4, 5)
		last := ups[len(ups)-1].At
		if want := s.Begin.Add(5*usualSlice + extra); !last.Equal(want) || s.Due(last) != 5 || s.Due(last.Add(-time.Millisecond)) != 4 {
			t.Errorf("%s: stored at %v, due %d", mode, last, s.Due(last))
		}
	}
	if scriptOf(PerSlice).Due(earlier()) != 0 {
		t.Error("something is due before it begins")
	}
}

func earlier() time.Time { return scriptOf(PerSlice).Begin.Add(-time.Hour) }
