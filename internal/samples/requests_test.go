package samples

import (
	"testing"

	"sttwizard/agora"
)

func TestTheFullRequestHasEveryFieldAndIsLegal(t *testing.T) {
	for _, v := range agora.Versions() {
		r := FullRequest(v)
		for _, certificate := range []agora.Certificate{agora.CertificateOff, agora.CertificateOn} {
			if errs := r.Validate(agora.Project{Version: v, Certificate: certificate}); errs != nil {
				t.Errorf("%s, %s: it breaks %v", v, certificate, errs)
			}
		}
		for _, f := range agora.Fields() {
			text, set := r.Get(f.Path)
			if want := v.Has(f.Path) && f.Path != agora.PathUnSubscribeUIDs; set != want || want && text == "" {
				t.Errorf("%s: %s is %q, set: %v", v, f.Path, text, set)
			}
		}
	}
}

func TestTheLegalRequestIsForItsChannel(t *testing.T) {
	r := LegalRequest("demo")
	if errs := r.Validate(agora.Project{Version: agora.V5}); errs != nil || r.RTC.ChannelName != "demo" {
		t.Errorf("%q, %v", r.RTC.ChannelName, errs)
	}
}
