package storage

import (
	"net/http"

	"github.com/minio/minio-go/v7"
)

// s3Causes are the codes of storages that speak Amazon's protocol. Seen at versitygw,
// MinIO and gofakes3, or stated by Amazon, Alibaba, Tencent, Huawei, Baidu and Google.
var s3Causes = map[string]Cause{
	"InvalidAccessKeyId":    KeyRefused,
	"InvalidAccessKey":      KeyRefused,
	"XAdminUserNotFound":    KeyRefused, // versitygw with one user
	"InvalidClientTokenId":  KeyRefused,
	"InvalidSecurity":       KeyRefused,
	"InvalidToken":          KeyRefused,
	"ExpiredToken":          KeyRefused,
	"SignatureDoesNotMatch": SecretWrong,

	"NoSuchBucket":      NoBucket,
	"InvalidBucketName": BucketName,
	"NoSuchKey":         NoObject,

	"PermanentRedirect":                  WrongRegion,
	"TemporaryRedirect":                  WrongRegion,
	"AuthorizationHeaderMalformed":       WrongRegion,
	"AuthorizationQueryParametersError":  WrongRegion,
	"InvalidRegion":                      WrongRegion,
	"IllegalLocationConstraintException": WrongRegion,
	"WrongEndpoint":                      WrongRegion,

	"RequestTimeTooSkewed": ClockWrong,
	"RequestExpired":       ClockWrong,

	"AccessDenied":      Denied,
	"AllAccessDisabled": Denied,
	"MethodNotAllowed":  Denied,

	"AccountProblem":    AccountOff,
	"UserDisabled":      AccountOff,
	"UserDisable":       AccountOff,
	"UserSuspended":     AccountOff,
	"NotSignedUp":       AccountOff,
	"InArrearOrStopped": AccountOff,
	"OverdueBalance":    AccountOff,

	"SlowDown":             Busy,
	"ServiceUnavailable":   Busy,
	"Throttling":           Busy,
	"RequestLimitExceeded": Busy,
	"TooManyRequests":      Busy,
	"InternalError":        Busy,
}

func (s *s3) cause(err error) Finding {
	e := minio.ToErrorResponse(err)
	f := Finding{Cause: Unknown, Status: e.StatusCode, Code: safe(e.Code, codeForm()), Region: safe(e.Region, regionForm())}
	known, ok := s3Causes[f.Code]
	switch {
	case e.Code == "" && e.StatusCode == 0: // no refusal
		return Finding{Cause: Unknown}
	case e.StatusCode == 0: // the client misses what no storage leaves out
		return Finding{Cause: NoStorage}
	case ok && known != WrongRegion:
		f.Cause = known
	case ok || e.StatusCode == http.StatusMovedPermanently && f.Region != "":
		f.Cause = WrongRegion
	default:
		f.Cause = byStatus(e.StatusCode)
	}
	if f.Cause != WrongRegion {
		f.Region = ""
	}
	return f
}

// byStatus tells as much as the status of a refusal does whose code is not known.
func byStatus(status int) Cause {
	switch {
	case status < 300:
		return NoStorage
	case status < 400:
		return Elsewhere
	case status == http.StatusForbidden, status == http.StatusUnauthorized:
		return Refused
	case status == http.StatusNotFound:
		return NoBucket
	case status == http.StatusTooManyRequests, status >= 500:
		return Busy
	}
	return Unknown
}
