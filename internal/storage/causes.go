package storage

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"sttwizard/agora"
)

// tooSkewed is from how far apart the clocks are that storages refuse: they allow 15
// minutes.
const tooSkewed = 14 * time.Minute

var (
	codeForm   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_.-]{1,64}$`) })
	regionForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9-]{2,32}$`) })
)

// safe returns a text of the storage's where it has the form, and nothing else.
func safe(text string, form *regexp.Regexp) string {
	if form.MatchString(text) {
		return text
	}
	return ""
}

// failure makes what a call failed with out of what a client said; ctx is the caller's.
func (r *Reader) failure(ctx context.Context, c *call, err error) error {
	if err == nil {
		return nil
	}
	e := &Error{Finding: r.find(c, err)}
	if ended := ctx.Err(); ended != nil {
		e.ended = ended
		if e.Finding.Cause = NoAnswer; errors.Is(ended, context.Canceled) {
			e.Finding.Cause = Cancelled
		}
	}
	e.Finding.Place = r.shown()
	return e
}

// shown is the place as findings have it: an address may hold the name of an account, or
// a password that was typed into it.
func (r *Reader) shown() Place {
	p := r.place
	p.Endpoint = ""
	return p
}

func (r *Reader) find(c *call, err error) Finding {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Finding
	}
	f := Finding{Cause: Unknown}
	if r.back != nil {
		f = r.back.cause(err)
	}
	if f.Cause == Unknown && f.Status == 0 {
		f.Cause = r.unanswered(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	f.sent = c.sent
	r.judge(&f, c)
	return f
}

// judge corrects what the code of a refusal says by what else is known.
func (r *Reader) judge(f *Finding, c *call) {
	switch f.Cause {
	case Unknown:
		if r.plain && f.Status == http.StatusBadRequest && !c.worded {
			f.Cause, f.Code = NoTLS, "" // what servers with TLS answer to who speaks none
		}
		return
	case KeyRefused, SecretWrong, Denied, Refused, ClockWrong:
	default:
		return
	}
	switch {
	case c.skew.Abs() > tooSkewed: // Azure, and some others, say that the signature is wrong
		f.Skew = c.skew
		f.Cause = ClockWrong
	case f.Cause == Denied && !c.worded && r.place.Vendor != agora.VendorAzure:
		f.Cause, f.Code = Refused, "" // minio-go made the code up
	case f.Cause == Denied && r.place.Vendor == agora.VendorAlibaba:
		if region, ok := agora.RegionOf(r.place.Vendor, r.place.Region); ok && region.Inland() {
			f.Cause = NotLetIn
		}
	}
}

// unanswered tells why there was no answer that could be read.
func (r *Reader) unanswered(err error) Cause {
	timeout, isNet := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, errTooBig), strings.Contains(err.Error(), "response headers exceeded"): // a text of net/http without a type
		return TooBig
	case errors.Is(err, errNoStorage):
		return NoStorage
	case errors.Is(err, context.DeadlineExceeded):
		return NoAnswer
	case isCertificate(err):
		return Certificate
	case isPlain(err):
		return NoTLS
	case isNet && timeout.Timeout():
		return NoAnswer
	}
	return r.unreached(err)
}

// unreached tells why nothing came, or why what came was no answer.
func (r *Reader) unreached(err error) Cause {
	_, asking := errors.AsType[*url.Error](err)
	_, onTheWay := errors.AsType[net.Error](err)
	dns, isDNS := errors.AsType[*net.DNSError](err)
	op, isOp := errors.AsType[*net.OpError](err)
	switch {
	case !asking && !onTheWay && !errors.Is(err, io.ErrUnexpectedEOF): // a client could not read an answer that came whole
		return NoStorage
	case isDNS && dns.IsNotFound:
		return NoHost
	case isDNS, isOp && op.Op == "dial", errors.Is(err, syscall.ECONNREFUSED):
		return NoRoute
	case r.plain:
		return NoTLS // most servers with TLS hang up at once on who speaks none
	}
	return NoRoute
}

func isCertificate(err error) bool {
	_, verified := errors.AsType[*tls.CertificateVerificationError](err)
	_, host := errors.AsType[x509.HostnameError](err)
	_, unknown := errors.AsType[x509.UnknownAuthorityError](err)
	_, invalid := errors.AsType[x509.CertificateInvalidError](err)
	return verified || host || unknown || invalid
}

// isPlain reports whether one side spoke TLS and the other did not. Two texts of net/http
// have no type.
func isPlain(err error) bool {
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return true
	}
	text := err.Error()
	return strings.Contains(text, "server gave HTTP response to HTTPS client") || strings.Contains(text, "malformed HTTP response")
}
