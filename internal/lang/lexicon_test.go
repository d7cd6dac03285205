package lang

import (
	"slices"
	"testing"
)

func TestSenseIDs(t *testing.T) {
	ids := map[uint64]string{WordID("obama"): "the word obama", WordID("meet"): "the word meet"}
	for _, c := range []Class{Concept, Named, Role, Light, Label} {
		for _, key := range []string{"", "obama", "meet", "meeting"} {
			s := NewSense(c, key)
			if had := ids[s.ID]; had != "" {
				t.Errorf("%v %q has the identity of %s", c, key, had)
			}
			ids[s.ID] = key
			if s != NewSense(c, key) || s.Strength != 1 {
				t.Errorf("NewSense(%v, %q) = %+v", c, key, s)
			}
		}
	}
}

func TestWith(t *testing.T) {
	base := baseOf(t)
	l := withStore(base)
	if got := l.Names(); len(got) != 4 || got[0].Key != "barack-obama" || got[3].Key != "ruritania" {
		t.Errorf("Names() = %v", got)
	}
	if n, all := len(base.Names()), len(l.Everyone()); all != n+4 {
		t.Errorf("Everyone() has %d names, the base %d", all, n)
	}
	if base.Name("jane-quux") != nil || l.Name("jane-quux") == nil || l.Name("nobody") != nil {
		t.Error("the base must not learn, and what With adds must be known")
	}
	if got := l.Name("jane-quux").Offices[0].Role; got != "foreign-minister" {
		t.Errorf("the role is %q", got)
	}
	obama, known := l.Name("barack-obama"), base.Name("barack-obama")
	if obama.Gender != known.Gender || len(obama.Offices) != len(known.Offices) || !slices.Contains(obama.Aliases, known.Aliases[0]) {
		t.Errorf("the entry of the base is lost: %+v", obama)
	}
	for text, want := range map[string]string{"the Hangzhou talks": "m:2016-09-05-hangzhou", "Ruritanian": "ruritania", "Jane Quux": "jane-quux"} {
		got := ""
		for _, m := range l.Analyze(text).Segments() {
			got = m.Senses[0].Key
		}
		if got != want {
			t.Errorf("%q means %q, want %q", text, got, want)
		}
	}
}

// Names that several lexicons share must not change when one is made.
func TestWithLeavesTheCallersNames(t *testing.T) {
	names := []Name{{Key: "x", Full: "X Yz", Offices: []Office{{Role: "top diplomat"}}}}
	baseOf(t).With(names, nil, nil)
	if names[0].Offices[0].Role != "top diplomat" {
		t.Errorf("With changed its argument: %+v", names)
	}
}

func TestWithNothing(t *testing.T) {
	l := baseOf(t).With(nil, nil, nil)
	if len(l.Names()) != 0 || len(l.Analyze("Obama met Putin").Matches) == 0 {
		t.Error("an empty addition must leave what the base knows")
	}
}

func TestRoleOf(t *testing.T) {
	l := baseOf(t)
	for title, want := range map[string]string{
		"secretary of state": "foreign-minister", "Prime Minister": "prime-minister", "presidents": "president",
		"keeper of the seal": "keeper of the seal", "": "", "?": "?",
	} {
		if got := l.RoleOf(title); got != want {
			t.Errorf("RoleOf(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestRelations(t *testing.T) {
	l := withStore(baseOf(t))
	if !slices.Contains(l.Narrower("weapon"), "missile") || l.Narrower("no-such") != nil {
		t.Errorf("Narrower(weapon) = %v", l.Narrower("weapon"))
	}
	if !slices.Contains(l.Opposites("before"), "after") || !slices.Contains(l.Opposites("after"), "before") {
		t.Error("opposites are read in both directions")
	}
	if !slices.Contains(l.Words("interpreter"), "translator") || l.Words("no-such") != nil {
		t.Errorf("Words(interpreter) = %v", l.Words("interpreter"))
	}
}

func TestGrammar(t *testing.T) {
	l := withStore(baseOf(t))
	for _, tt := range []struct {
		class, word string
		want        bool
	}{{"wh", "who", true}, {"wh", "did", false}, {"auxiliary", "did", true}, {"no-such", "did", false}, {"", "", false}} {
		if got := l.Grammar(tt.class, tt.word); got != tt.want {
			t.Errorf("Grammar(%s, %s) = %v", tt.class, tt.word, got)
		}
	}
	if got := l.GrammarKey("wants-", "whom"); got != "who" {
		t.Errorf("GrammarKey(wants-, whom) = %q", got)
	}
	if got := l.GrammarKey("wants-", "table"); got != "" {
		t.Errorf("GrammarKey(wants-, table) = %q", got)
	}
	if got := l.GrammarWords("agent"); !slices.Equal(got, []string{"by"}) {
		t.Errorf("GrammarWords(agent) = %v", got)
	}
}
