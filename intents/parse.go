package intents

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// maxQuestion is how many words of a question are read. Nobody asks in more; a bit set holds them.
const maxQuestion = 60

// A reading is a question while it is being understood.
type reading struct {
	k      *knowledge
	text   string
	tokens []lang.Token
	an     lang.Analysis
	segs   []lang.Match
	begin  int      // first token after openings such as "so" and "do you know"
	used   uint64   // tokens that units or triggers have taken
	hashes []uint64 // identities of the words in their order
	marked bool     // ends with a question mark
}

func (k *knowledge) read(text string) (*reading, []lang.Mend) {
	q := &reading{k: k, text: text, tokens: lang.Tokenize(text)}
	if len(q.tokens) > maxQuestion {
		q.tokens = q.tokens[:maxQuestion]
	}
	q.marked = strings.Contains(text, "?")
	mends := k.lex.Mend(q.tokens)
	q.americans()
	q.an = k.lex.Read(q.tokens)
	q.hashes = wordHashes(q.tokens)
	q.segs = q.an.Segments()
	q.begin = q.opening()
	return q, mends
}

// americans reads lower-case "us" as the country, unless it can only be the pronoun.
func (q *reading) americans() {
	for i := range q.tokens {
		t := &q.tokens[i]
		if t.Norm != "us" || t.Capital {
			continue
		}
		pronoun := i+1 == len(q.tokens)
		if i > 0 {
			pronoun = pronoun || q.is("pronoun-before", q.tokens[i-1].Norm)
		}
		t.Capital, t.Upper = !pronoun, !pronoun
	}
}

// opening returns the first token that is not a filler or an opening such as "and", "so".
func (q *reading) opening() int {
	at := 0
	for _, m := range q.segs {
		if m.Start != at || !isLight(m, "filler") {
			break
		}
		at = m.End
	}
	if at == len(q.tokens) {
		return 0
	}
	return at
}

func isLight(m lang.Match, key string) bool {
	for _, s := range m.Senses {
		if s.Class == lang.Light && s.Key == key {
			return true
		}
	}
	return false
}

func lightOnly(m lang.Match) bool {
	for _, s := range m.Senses {
		if s.Class == lang.Named || s.Class == lang.Label || s.Class == lang.Role {
			return false
		}
	}
	for _, s := range m.Senses {
		if s.Class == lang.Light && s.Key != "modifier" {
			return true
		}
	}
	return false
}

// classEnds returns the ends of the names of a class that begin at a token.
func (q *reading) classEnds(class string, at int) []int {
	var out []int
	start := at
	for start < len(q.tokens) && q.is("article", q.tokens[start].Norm) {
		start++
	}
	for _, m := range q.an.Matches {
		if m.Start != start && m.Start != at || slices.Contains(out, m.End) {
			continue
		}
		for _, s := range m.Senses {
			if q.inClass(s, class) {
				out = append(out, m.End)
				break
			}
		}
	}
	return out
}

func (q *reading) inClass(s lang.Sense, class string) bool {
	switch class {
	case "meeting":
		return s.Class == lang.Label && strings.HasPrefix(s.Key, meetingLabel)
	case "outlet":
		if s.Class == lang.Named {
			n := q.k.lex.Name(s.Key)
			return n != nil && n.Class == "outlet"
		}
		return s.Class == lang.Label && strings.HasPrefix(s.Key, articleLabel)
	}
	if s.Class == lang.Role {
		return true
	}
	if s.Class == lang.Named {
		n := q.k.lex.Name(s.Key)
		return n != nil && n.Class != "outlet" && n.Class != "occasion"
	}
	return false
}

// parse reads a question. It is pure.
func (k *knowledge) parse(text string) *Query {
	r, mends := k.read(text)
	q := &Query{Text: text, Mends: mends, reading: r}
	q.YesNo = r.yesNo()
	q.Negated = r.negated()
	q.want = k.wants(r.tokens)
	hits := k.book.find(r)
	q.phraseless = len(hits) == 0
	r.pick(q, hits)
	r.units(q)
	r.speaker(q)
	r.cues(q)
	r.anaphora(q)
	contrasts := slices.ContainsFunc(hits, func(h hit) bool { return h.p.intent == "compare" })
	if !setsBeside[q.Intent] && !overSources[q.Intent] && (q.several || contrasts && len(q.actors(k)) > 1) {
		q.viewed = views[q.Intent]
		q.Intent = "compare"
		if q.YesNo {
			q.Asks, q.Kinds, q.form = store.AskWhat, nil, true
		}
	}
	if !setsBeside[q.Intent] && !overSources[q.Intent] && !small[q.Intent] && q.substance() && slices.ContainsFunc(r.tokens, func(t lang.Token) bool { return r.is("articles-word", t.Norm) }) {
		q.Intent = "differ"
	}
	if q.Intent == "duration" && q.several && len(q.Meetings) == 2 && slices.ContainsFunc(r.tokens, func(t lang.Token) bool { return r.is("interval-word", t.Norm) }) {
		q.Intent, q.Kinds = "interval", []store.Kind{store.KindDate}
	}
	if q.Intent == "compare" && k.comparesLength(q) {
		q.Kinds = []store.Kind{store.KindDuration}
	}
	return q
}

// setsBeside marks the intents that are about several meetings themselves.
var setsBeside = map[string]bool{"compare": true, "interval": true, "timeline": true, "count-meetings": true, "count-articles": true}

