// Package discord brings Discord to the bot: commands, buttons and messages become messages of package bot, answers become
// messages with embeds. An adapter receives, translates and posts; what is the same for every platform (repeats, memory,
// deadlines, the journal) is done once, in bot.
//
// It stands on discordgo for REST, for the parts of messages and for signatures. The connection to the gateway is its own
// (gateway.go, shard.go), on the same WebSocket library, because discordgo v0.29.0 takes from whoever uses it what a
// supervisor needs: the close code, op 9's "resumable", resume_gateway_url, an Open that can be given up, and a panic of its
// reader, which a frame "null" is enough for. README.md lists what was found and what is done about it.
package discord
