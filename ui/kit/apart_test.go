package kit

import "testing"

func TestWhatTellsANameFromOthersIsCutLast(t *testing.T) {
	for _, test := range []struct {
		name, apart string
		width       int
		want        string
	}{
		{"town-hall", "", 20, "town-hall"},
		{"town-hall", "en-US", 20, "town-hall en-US"},
		{"town-hall", "en-US", 12, "town-… en-US"},
		{"town-hall", "since 21:44", 14, "t… since 21:44"},
		{"town\nhall", "en\tUS", 20, "town hall en US"},
	} {
		if got := NameApart(test.name, test.apart, test.width); got != test.want {
			t.Errorf("%q, %q in %d: %q, want %q", test.name, test.apart, test.width, got, test.want)
		}
	}
}
