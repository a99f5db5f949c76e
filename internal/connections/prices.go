package connections

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
)

// The names of the prices in the file. All but the currency are for 1,000 minutes.
const (
	FieldPrices             = "prices"
	FieldCurrency           = "currency"
	FieldTranscription      = "transcription"
	FieldIdentification     = "identification"
	FieldTranslation        = "translation"
	FieldStandby            = "standby"
	mostForThousand         = 10_000 // for 1,000 minutes
	longestCurrency         = 6      // characters
	microsForOneAndThousand = 1_000  // a price of 1 for 1,000 minutes, in millionths for a minute
)

// priceForm is a price: at most three digits behind the point, as 0.001 for 1,000
// minutes is a millionth for one.
var priceForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(0|[1-9][0-9]{0,4})(\.[0-9]{1,3})?$`) })

// readPrices reads the person's own prices. What is left out is as published, which only
// fits the published currency: with another one all four are wanted.
func (c *content) readPrices(top *strictyaml.Map) error {
	v, ok := top.Get(FieldPrices)
	if !ok {
		return nil
	}
	m, err := v.Map()
	if err != nil {
		return err
	}
	own := agora.PublishedPrices
	own.Day = ""
	places := map[string]*int64{FieldTranscription: &own.Transcription, FieldIdentification: &own.Identification,
		FieldTranslation: &own.Translation, FieldStandby: &own.Standby}
	if err := m.Unknown(FieldCurrency, FieldTranscription, FieldIdentification, FieldTranslation, FieldStandby); err != nil {
		return err
	}
	for _, key := range m.Keys() {
		value, _ := m.Get(key.Name)
		if key.Name == FieldCurrency {
			if own.Currency, err = currencyOf(value); err != nil {
				return err
			}
			continue
		}
		if *places[key.Name], err = priceOf(value); err != nil {
			return err
		}
	}
	for _, field := range []string{FieldTranscription, FieldIdentification, FieldTranslation, FieldStandby} {
		if _, given := m.Get(field); !given && own.Currency != agora.PublishedPrices.Currency {
			return v.Errorf("need %s too: what is left out is as Agora publishes it, in %s", field, agora.PublishedPrices.Currency)
		}
	}
	c.prices = &own
	return nil
}

// priceOf reads a price for 1,000 minutes as millionths for one.
func priceOf(v *strictyaml.Value) (int64, error) {
	text, err := v.String()
	if err != nil {
		return 0, err
	}
	whole, digits, _ := strings.Cut(text, ".")
	n, _ := strconv.ParseInt(whole+(digits + "000")[:3], 10, 64)
	if v.Kind != strictyaml.KindNumber || !priceForm().MatchString(text) || n > mostForThousand*microsForOneAndThousand {
		return 0, v.Errorf("must be a price for 1,000 minutes from 0 to %d, without quotes and with at most three digits behind the point, like 15.5", mostForThousand)
	}
	return n, nil
}

// currencyOf reads a currency: a few letters or signs of currencies.
func currencyOf(v *strictyaml.Value) (string, error) {
	text, err := v.String()
	if err != nil {
		return "", err
	}
	other := func(r rune) bool {
		return !('A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || unicode.Is(unicode.Sc, r))
	}
	if n := len([]rune(text)); n < 1 || n > longestCurrency || strings.ContainsFunc(text, other) {
		return "", v.Errorf("must be 1 to %d letters or signs of a currency, like EUR or US$", longestCurrency)
	}
	return text, nil
}

// Prices returns what a minute costs: the prices of the file, whose Day is empty, or
// those that Agora publishes. The error is *FileError with the line.
func (s *Store) Prices() (agora.Prices, error) {
	c, _, err := s.read()
	if err != nil || c.prices == nil {
		return agora.PublishedPrices, err
	}
	return *c.prices, nil
}
