// Package slack brings Slack to the bot: events, commands and buttons become messages of package bot,
// answers become Block Kit. An adapter receives, translates and posts; what is the same for every
// platform (repeats, memory, deadlines, the journal) is done once, in bot.
package slack
