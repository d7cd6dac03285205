// Package attribution finds who says what in a news article: direct quotations, words quoted
// inside a sentence, indirect speech, transcripts, and through whom the words came ("according to
// Reuters, citing RIA").
//
// It is a pure function over spans. The caller brings the text with its paragraphs and sentences,
// and the people and bodies it found in it; back come the passages, each with the cue ("said") and
// the speaker. The words it goes by are in *.rec files beside the code.
//
// How it reads: the quotation marks are paired first (marks.go). The text then becomes a row of
// tokens in which a quotation and a mention are one token each (token.go), so that `"…," said
// Kremlin spokesman Dmitry Peskov` is: quotation, comma, cue, words, mention. Rules look for the
// cue beside a quotation (direct.go), then quotations without a cue take the speaker of the one
// before (carry.go); what cues are left introduce indirect speech (indirect.go).
//
// RESULTS.md has what was measured and how to do it again.
package attribution

import "readout/store"

// A Mention is a person or body that the caller found in the text.
type Mention struct {
	Start, End int    // bytes of the text
	Key        string // who it is; two mentions of one key are one person
	Class      store.Class
	Gender     string // "f", "m" or empty
	Plural     bool   // "the two leaders", "officials"
	Anonymous  bool   // "a senior US official": its words are attributed, but to nobody by name
}

// An Attribution is a passage and who says it.
type Attribution struct {
	Start, End  int          // bytes of what is said; the quotation marks belong to a direct one
	Direct      bool         // the speaker's own words
	Partial     bool         // a few of the speaker's words inside a sentence of the article
	Cue         store.Span   // "said", "according to"; zero when there is none of its own (a continued quotation, a transcript)
	Speaker     int          // index in the mentions; -1 when the speaker is a phrase that is no mention
	SpeakerSpan store.Span   // the speaker as written beside the cue: "he" where Speaker is Obama
	Via         []store.Span // who passed it on, the nearest first: "Reuters", "RIA"
	Denied      bool         // the speaker denies what is said
	Unsaid      bool         // it was not said: "did not say whether", "declined to"
	Rule        string       // the rule that found it, see the constants
	Confidence  float64      // 0 to 1: an estimate from what the rule reached where it was measured; below 0.8 it is weak
}

// The rules, by name.
const (
	RuleInverted   = "quote-said-speaker"   // "…," said X
	RuleAfter      = "quote-speaker-said"   // "…," X said
	RuleBefore     = "speaker-said-quote"   // X said, "…"
	RuleInside     = "quote-in-reported"    // X said the talks were "…"
	RuleAccording  = "according-to"         // "…", according to X
	RulePassive    = "passive-by"           // described as "…" by X
	RuleContinued  = "continued"            // "…," X said. "…"
	RuleParagraph  = "continued-paragraph"  // an open quotation goes on in the next paragraph
	RuleColon      = "announced"            // X said this: / "…"
	RuleTranscript = "transcript"           // PRESIDENT X: …
	RuleIndirect   = "indirect"             // X said that …
	RuleFronted    = "indirect-fronted"     // …, X said
	RuleReported   = "indirect-accordingly" // according to X, …
)
