package storage

import (
	"strings"

	"sttwizard/agora"
)

// Place is where captions are stored. It has no secrets.
type Place struct {
	Vendor     int      // such as agora.VendorS3; 0: not given
	Region     int      // Agora's number
	RegionName string   // in the vendor's own words, of extensionParams; often empty
	Bucket     string   // with Azure the container
	Endpoint   string   // of extensionParams; see agora.EndpointOf
	Prefix     []string // the parts of the folder; none: the bucket itself
}

// Keys open a storage. With Azure, Access is the account's name and Secret its key.
type Keys struct{ Access, Secret agora.Secret }

// PlaceOf returns where the captions of a request are stored, and whether any are.
func PlaceOf(r agora.Request) (Place, bool) {
	if r.Caption == nil || r.Caption.Storage.Bucket == "" {
		return Place{}, false
	}
	s, e := r.Caption.Storage, r.Caption.Extension
	p := Place{RegionName: e.Region, Bucket: s.Bucket, Endpoint: e.Endpoint, Prefix: s.FileNamePrefix}
	if s.Vendor != nil {
		p.Vendor = *s.Vendor
	}
	if s.Region != nil {
		p.Region = *s.Region
	}
	return p, true
}

// KeysOf returns the keys of a request; empty where it has none.
func KeysOf(r agora.Request) Keys {
	if r.Caption == nil {
		return Keys{}
	}
	return Keys{Access: r.Caption.Storage.AccessKey, Secret: r.Caption.Storage.SecretKey}
}

// schemes are how places are written in short.
var schemes = map[int]string{
	agora.VendorS3: "s3", agora.VendorAzure: "azure", agora.VendorGoogle: "gs", agora.VendorS3Like: "s3-compatible",
}

// String returns the place in short, as "s3://bucket/folder/".
func (p Place) String() string {
	scheme, known := schemes[p.Vendor]
	if !known {
		scheme = "storage"
	}
	return scheme + "://" + p.Bucket + "/" + p.Folder()
}

// Folder returns what the keys of all captions begin with: "a/b/", or nothing.
func (p Place) Folder() string {
	if len(p.Prefix) == 0 {
		return ""
	}
	return strings.Join(p.Prefix, "/") + "/"
}

// endpoint returns how the place is reached; own takes the place of the request's.
func (p Place) endpoint(own string) (agora.StorageEndpoint, error) {
	c := agora.CaptionConfig{Storage: agora.Storage{Vendor: &p.Vendor, Region: &p.Region}}
	c.Extension.Endpoint, c.Extension.Region = p.Endpoint, p.RegionName
	if own != "" {
		if !agora.OnThisMachine(own) {
			return agora.StorageEndpoint{}, found(Address)
		}
		c.Extension.Endpoint = own
	}
	e, known := agora.EndpointOf(c)
	if !known {
		return e, found(NoAddress)
	}
	return e, nil
}
