package discord

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"readout/bot"
	"readout/config"
)

// Platform is the name of this adapter in messages and logs.
const Platform = "discord"

// DefaultAPIURL is where Discord serves its REST API.
const DefaultAPIURL = "https://discord.com/api/v10"

// Config is how the bot's owner has set it up.
type Config struct {
	Token         string // without "Bot "
	ApplicationID string // "" is asked for
	PublicKey     string // in hexadecimal; for HTTP

	HTTP      bool     // Discord calls us (interactions endpoint); otherwise we call Discord (gateway)
	APIURL    string   // base address of the REST API, with or without /api and a version; "" is Discord's own
	Curators  []string // ids of the people who may add articles; empty: nobody
	Ephemeral bool     // answers to commands are for the asker alone, unless asked otherwise
	Shards    string   // "auto", a count, or FIRST-LAST/COUNT; "" is auto

	Now           func() time.Time // nil is time.Now
	FirstPause    time.Duration    // before a connection that broke is opened again, doubled each time; 0 is 1 s
	IdentifyEvery time.Duration    // between two shards that identify with one key; 0 is 5.2 s: Discord allows 5, and the way there is not always as long
}

// FromSettings is the Config that the settings of the program ask for.
func FromSettings(d config.Discord) Config {
	return Config{
		Token: d.Token, ApplicationID: d.ApplicationID, PublicKey: d.PublicKey, HTTP: d.HTTP, APIURL: d.APIURL,
		Curators: d.Curators, Ephemeral: d.Ephemeral, Shards: d.Shards,
	}
}

func (c Config) withDefaults() Config {
	c.Token = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(c.Token), "Bot ")) // people copy it with the word before it
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.FirstPause <= 0 {
		c.FirstPause = time.Second
	}
	if c.IdentifyEvery <= 0 {
		c.IdentifyEvery = 5200 * time.Millisecond
	}
	return c
}

// problem says what is missing or malformed in the settings, and what to do about it; "" is nothing.
func (c Config) problem() string {
	if _, err := parseShards(c.Shards); err != nil {
		return "DISCORD_SHARDS: " + err.Error()
	}
	if c.PublicKey == "" && c.HTTP {
		return "DISCORD_PUBLIC_KEY is not set, and DISCORD_MODE=http needs it: copy the Public Key from the Developer Portal, General Information"
	}
	if _, err := c.key(); err != nil && c.HTTP {
		return "DISCORD_PUBLIC_KEY " + err.Error() + ": copy the Public Key from the Developer Portal, General Information"
	}
	if c.ApplicationID != "" && !isSnowflake(c.ApplicationID) {
		return "DISCORD_APPLICATION_ID is no id (digits only): copy the Application ID from the Developer Portal, General Information"
	}
	return ""
}

// key is the application's public key.
func (c Config) key() ([]byte, error) {
	key, err := hex.DecodeString(strings.TrimSpace(c.PublicKey))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("is no key of 64 hexadecimal digits")
	}
	return key, nil
}

func isSnowflake(s string) bool {
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil && s != ""
}

// bases lists the base addresses that an address may mean, the likeliest first. People give a stand-in for Discord with or
// without /api and a version; which one is meant shows when one of them answers.
func bases(address string) []string {
	if address == "" {
		return []string{DefaultAPIURL}
	}
	address = strings.TrimRight(strings.TrimSpace(address), "/")
	last := address[strings.LastIndexByte(address, '/')+1:]
	version, isVersion := strings.CutPrefix(last, "v")
	if _, err := strconv.Atoi(version); isVersion && err == nil {
		return []string{address}
	}
	if last == "api" {
		return []string{address + "/v10", address}
	}
	return []string{address + "/api/v10", address + "/v10", address + "/api", address}
}

// shards says which shards this process has: First to Last of Count. Count 0 is what the gateway recommends.
type shards struct{ First, Last, Count int }

// parseShards reads DISCORD_SHARDS.
func parseShards(s string) (shards, error) {
	s = strings.TrimSpace(s)
	if s == "" || strings.EqualFold(s, "auto") {
		return shards{}, nil
	}
	bad := fmt.Errorf("%q is neither auto, nor a count such as 4, nor a range such as 0-3/16", s)
	span, count, ranged := strings.Cut(s, "/")
	if !ranged {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > maxShards {
			return shards{}, bad
		}
		return shards{Last: n - 1, Count: n}, nil
	}
	first, last, ok := strings.Cut(span, "-")
	if !ok {
		last = first
	}
	var numbers [3]int
	for i, text := range []string{first, last, count} {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 0 {
			return shards{}, bad
		}
		numbers[i] = n
	}
	out := shards{First: numbers[0], Last: numbers[1], Count: numbers[2]}
	if out.Last < out.First || out.Last >= out.Count || out.Count > maxShards {
		return shards{}, bad
	}
	return out, nil
}

// maxShards keeps a slip of the finger from opening more connections than anybody has.
const maxShards = 16_384

// A Host is what the adapter needs of the bot.
type Host interface {
	// Accept writes a question down. A repeat is dropped without an error.
	Accept(ctx context.Context, m bot.Message) error
	// Recall returns a question and its answer; bot.ErrUnknown when there is none any more.
	Recall(ctx context.Context, id string) (bot.Exchange, error)
	// First says whether a key is seen for the first time.
	First(ctx context.Context, key string) (bool, error)
	// Knows says whether anything was asked in a conversation.
	Knows(ctx context.Context, conversation string) (bool, error)
	// Feedback writes down what somebody thinks of an answer.
	Feedback(ctx context.Context, f bot.Feedback) error
	// Overview and Complete tell what there is to ask.
	bot.Guide
	// Add reads the article at an address, and says what was learnt in a sentence.
	Add(ctx context.Context, address string) (string, error)
}
