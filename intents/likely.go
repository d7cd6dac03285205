package intents

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"readout/bot"
	"readout/store"
)

// Next returns at most n questions that people are likely to ask after an answer, the likeliest first: what else
// is told of the meetings that it speaks of or, where nothing is, of the main ones, the latest first. Each is
// one that Answer answers. None follow an answer that has no statements.
func (r *Router) Next(ctx context.Context, a bot.Answer, n int) ([]string, error) {
	k, err := r.knowledge(ctx)
	if err != nil || a.Status != bot.Answered {
		return nil, err
	}
	t := turn{k: k, finder: r.finder}
	out, err := t.next(ctx, a.Meetings, a.Intent, n)
	if err != nil || len(out) > 0 {
		return out, err
	}
	main := slices.Clone((&reading{k: k}).mainMeetings())
	slices.Reverse(main)
	return t.next(ctx, main, a.Intent, n)
}

// next returns at most n likely questions about meetings, but for those of one intent. Each meeting gets its share.
func (t *turn) next(ctx context.Context, meetings []string, but string, n int) ([]string, error) {
	var out []string
	for i, m := range meetings {
		share := (n - len(out) + len(meetings) - i - 1) / (len(meetings) - i)
		if share <= 0 {
			break
		}
		likely, err := t.likely(ctx, m)
		if err != nil {
			return nil, err
		}
		for _, q := range likely {
			if share > 0 && q.intent != but {
				out = append(out, q.text)
				share--
			}
		}
	}
	return out, nil
}

// A likely is a question about a meeting, and the intent that answers it.
type likely struct{ intent, text string }

// likely returns the questions of phrases.rec about a meeting that are answered, the likeliest first. They are
// worked out once a meeting and version of the store.
func (t *turn) likely(ctx context.Context, meeting string) ([]likely, error) {
	if known, ok := t.k.likely.Load(meeting); ok {
		return known.([]likely), nil
	}
	facts, err := t.finder.Find(ctx, store.Search{Meetings: []string{meeting}, Limit: countLimit})
	if err != nil {
		return nil, fmt.Errorf("look for what is told of a meeting: %w", err)
	}
	var out []likely
	for _, p := range t.k.book.likely {
		i := slices.IndexFunc(facts, func(f store.Fact) bool { return slices.Contains(p.kinds, f.Kind) && t.k.askOf(p, &f) != "" })
		if i < 0 {
			continue
		}
		text := t.k.askOf(p, &facts[i])
		a, _, err := t.one(ctx, text, nil)
		if err != nil {
			return nil, err
		}
		if a.Status == bot.Answered && slices.Contains(a.Meetings, meeting) {
			out = append(out, likely{p.intent, text})
		}
	}
	t.k.likely.Store(meeting, out)
	return out, nil
}

// byLikelihood returns the phrasings whose question people are likely to ask next, the likeliest first.
func byLikelihood(all []*phrasing) []*phrasing {
	var out []*phrasing
	for _, p := range all {
		if p.likely > 0 {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *phrasing) int { return cmp.Compare(a.likely, b.likely) })
	return out
}
