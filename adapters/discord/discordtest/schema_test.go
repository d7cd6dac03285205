package discordtest

import "testing"

// The schemas say what is wrong, so that a check which passes means something.
func TestSchemas(t *testing.T) {
	s := FindSchemas()
	if s.Missing() != "" {
		t.Skip(s.Missing())
	}
	for _, tt := range []struct {
		method, path string
		status       int // of the answer; 0 is the request
		good, bad    string
	}{
		{"POST", "/channels/1/messages", 0, `{"content":"a","allowed_mentions":{"parse":[]},"nonce":"x","enforce_nonce":true}`, `{"content":7}`},
		{"POST", "/interactions/1/t/callback", 0, `{"type":4,"data":{"content":"a"}}`, `{"type":4,"data":{"content":["a"]}}`},
		{"PATCH", "/webhooks/1/t/messages/@original", 0, `{"content":"a"}`, `{"embeds":7}`},
		{"POST", "/webhooks/1/t", 0, `{"content":"a"}`, `{"content":7}`},
		{"PUT", "/applications/1/commands", 0, `[{"name":"a","description":"b"}]`, `[{"description":"b"}]`},
		{"POST", "/users/@me/channels", 0, `{"recipient_id":"1"}`, `{"recipient_id":{}}`},
		{"GET", "/gateway/bot", 200, `{"url":"ws://a","shards":1,"session_start_limit":{"total":1,"remaining":1,"reset_after":0,"max_concurrency":1}}`, `{"url":"ws://a"}`},
	} {
		name := bodySchema(tt.method, tt.path, tt.status)
		if schema, err := s.schema(name); err != nil || schema == nil {
			t.Errorf("%s %s: there is no schema: %v", tt.method, tt.path, err)
			continue
		}
		if err := s.Check(name, []byte(tt.good)); err != nil {
			t.Errorf("%s %s: %v", tt.method, tt.path, err)
		}
		if s.Check(name, []byte(tt.bad)) == nil {
			t.Errorf("%s %s: %s passes", tt.method, tt.path, tt.bad)
		}
	}
	for name, bad := range map[string]string{
		"ToGateway": `{"op":2,"d":{"token":"x"}}`, "ReadyData": `{}`, "MessageCreateData": `{}`, "InteractionCreateData": `{}`, "GuildCreateData": `{}`,
		"FromGateway#/definitions/GatewayHello": `{"op":10}`, "FromGateway#/definitions/GatewayHeartbeatAck": `{"op":1}`,
		"FromGateway#/definitions/GatewayInvalidSession": `{"op":9}`, "FromGateway#/definitions/GatewayReconnect": `{"op":9}`,
	} {
		if s.Check(name, []byte(bad)) == nil {
			t.Errorf("%s: %s passes", name, bad)
		}
	}
}
