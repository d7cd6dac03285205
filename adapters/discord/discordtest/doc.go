// Package discordtest is a Discord on the loopback, for tests: gateway, REST and interactions, as far as a bot meets them.
//
// It follows Discord's documents: discord-api-docs (events/gateway, topics/opcodes-and-status-codes, topics/rate-limits,
// interactions/receiving-and-responding). Where Discord's published OpenAPI description and the JSON Schemas of its types
// are at hand (see Schemas), each frame and answer it sends and each body it receives is held against them. What is wrong
// with either side is a violation, which New turns into a failure of the test.
package discordtest