// pick chooses the intent and marks the words that called for it.
func (r *reading) pick(q *Query, hits []hit) {
	if len(hits) == 0 && !q.YesNo {
		q.Intent, q.Asks = "what", store.AskWhat
		return
	}
	if q.YesNo && !(len(hits) > 0 && (overview[hits[0].p.intent] && hits[0].words > 1 || small[hits[0].p.intent])) {
		// All its words are content: "Did they shake hands?" is not about the mood, it is about hands.
		q.Intent, q.Asks = "yes-no", store.AskWhat
		for _, h := range hits {
			if h.p.intent == "planned" && h.words > 1 {
				q.planned, q.Kinds = true, h.p.kinds
			}
		}
		return
	}
	h := hits[0]
	defer r.borrowKinds(q, hits)
	q.Intent, q.Asks, q.Kinds, q.form = h.p.intent, h.p.asks, h.p.kinds, h.p.form
	for i, t := range r.tokens {
		if h.used&(1<<i) != 0 && !r.lightAt(i) {
			q.trigger = append(q.trigger, r.wordUnit(i, i+1, t.Norm))
		}
	}
	r.used |= h.used
	for _, other := range hits[1:] {
		if formOnly[other.p.intent] || other.p.intent == "compare" {
			r.used |= other.used
		}
	}
}

// borrowKinds gives a question about the sources of a thing the kinds of the thing: "do they agree on how long …".
func (r *reading) borrowKinds(q *Query, hits []hit) {
	if q.Kinds != nil || !overSources[q.Intent] {
		return
	}
	for _, h := range hits[1:] {
		if h.words > 1 && len(h.p.kinds) > 0 && typed(h.p.kinds[0]) {
			q.Kinds = h.p.kinds
			return
		}
	}
}

// overSources marks the intents that ask for the sources of a thing.
var overSources = map[string]bool{"differ": true, "same": true, "source": true, "says": true}

// small marks the intents about the bot itself.
var small = map[string]bool{"help": true, "greeting": true, "thanks": true, "sources": true}

// formOnly marks the intents whose words say nothing beside another intent's: "list", "tell me about".
var formOnly = map[string]bool{"list": true, "about": true, "what": true, "how": true}

func (r *reading) lightAt(i int) bool {
	for _, m := range r.an.Matches {
		if m.Start == i && m.End == i+1 && lightOnly(m) {
			return true
		}
	}
	return false
}

// yesNo reports whether the question wants a verdict: it opens with an auxiliary, says "whether",
// or is a claim with a question mark.
func (r *reading) yesNo() bool {
	if len(r.tokens) == 0 {
		return false
	}
	if r.claim() {
		return true
	}
	for i := r.begin; i < len(r.tokens); i++ {
		w := r.tokens[i].Norm
		switch {
		case r.is("wh", w) && i < r.begin+4:
			return false
		case w == "whether", r.is("true", w) && i < r.begin+4:
			return true
		case r.is("auxiliary", w):
			// "fabius: were the attackers …" or "in Turkey, did they …"
			return i == r.begin || r.breaksBefore(i)
		}
		if i > r.begin+6 {
			break
		}
	}
	return false
}

// claim reports whether the question puts a claim to be checked ("…, true or false?"), and takes those words.
func (r *reading) claim() bool {
	found := false
	for _, want := range r.k.claims {
		for i := 0; i+len(want) <= len(r.tokens); i++ {
			same := true
			for j, w := range want {
				same = same && r.tokens[i+j].Stem == w.Stem
			}
			if same {
				r.take(i, i+len(want))
				found = true
			}
		}
	}
	return found
}

// breaksBefore reports whether a comma or colon stands before token i.
func (r *reading) breaksBefore(i int) bool {
	return i > 0 && i < len(r.tokens) && r.tokens[i-1].End < len(r.text) && strings.ContainsAny(r.text[r.tokens[i-1].End:r.tokens[i].Start], ",:;–—-")
}

func (r *reading) negated() bool {
	odd := false
	for _, t := range r.tokens {
		if r.is("negation", t.Norm) {
			odd = !odd
		}
	}
	return odd
}

// anaphora finds what refers to something said before.
func (r *reading) anaphora(q *Query) {
	for i, t := range r.tokens {
		last := i+1 == len(r.tokens)
		switch {
		case r.is("person", t.Norm):
			if len(q.Speaker) == 0 && q.Pronoun == "" {
				q.Pronoun = "he"
			}
		case r.is("else", t.Norm):
			q.Pronoun = "else"
		case r.is("other", t.Norm) && (last || r.tokens[i+1].Norm == "one"):
			q.Pronoun = "other"
		case r.is("thing", t.Norm) && (last || t.Norm == "it") && q.Pronoun == "":
			q.Pronoun = "it"
		}
	}
	opens := len(r.tokens) > 0 && r.is("opening", r.tokens[0].Norm)
	few := len(q.content()) <= min(1, len(q.Kinds)) && q.Meetings == nil && !slices.ContainsFunc(q.units, func(u unit) bool { return u.sort == sortName })
	q.Ellipsis = opens || few || q.Pronoun != "" && q.Pronoun != "it"
}

// is asks the lexicon's table of closed-class words.
func (r *reading) is(class, word string) bool { return r.k.lex.Grammar(class, word) }
