package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Schemas are Discord's OpenAPI description (discord-openapi.json) and JSON Schemas of its types (schemas/discord.*.json).
// They are no part of this project, and are looked for in the folder that READOUT_COUNTERPARTS names, or in
// shared/counterparts beside the checkout.
type Schemas struct {
	dir      string
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	loaded   map[string]bool
	compiled map[string]*jsonschema.Schema
	paths    map[string]bool
}

var findOnce = sync.OnceValue(findSchemas)

// FindSchemas looks for the schemas. Without them every check passes, and Missing says so.
func FindSchemas() *Schemas { return findOnce() }

// Missing is a sentence for the log when there are no schemas; "" otherwise.
func (s *Schemas) Missing() string {
	if s != nil && s.dir != "" {
		return ""
	}
	return "Discord's schemas are not at hand: nothing was held against them (set READOUT_COUNTERPARTS to their folder)"
}

func findSchemas() *Schemas {
	s := &Schemas{compiler: jsonschema.NewCompiler(), loaded: make(map[string]bool), compiled: make(map[string]*jsonschema.Schema), paths: make(map[string]bool)}
	s.dir = counterparts()
	return s
}

// Counterparts is the folder of what others have made to test against, "" when it is not at hand.
func Counterparts() string { return counterparts() }

func counterparts() string {
	if dir := os.Getenv("READOUT_COUNTERPARTS"); dir != "" {
		return dir
	}
	here, err := os.Getwd()
	if err != nil {
		return ""
	}
	for {
		dir := filepath.Join(here, "shared", "counterparts")
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
		up := filepath.Dir(here)
		if up == here {
			return ""
		}
		here = up
	}
}

// openAPI is the name of the OpenAPI description among the schemas.
const openAPI = "openapi"

// schema compiles one: the name of a type ("CreateMessage", also with #/definitions/…), or a pointer into the OpenAPI
// description ("openapi#/paths/…"). Absent parts of the description give nil.
func (s *Schemas) schema(name string) (*jsonschema.Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if found, ok := s.compiled[name]; ok {
		return found, nil
	}
	file, pointer, _ := strings.Cut(name, "#")
	path := filepath.Join(s.dir, "schemas", "discord."+file+".json")
	if file == openAPI {
		path = filepath.Join(s.dir, "discord-openapi.json")
	}
	if !s.loaded[file] {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		doc, err := jsonschema.UnmarshalJSON(f)
		if err != nil {
			return nil, err
		}
		if err := s.compiler.AddResource("mem://"+file, doc); err != nil {
			return nil, err
		}
		s.loaded[file] = true
	}
	at := "mem://" + file
	if pointer != "" {
		at += "#" + pointer
	}
	compiled, err := s.compiler.Compile(at)
	if err != nil {
		var absent *jsonschema.JSONPointerNotFoundError
		if errors.As(err, &absent) {
			err = nil
		}
	}
	s.compiled[name] = compiled
	return compiled, err
}

// Check holds a JSON text against a schema.
func (s *Schemas) Check(name string, b []byte) error {
	if s == nil || s.dir == "" || name == "" {
		return nil
	}
	schema, err := s.schema(name)
	if err != nil || schema == nil {
		return err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}

func (s *Server) check(schema, what string, b []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.checkLocked(schema, what, b)
}

func (s *Server) checkLocked(schema, what string, b []byte) {
	if s.schemas == nil {
		return
	}
	if err := s.schemas.Check(schema, b); err != nil {
		s.violateLocked("%s is not as Discord's %s has it: %s\n%s", what, schema, short(err.Error()), short(string(b)))
	}
}

func short(text string) string {
	if len(text) > 1500 {
		return text[:1500] + " …"
	}
	return text
}

// routes are the paths of the OpenAPI description that a bot like ours meets, from the most particular on.
var routes = []string{
	"/applications/@me", "/applications/{application_id}/commands", "/gateway/bot", "/gateway", "/users/@me/channels", "/users/@me",
	"/interactions/{interaction_id}/{interaction_token}/callback", "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
	"/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", "/webhooks/{webhook_id}/{webhook_token}",
	"/channels/{channel_id}/messages", "/channels/{channel_id}/messages/{message_id}",
}

// route finds the path of the description that a request's path is of.
func route(path string) string {
	parts := strings.Split(path, "/")
	for _, r := range routes {
		want := strings.Split(r, "/")
		same := len(want) == len(parts)
		for i := 0; same && i < len(want); i++ {
			same = want[i] == parts[i] || strings.HasPrefix(want[i], "{")
		}
		if same {
			return r
		}
	}
	return ""
}

func bodySchema(method, path string, status int) string {
	r := route(path)
	if r == "" {
		return ""
	}
	at := openAPI + "#/paths/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(r) + "/" + strings.ToLower(method)
	if status == 0 {
		return at + "/requestBody/content/application~1json/schema"
	}
	return at + fmt.Sprintf("/responses/%d/content/application~1json/schema", status)
}

func decode(b []byte) object {
	var o object
	_ = json.Unmarshal(b, &o) // what is no object is none
	return o
}
