package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/session"
)

const languagesLong = `List the languages of Agora's catalogue: those that it published for the
version first, then newer ones, which may be refused. The version is that of the
connection, unless --api says another.

With --json:
  [{"code","name","transcription","translationSource","translationTarget"}]
where the last three say what Agora published the language for.`

type languageJSON struct {
	Code          string `json:"code"`              // the code, such as `en-US`
	Name          string `json:"name"`              // its name
	Transcription bool   `json:"transcription"`     // Agora published it for transcription
	Source        bool   `json:"translationSource"` // ... for translating from it
	Target        bool   `json:"translationTarget"` // ... for translating into it
}

func (a *app) languagesCommand() *cobra.Command {
	api := ""
	cmd := a.command(&cobra.Command{Use: "languages [flags]", Short: "List languages and their codes", Long: languagesLong,
		Example: "  sttwizard languages\n  sttwizard start --set languages=en-US,fr-FR"})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, _ []string) error {
		version, err := a.listedVersion(s, api)
		if err != nil {
			return err
		}
		return a.listLanguages(version)
	})
	cmd.Flags().StringVar(&api, "api", api, "the API's `VERSION` (default: the connection's, or v5)")
	a.complete(cmd, "api", completeVersions)
	a.jsonFlag(cmd, []languageJSON{})
	return cmd
}

// listedVersion returns the version whose languages are listed: the one that was said, or
// that of the connection that is named or goes without saying.
func (a *app) listedVersion(s *session.Session, said string) (agora.Version, error) {
	if said != "" {
		return versionOf(said)
	}
	c, err := s.Choose(a.flags.connection)
	switch {
	case err == nil && c.Version != "":
		return c.Version, nil
	case err != nil && a.flags.connection != "":
		return "", err
	}
	return agora.V5, nil
}

func (a *app) listLanguages(version agora.Version) error {
	out := []languageJSON{}
	for _, l := range agora.Languages(version, agora.Transcription) {
		out = append(out, languageJSON{
			Code: l.Code, Name: l.Name,
			Transcription: l.Published(version, agora.Transcription),
			Source:        l.Published(version, agora.TranslationSource),
			Target:        l.Published(version, agora.TranslationTarget),
		})
	}
	if a.json {
		return a.printJSON(out)
	}
	var rows [][]string
	for _, l := range out {
		rows = append(rows, []string{l.Code, l.Name, published(l.Transcription), published(l.Source), published(l.Target)})
	}
	a.table([]string{"CODE", "LANGUAGE", "TRANSCRIBED", "TRANSLATED FROM", "TRANSLATED INTO"}, rows)
	return nil
}

func published(yes bool) string {
	if yes {
		return "yes"
	}
	return "newer"
}

const regionsLong = `List the regions of caption storage by the numbers that
captionConfig.storage.region takes. Azure, Google Cloud and S3-compatible
storage take 0. v5 and v6 have Amazon S3, Azure and Google Cloud only.

With --json:
  [{"vendor","vendorName","region","name","code","place"}]`

type regionJSON struct {
	Vendor     int    `json:"vendor"`     // the storage's number
	VendorName string `json:"vendorName"` // its name
	Region     int    `json:"region"`     // the region's number
	Name       string `json:"name"`       // Agora's name for it
	Code       string `json:"code"`       // the vendor's code, such as `us-east-1`
	Place      string `json:"place"`      // where it is
}

func (a *app) regionsCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "regions [flags]", Short: "List storage regions and their numbers", Long: regionsLong,
		Example: "  sttwizard regions\n  sttwizard start --set captionConfig.storage.vendor=1 --set captionConfig.storage.region=0"})
	cmd.RunE = func(*cobra.Command, []string) error { return a.listRegions() }
	a.jsonFlag(cmd, []regionJSON{})
	return cmd
}

func (a *app) listRegions() error {
	out := []regionJSON{}
	for _, vendor := range agora.V7.Limits().Vendors { // which has those of all
		for _, r := range agora.Regions(vendor) {
			out = append(out, regionJSON{vendor, agora.VendorName(vendor), r.Number, r.Name, r.Code, r.Place})
		}
	}
	if a.json {
		return a.printJSON(out)
	}
	var rows [][]string
	for _, r := range out {
		label := r.Code
		if label == "" {
			label = r.Name
		}
		rows = append(rows, []string{strconv.Itoa(r.Vendor), r.VendorName, strconv.Itoa(r.Region), label, r.Place})
	}
	a.table([]string{"VENDOR", "STORAGE", "REGION", "NAME", "PLACE"}, rows)
	return nil
}
