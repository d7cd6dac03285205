// Readout answers questions on the meetings between leaders that its articles report: short, at
// once, without a language model, and never without its source.
//
// This comment is the tour of the house. The commands themselves are described by `readout help`.
//
// # The rooms, from the ground up
//
// There are two vocabularies. Each imports nothing of ours.
//
//   - [readout/bot] has the words of talk: question, answer, statement, citation. An
//     [bot.Answerer] is whatever knows the answers. A [bot.Desk] takes questions from platforms and
//     answers each of them once; what it must remember is in [readout/bot/journal].
//   - [readout/store] has the words of news: article, meeting, fact, claim, name. A
//     [store.Store] is whatever keeps them.
//
// Below them lies what both reading an article and asking a question need:
//
//   - readout/internal/records reads and writes the one text format that people edit: facts,
//     and the tables of words.
//   - readout/internal/lang reads English: words, stems, names, dates, lengths of time. An
//     article and a question go through the same analysis, so that they meet on the same keys.
//
// On the words of news stand
//
//   - [readout/store/sqlite], the store in one SQLite file. All SQL of the program is there.
//   - [readout/store/pack], reviewed facts as files that a person edits. The facts of the
//     founding articles live there and are built into the program.
//   - [readout/store/intake], which makes articles of whatever a curator drops in, and
//     [readout/store/extract], which reads an article into meetings, names and facts, by rules;
//     [readout/store/extract/attribution] finds who says what in it. [readout/store/ingest] sets
//     what was read against what the store has.
//   - readout/store/storetest, the tests that every store must pass.
//
// [readout/intents] is the one place where talk meets news: it understands a question, finds facts
// and composes the answer. One file is one intent; phrases are data. Its DESIGN.md tells how a
// question becomes an answer, and when it does not.
//
// [readout/adapters/terminal] brings the keyboard to the bot, [readout/adapters/slack] Slack and
// [readout/adapters/discord] Discord. They know the words of talk and none of the words of news, and
// so do all adapters. [readout/adapters] is the list of those that `readout serve` runs; slacktest and
// discordtest below them are the Slack and the Discord of the tests.
//
// [readout/config] turns environment and settings file into checked settings. It knows nobody.
//
// This package plugs it together, and nothing here is clever: one file is one subcommand (ask.go,
// chat.go, facts.go ...), wire.go is the only one that names a store engine and the answerer, and
// open.go makes sure that the facts are in the database. [readout/cmd/readout/eval] grades answers.
//
//	cmd/readout         ▶ all below
//	adapters            ▶ bot, config, adapters/slack
//	adapters/slack      ▶ bot
//	adapters/terminal   ▶ bot
//	intents             ▶ bot, store, internal/lang, internal/records
//	store/pack          ▶ store, internal/records
//	store/sqlite        ▶ store
//	store/intake        ▶ store, internal/lang, internal/records
//	store/extract       ▶ store, store/extract/attribution, internal/lang, internal/records
//	store/ingest        ▶ store, store/intake, store/extract, store/pack, internal/lang
//	store/storetest     ▶ store
//	internal/lang       ▶ internal/records
//	bot, store, config, internal/records, cmd/readout/eval ▶ nothing of ours
//
// TestImports (imports_test.go) keeps these arrows as they are. Its rules are patterns, so that a
// new adapter, intent or store needs no new rule.
//
// # The path of a question
//
//	readout ask how long did they talk in Hangzhou
//
// goes through these hands:
//
//  1. main → run (main.go): the program as a value; root.go picks the subcommand.
//  2. ask (ask.go) → open (open.go): settings, database, built-in facts if this version of them
//     is not in there yet.
//  3. [intents.Router] gets a [bot.Question], which is the text and the turns before it.
//     The text is analysed against a snapshot of all names the store knows ([store.Catalog]) and
//     becomes a query: what is wanted (a length of time), whom, where and when it names.
//  4. [store.Finder].Find brings the facts that share words with the question, and those that make
//     the same claims. Each is tested: what the question says has to be accounted for by the fact,
//     its meeting or its article. Those that pass are ranked. If none passes, the answer is that
//     the articles do not say.
//  5. The intent composes a [bot.Answer]: statements, each with the numbers of its citations.
//     Equal claims of several articles are told as one, different ones side by side.
//  6. [terminal.Layout] writes it for people, answerJSON (answerjson.go) for programs. Whether it
//     was answered is the exit status (exit.go).
//
// A chat differs in step 2 only: it happens once, and each question brings the ones before it.
// Only the questions are handed on, never the answers: what a follow-up takes over is worked out
// again from them, so that a conversation has no state that could be lost.
//
// To watch all this at work, add --why, or type /why in a chat.
//
// # Where facts come from
//
// The .rec files of store/pack/builtin are compiled in. At start open.go compares their version
// with the one that the database says it has, and loads them when they differ, an article a
// transaction. --pack names other facts to start with, or none; `readout pack import` adds to
// what is there. All of it goes through [store.Store].Put, which takes an article whole.
//
// # How answers are kept right
//
//   - `readout eval` and TestScore (score_test.go) ask the questions of testdata/*.jsonl.
//     The scores are goldens, so a change that makes answers better or worse is seen.
//   - The scripts of testdata/script run the program as its users do, one file a story.
//   - The tests of intents hold every citation against the fact behind it, and ask the same
//     question many times over.
//   - The tests of store/pack hold quotations and anchors against the articles, where these are
//     at hand; storetest holds a store against what package store promises.
//
// # Running it
//
// serve.go reads the settings, opens store and journal, and makes a server (server.go) of them: the
// desk, an adapter for each platform that is set up, HTTP. health.go knows why it is not ready,
// admin.go tells people so, metrics.go counts. doctor.go and the checks look at a set-up from
// outside; report.go, forget.go and backup.go work on the database beside a running server.
//
//	platform ▶ adapter ▶ Desk.Accept ▶ journal: written ▶ platform is told that it arrived
//	Desk ▶ Answerer ▶ journal: answer ▶ adapter.Deliver ▶ platform confirms ▶ journal: ended
//
// A crash at any arrow is taken up at the next start. faults_test.go kills the program at random
// moments and counts; day_test.go lives through a day in virtual time.
//
// # Where to put things
//
// CONTRIBUTING.md has a recipe for each.
//
//   - A new way to ask: an intent's phrases. A new sort of question: a record of phrases and, for
//     an answer of its own shape, a file in intents.
//   - A synonym, a person, a place: the tables of internal/lang, or a record in a pack.
//   - A new fact: the article's .rec file; `readout pack check` names mistakes by file and line.
//   - A new command: a file here, and its name in root.go.
//   - A new setting: a line of the table in config.
//   - A new store engine: a package beside store/sqlite that passes store/storetest, and wire.go.
//   - A new place to talk: a package in adapters that knows bot only, and a file here that starts it.
package main
