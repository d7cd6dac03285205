package intents

import "readout/bot"

// yesno gives a verdict.
var yesno = intent{"yes-no", (*knowledge).verdict}

// verdict answers a yes/no question: Yes or No when a fact accounts for all of it, else what the articles do say.
func (k *knowledge) verdict(q *Query, found []candidate) bot.Answer {
	all := findings(found)
	if len(all) == 0 {
		return k.abstain(q, found)
	}
	best := all[0].best
	d := k.draft(q)
	d.show(q, choose(all, few))
	if d.out.Conflict {
		return d.out
	}
	if best.lent > 0.3 || best.fact.Value == "not-said" {
		return d.out // its own words do not bear a verdict
	}
	no := best.fact.Negated != q.Negated
	if best.flips%2 == 1 {
		no = !no
	}
	word := "Yes."
	if no {
		word = "No."
	}
	if d.out.Lead == "" {
		d.out.Lead = word
	} else {
		d.out.Lead = word + " " + d.out.Lead
	}
	return d.out
}
