package intake

import (
	"fmt"
	"strings"
	"testing"

	"readout/store"
)

// wire is an invented agency report; the outlets below print it in their ways.
const wire = `GENEVA (Lakewire) - The presidents of Arda and Belmar ended their first talks in three years on Monday with a promise to meet again and without an agreement on the herring grounds that have divided their countries since 2011.
President Ilse Marten and President Tomas Okoro spoke for ninety minutes at a villa above the lake, half an hour longer than planned, officials of both countries said.
"We did not agree on everything, but we listened," Marten told reporters on the steps of the villa. "There is a door, and it is not locked."
Okoro said the fishing ministers of the two countries would meet on the island of Sel before the end of the month.
"The sea does not know where the border is, and the fish do not carry passports," he said.
A senior Ardan official, who asked not to be named because the talks were private, said the leaders had spent the last half hour alone with their interpreters.
The two navies are to set up a direct telephone line from October, according to a short statement that both delegations handed out after the meeting.
The dispute began when Belmar's coast guard boarded two Ardan trawlers in the spring of 2011 and held their crews for nine days. Arda then recalled its ambassador and closed its harbours to Belmar's ferries.
Economists put the cost of the quarrel at 40 million euros a year for each side, most of it borne by the islands in the middle.
Opposition parties in Arda called the talks a waste of time. In Belmar, where an election is due in March, the main daily said the government had little to show.`

// second is another reporter's account of the same event, with the same quotations.
const second = `High above Geneva, in a house that once belonged to a watchmaker, two neighbours who had not spoken since 2013 finally sat down on Monday. They did not settle their fishing quarrel.
What Ilse Marten and Tomas Okoro did produce, after an hour and a half, was a date: before the month is out their ministers will sit together on Sel, the windswept island that both navies patrol.
"We did not agree on everything, but we listened," said Ms. Marten, who leads Arda. "There is a door, and it is not locked."
Her counterpart reached for a joke. "The sea does not know where the border is, and the fish do not carry passports," Mr. Okoro told the waiting cameras before he was driven to the airport.
Aides described a stiff beginning. For the first hour the delegations read from papers, one participant said; only when the advisers left did the conversation loosen.
Few in either capital expect a quick end to a conflict that started with the seizure of two trawlers and grew into closed ports, an empty embassy and a ruined season for the island cooperatives.
A hot line for the coast guards, to be switched on in October, was the one measure that both governments announced.
Analysts noted that Mr. Okoro faces voters in the spring and can hardly afford to be seen giving away the northern banks, while Ms. Marten needs the support of the harbour towns to pass her budget.`

func lines(s string) []string { return strings.Split(s, "\n") }

// copiesOf are the ways in which outlets print agency text.
func copiesOf(text string) map[string]string {
	l := lines(text)
	return map[string]string{
		"as it is":         text,
		"first third":      strings.Join(l[:4], "\n"),
		"without end":      strings.Join(l[:7], "\n"),
		"house style":      strings.NewReplacer("(Lakewire) - ", "", "Marten told", "Ms. Marten told", "Okoro said", "Mr. Okoro said", "ninety", "90", "\"", "”").Replace(text),
		"own beginning":    "The long wait is over: the neighbours are talking, if not yet agreeing, and our readers on the islands will want to know what that means for them.\n" + strings.Join(l[1:], "\n") + "\nOur correspondent in Sel contributed to this report.",
		"in another order": strings.Join([]string{l[0], l[3], l[4], l[2], l[1], l[7], l[5], l[6], l[8]}, "\n"),
		"every other word edited in places": strings.NewReplacer("ended their first talks in three years on Monday", "on Monday concluded talks, the first in three years,", "officials of both countries said", "according to officials",
			"short statement", "brief communique", "held their crews for nine days", "detained the crews for nine days", "most of it borne by", "largely carried by").Replace(text),
		"with much of its own": text + "\n" + second,
	}
}

func TestNear(t *testing.T) {
	original := ShinglesOf(wire)
	for name, text := range copiesOf(wire) {
		c := ShinglesOf(text)
		t.Logf("copy, %s: containment %.2f, resemblance %.2f, %d shared", name, original.Containment(c), original.Resemblance(c), original.shared(c))
		if !original.Near(c) || !c.Near(original) {
			t.Errorf("the copy %q is not recognised", name)
		}
		if original.Containment(c) < 0.86 {
			t.Errorf("the copy %q has a containment of %.2f, below what the threshold's comment says", name, original.Containment(c))
		}
	}
	others := map[string]string{"same event, same quotations": second, "our pages' text": strings.Join(paragraphsOfNews, "\n"), "two quotations only": strings.Join(lines(wire)[2:3], "\n")}
	for name, text := range others {
		c := ShinglesOf(text)
		t.Logf("other, %s: containment %.2f, resemblance %.2f, %d shared", name, original.Containment(c), original.Resemblance(c), original.shared(c))
		if original.Near(c) {
			t.Errorf("%q is taken for a copy", name)
		}
		if len(c) >= nearLeast && original.Containment(c) > 0.29 {
			t.Errorf("%q has a containment of %.2f, above what the threshold's comment says", name, original.Containment(c))
		}
	}
	if ShinglesOf("too short").Near(original) || ShinglesOf("").Containment(original) != 0 {
		t.Error("a text without shingles is near something")
	}
}

func TestCopies(t *testing.T) {
	var c Copies
	add := func(id string, day store.Date, text string) string {
		return strings.Join(c.Add(store.Article{ID: id, Published: day, Text: text}), " ")
	}
	for _, step := range []struct {
		id   string
		day  store.Date
		text string
		want string
	}{
		{"a", "2016-09-05", wire, ""}, {"b", "2016-09-06", copiesOf(wire)["house style"], "a"}, {"c", "2016-09-05", second, ""}, {"d", "2016-12-05", wire, ""},
		{"e", "", wire, ""}, {"f", "", wire, "e"}, {"a", "2016-09-05", wire, "b"}, {"a", "2016-09-05", second, "c"}, {"g", "2016-09-05", wire, "b"},
	} {
		if got := add(step.id, step.day, step.text); got != step.want {
			t.Errorf("%s on %s: same as %q, want %q", step.id, step.day, got, step.want)
		}
	}
}

func BenchmarkCopies(b *testing.B) {
	var c Copies
	n := 0
	for b.Loop() { // 100 articles a day
		n++
		c.Add(store.Article{ID: fmt.Sprint(n), Published: store.Date(around("2016-09-05")[n/100%7]), Text: strings.ReplaceAll(wire, "Arda", fmt.Sprint("Arda", n))})
		if n%700 == 0 {
			c = Copies{}
		}
	}
}
