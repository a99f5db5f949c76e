package storage

import (
	"errors"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/bloberror"
)

// azureCauses are Azure's codes. Source: learn.microsoft.com, "Blob service error codes"
// and "Common REST API error codes".
var azureCauses = map[bloberror.Code]Cause{
	bloberror.AuthenticationFailed:      SecretWrong, // also where the clock is wrong, which the Date tells
	bloberror.InvalidAuthenticationInfo: SecretWrong,

	bloberror.AuthorizationFailure:              NotLetIn, // a rule of the firewall; Azurite says so of a wrong key
	bloberror.AuthorizationSourceIPMismatch:     NotLetIn,
	bloberror.AuthorizationPermissionMismatch:   Denied,
	bloberror.AuthorizationProtocolMismatch:     Denied,
	bloberror.AuthorizationResourceTypeMismatch: Denied,
	bloberror.AuthorizationServiceMismatch:      Denied,
	bloberror.InsufficientAccountPermissions:    Denied,
	"KeyBasedAuthenticationNotPermitted":        Denied,

	bloberror.ContainerNotFound:     NoBucket,
	bloberror.ContainerBeingDeleted: NoBucket,
	bloberror.ContainerDisabled:     NoBucket,
	bloberror.ResourceNotFound:      NoBucket,
	bloberror.InvalidResourceName:   BucketName,
	bloberror.OutOfRangeInput:       BucketName,
	bloberror.BlobNotFound:          NoObject,

	bloberror.AccountIsDisabled: AccountOff,
	bloberror.ServerBusy:        Busy,
	bloberror.OperationTimedOut: Busy,
	bloberror.InternalError:     Busy,
}

func (a *azure) cause(err error) Finding {
	e, ok := errors.AsType[*azcore.ResponseError](err)
	if !ok {
		return Finding{Cause: Unknown}
	}
	f := Finding{Status: e.StatusCode, Code: safe(e.ErrorCode, codeForm())}
	if f.Cause, ok = azureCauses[bloberror.Code(f.Code)]; !ok {
		f.Cause = byStatus(e.StatusCode)
	}
	return f
}
