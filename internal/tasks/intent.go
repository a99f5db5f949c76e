package tasks

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/files"
	"sttwizard/internal/storage"
	"sttwizard/presets"
)

// StartOptions is what the journal is told of a start besides connection and request.
type StartOptions struct {
	Preset     string    // the name of the one that the request was made from, or empty
	PlannedEnd time.Time // zero: none
	UniqueUIDs bool      // the bots' uids were drawn for this attempt
}

// Intent returns what the journal is told before a request is sent by a
// connection, with a fresh instance id and without any secret value. It reads
// the preset's file.
func (t *Tasks) Intent(c connections.Connection, r agora.Request, o StartOptions) attempt.Intent {
	t.o.Log.HideRequest(r)
	r = r.Sent(c.Version)
	in := attempt.Intent{
		InstanceID: agora.NewInstanceID(t.o.Rand),
		AppID:      c.AppID, Connection: c.Name, Version: c.Version,
		Channel: r.RTC.ChannelName, SubBotUID: r.RTC.SubBotUID, PubBotUID: r.RTC.PubBotUID,
		Preset: o.Preset, PresetHash: t.presetHash(o.Preset),
		Languages: strings.Join(r.Languages, ", "), Captions: storedAt(r),
		PlannedEnd: o.PlannedEnd.UTC(), Production: c.Production, UniqueUIDs: o.UniqueUIDs, NoProbe: c.NoProbe || !probes(c),
		Boot: bootID(),
	}
	in.Host, _ = os.Hostname() // only for people who read the journal
	kept, lacks := r.WithoutSecrets()
	if c.Version.Named() {
		kept.Name = in.InstanceID
	}
	in.Request, in.Lacks = kept.Body(c.Project()), lacks
	if !c.Sandbox { // its address is another one each time
		in.BaseURL = c.Address()
	}
	if r.MaxIdleTime != nil {
		in.MaxIdleTime, in.NeverIdle = *r.MaxIdleTime, *r.MaxIdleTime == 0
	}
	return in
}

// probes reports whether a connection can ask who is in a channel: that takes the
// customer secret, which one that calls by token may have besides.
func probes(c connections.Connection) bool {
	return !c.ByToken() || c.Sandbox || c.CustomerKey != "" && !c.Secret.IsZero() && !c.Secret.Asks()
}

// TakenUp returns what the journal is told of a task that was started elsewhere: what
// it was started with is not known.
func (t *Tasks) TakenUp(c connections.Connection, channel string, plannedEnd time.Time) attempt.Intent {
	in := t.Intent(c, agora.Request{RTC: agora.RTCConfig{ChannelName: channel}}, StartOptions{PlannedEnd: plannedEnd})
	in.Request, in.Lacks = nil, nil
	return in
}

// presetHash returns the beginning of the SHA-256 of a preset's file, in
// hexadecimal; empty where there is none to read.
func (t *Tasks) presetHash(name string) string {
	if name == "" {
		return ""
	}
	data, err := files.Read(filepath.Join(t.o.Home.Presets(), name+".yaml"), presets.MaxBytes)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%.6x", sha256.Sum256(data))
}

// bootID names this start of the machine; empty where the system has no name for it.
func bootID() string {
	data, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(data))
}

// storedAt says where a request stores its captions, as "s3://bucket/folder/"; empty
// where it stores none.
func storedAt(r agora.Request) string {
	place, stored := storage.PlaceOf(r)
	if !stored {
		return ""
	}
	return place.String()
}
