package connections

import (
	"errors"
	"os"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
)

// withPrices is a file with prices and a connection.
func withPrices(prices string) string {
	return "schema: 1\nprices: " + prices + "\nconnections:\n- name: a\n"
}

func TestOnesOwnPricesAreRead(t *testing.T) {
	for text, want := range map[string]agora.Prices{
		"{currency: EUR, transcription: 15.5, identification: 4, translation: 8.25, standby: 0.9}": {
			Currency: "EUR", Transcription: 15_500, Identification: 4_000, Translation: 8_250, Standby: 900},
		"{currency: €, transcription: 0, identification: 0.001, translation: 10000, standby: 9999.999}": {
			Currency: "€", Transcription: 0, Identification: 1, Translation: 10_000_000, Standby: 9_999_999},
		"{transcription: 12}":           {Currency: "US$", Transcription: 12_000, Identification: 5_000, Translation: 8_990, Standby: 990},
		"{currency: US$, standby: 0.5}": {Currency: "US$", Transcription: 16_990, Identification: 5_000, Translation: 8_990, Standby: 500},
		"{}":                            {Currency: "US$", Transcription: 16_990, Identification: 5_000, Translation: 8_990, Standby: 990},
	} {
		c, err := decode([]byte(withPrices(text)))
		if err != nil || c.prices == nil || *c.prices != want {
			t.Errorf("%s: %+v, %v", text, c.prices, err)
		}
	}
}

func TestPricesAreRefusedWithTheirLine(t *testing.T) {
	const all = "transcription: 1, identification: 1, translation: 1, standby: 1"
	for name, c := range map[string]struct{ prices, words string }{
		"no map":                 {"12", "must be a map"},
		"an unknown price":       {"{transcribtion: 1}", "did you mean transcription?"},
		"a word":                 {"{standby: cheap}", "must be a price for 1,000 minutes from 0 to 10000"},
		"in quotes":              {"{standby: '1'}", "without quotes"},
		"less than nothing":      {"{standby: -1}", "from 0 to 10000"},
		"too much":               {"{standby: 10000.001}", "from 0 to 10000"},
		"far too much":           {"{standby: 99999999999999999999}", "from 0 to 10000"},
		"too exact":              {"{standby: 0.0005}", "three digits behind the point"},
		"an exponent":            {"{standby: 1e3}", "like 15.5"},
		"another comma":          {"{standby: '1,5'}", "like 15.5"},
		"no number":              {"{standby: .inf}", "like 15.5"},
		"no price":               {"{standby: }", "standby"},
		"a currency of its own":  {"{currency: EUR, transcription: 1, translation: 1, standby: 1}", "need identification too: what is left out is as Agora publishes it, in US$"},
		"a long currency":        {"{currency: dollars, " + all + "}", "1 to 6 letters"},
		"an empty currency":      {"{currency: '', " + all + "}", "1 to 6 letters"},
		"a currency that steers": {"{currency: \"E\\u202e\", " + all + "}", "1 to 6 letters"},
	} {
		_, err := decode([]byte(withPrices(c.prices)))
		var wrong *strictyaml.Error
		if !errors.As(err, &wrong) || wrong.Line != 2 || !strings.Contains(wrong.Text, c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPricesStayWhenAConnectionIsSaved(t *testing.T) {
	s := Open(testHome(t))
	if p, err := s.Prices(); err != nil || p != agora.PublishedPrices {
		t.Errorf("without a file %+v, %v", p, err)
	}
	save(t, s, good("events"))
	if p, err := s.Prices(); err != nil || p != agora.PublishedPrices {
		t.Errorf("without prices %+v, %v", p, err)
	}
	changed := strings.Replace(text(t, s.Path()), "schema: 1\n", "schema: 1\nprices: {transcription: 12} # as agreed\n", 1)
	if err := os.WriteFile(s.Path(), []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	save(t, s, good("other"))
	if p, err := s.Prices(); err != nil || p.Transcription != 12_000 || p.Day != "" || !strings.Contains(text(t, s.Path()), "# as agreed") {
		t.Errorf("%+v, %v", p, err)
	}
}
