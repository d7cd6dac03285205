package extract

import (
	"slices"
	"testing"

	"readout/store"
)

// Who is meant by a name, and what is no name at all.
func TestBearersOfNames(t *testing.T) {
	r := newReader(t, store.Catalog{})
	for _, test := range []struct {
		name, text string
		published  store.Date
		want       []string // as line1 writes them
	}{
		{"the office decides", "Michelle Obama wore blue. President Obama met Angela Merkel in Berlin on Tuesday.", "2013-06-20",
			[]string{"angela-merkel+barack-obama 2013-06-18 berlin  "}},
		{"the lady of the name", "President Barack Obama stayed at home. Mrs Obama met Queen Elizabeth II in London on Tuesday.", "2011-05-26",
			[]string{"elizabeth-ii+michelle-obama 2011-05-24 london  "}},
		{"the first lady", "President Barack Obama stayed at home. First lady Obama met Queen Elizabeth II in London on Tuesday.", "2011-05-26",
			[]string{"elizabeth-ii+michelle-obama 2011-05-24 london  "}},
		{"somebody's wife", "Michelle Obama met Trump's wife, Melania, in Washington on Thursday. It rained.", "2016-11-11",
			[]string{"melania-trump+michelle-obama 2016-11-10 washington  "}},
		{"a word of a title", "Senate Majority Leader Mitch McConnell met President Donald Trump in Washington on Thursday.", "2017-11-10",
			[]string{"donald-trump+mitch-mcconnell 2017-11-09 washington  "}},
		{"a word before a name", "The outgoing Obama met Angela Merkel in Berlin on Tuesday. USA TODAY said so.", "2016-11-16",
			[]string{"angela-merkel+barack-obama 2016-11-15 berlin  "}},
		{"an airport", "Angela Merkel landed at Reagan National Airport on Tuesday. George W. Bush met Angela Merkel at the Kennedy Center in Washington on Tuesday.", "2006-05-04",
			[]string{"angela-merkel+george-w-bush 2006-05-02 washington  "}},
		{"a Spanish form of address", "Spanish Prime Minister Felipe Gonzalez met Margaret Thatcher in Madrid on Tuesday. Senor Gonzalez said that he was glad.", "1988-09-22",
			[]string{"felipe-gonzalez+margaret-thatcher 1988-09-20 madrid  "}},
		{"two surnames", "Prime Minister Ramiro Ortega Villar of Westmark met President Oda Brand of Sund in the town of Kesse on Friday. Ortega Villar said that it rained.", "2003-05-03",
			[]string{"oda-brand+ramiro-ortega-villar 2003-05-02 kesse  "}},
		{"a grand duchess", "Grand Duchess Amalie of Westmark received President Oda Brand of Sund in the town of Kesse on Friday.", "2003-05-03",
			[]string{"amalie+oda-brand 2003-05-02 kesse  "}},
		{"a secretary-general", "UN Secretary-General Javier Perez de Cuellar met President Oda Brand of Sund in Geneva on Friday.", "1988-05-07",
			[]string{"javier-perez-de-cuellar+oda-brand 1988-05-06 geneva  "}},
		{"a regent", "The regent of Westmark, Princess Amalie, met President Oda Brand of Sund in the town of Kesse on Friday.", "2003-05-03",
			[]string{"amalie+oda-brand 2003-05-02 kesse  "}},
		{"a given name makes another of a surname", "Xi Jinping met Bill Gates in Seattle on Tuesday. Xi Jinping met Barack Obama in Washington on Friday.", "2015-09-27",
			[]string{"barack-obama+xi-jinping 2015-09-25 washington  "}},
		{"a word that is inflected is no name", "The majority of Blair's men slept. Majority Leader Bob Dole met Tony Blair in London on Monday.", "1996-06-19",
			[]string{"bob-dole+tony-blair 1996-06-17 london  "}},
		{"the journey of one to others", "Tony Blair and Jacques Chirac met in Lille on Tuesday. The talks between Blair and Chirac came days after Chirac met farmers in Lyon.", "2002-03-06",
			[]string{"jacques-chirac+tony-blair 2002-03-05 lille  "}},
		{"a sentence may end with no", "Asked about cheese, Tony Blair said no. Jacques Chirac met Tony Blair in Lille on Tuesday.", "2002-03-06",
			[]string{"jacques-chirac+tony-blair 2002-03-05 lille  "}},
		{"a year ago", "Tony Blair met farmers in Leeds on Monday. Blair met Jacques Chirac in Metz last year, he said.", "2002-03-06",
			[]string{"jacques-chirac+tony-blair 2001 metz  "}},
		{"the verb behind talks lies ahead", "The meeting of Tony Blair and Jacques Chirac in Lille is to last an hour.", "2002-03-06",
			[]string{"jacques-chirac+tony-blair  lille  planned"}},
		{"initials with dots", "George W. Bush was in Texas. Former President George H.W. Bush met Brian Mulroney in Ottawa on Tuesday.", "2003-05-09",
			[]string{"brian-mulroney+george-h-w-bush 2003-05-06 ottawa  "}},
		{"voters are nobody who is named", "Jacinda Ardern spoke in Auckland. She met a nurse, a pilot and a baker, one of whom asked whether she liked Donald Trump.", "2019-05-20", nil},
		{"two pairs of one name", "Michelle Obama met Melania Trump in Washington on Thursday while President Obama met Donald Trump in Chicago on Thursday.", "2016-11-12",
			[]string{"barack-obama+donald-trump 2016-11-10 chicago  ", "melania-trump+michelle-obama 2016-11-10 washington  "}},
		{"one meeting told often", "President Oda Brand of Westmark met Prime Minister Ilo Farn in the town of Kesse on Friday.\nBrand and Farn met over tea.\nFarn held talks with Brand on fish.\nBrand sat down with Farn alone. Brand received Farn at the door.", "2003-05-03",
			[]string{"ilo-farn+oda-brand 2003-05-02 kesse  "}},
	} {
		b := read(t, r, test.published, "", test.text)
		var got []string
		for _, m := range b.Meetings {
			got = append(got, line1(m))
		}
		slices.Sort(got)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Family names that go first are the short form, and forms of address are no part of a name.
func TestFamilyNames(t *testing.T) {
	r := newReader(t, store.Catalog{})
	for _, test := range []struct {
		text, title  string
		alias, never string
	}{
		{"Chinese Premier Li Peng met Benazir Bhutto in Beijing on Monday. Li said that the tea was cold.", "Beijing, 12 February 1990", "Li", "Peng"},
		{"Chinese President Wan Dushan met Benazir Bhutto in the town of Kesse on Monday. Wan said that the tea was cold.", "Kesse, 12 February 1990", "Wan", "Dushan"},
		{"Benazir Bhutto met her Chinese counterpart, Premier Wan Dushan, in the town of Kesse on Monday. Wan said that the tea was cold.", "Kesse, 12 February 1990", "Wan", "Dushan"},
		{"South Korean Prime Minister Oh Dal-su met Benazir Bhutto in the town of Kesse on Monday. Oh said that the tea was cold.", "Kesse, 12 February 1990", "Oh", "Dal-su"},
		{"Benazir Bhutto met Foreign Minister Zhou Dushan in the town of Kesse on Monday. Zhou said that the tea was cold.", "Kesse, 12 February 1990", "Zhou", "Dushan"},
		{"Spanish Foreign Minister Ramiro Ortega Villar met Benazir Bhutto in the town of Kesse on Monday. Ortega Villar said that the tea was cold.", "Kesse, 12 February 1990", "Ortega", "Ramiro"},
		{"Vietnamese Premier Tran Van Hoa met Benazir Bhutto in the town of Kesse on Monday.", "Kesse, 12 February 1990", "Tran", ""},
	} {
		b := read(t, r, "1990-02-13", "", test.text)
		var aliases []string
		for _, n := range b.Names {
			aliases = append(aliases, n.Aliases...)
		}
		if len(b.Meetings) != 1 || b.Meetings[0].Title != test.title || !slices.Contains(aliases, test.alias) || slices.Contains(aliases, test.never) && test.never != "" {
			t.Errorf("%s: aliases %q, meetings %+v", test.text, aliases, b.Meetings)
		}
	}
}

// Nobody is made up of other words.
func TestNobodyInvented(t *testing.T) {
	r := newReader(t, store.Catalog{})
	for _, text := range []string{
		"It was an outgoing Obama who met Angela Merkel in Berlin on Tuesday, USA TODAY said.",
		"Above Clinton said Angela Merkel a flag hung. Angela Merkel met Barack Obama in Berlin on Tuesday.",
		"Angela Merkel met Barack Obama in Berlin on Tuesday. Reagan National Airport said it was open. The Kennedy Center said so too.",
	} {
		b := read(t, r, "2016-11-16", "", text)
		for _, n := range b.Names {
			if n.Class == store.Person && n.Key != "angela-merkel" && n.Key != "barack-obama" {
				t.Errorf("%s: %q", text, n.Key)
			}
		}
		for _, f := range b.Facts {
			for _, p := range f.People {
				if p == "ronald-reagan" || p == "john-f-kennedy" {
					t.Errorf("%s: %q", text, p)
				}
			}
		}
	}
}

// The surname by which she is called in her article stays his name.
func TestNameOfAnother(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "2013-06-20", "", "Michelle Obama met Queen Elizabeth II in London on Tuesday. Obama said it rained.")
	for _, n := range b.Names {
		if n.Key == "michelle-obama" && slices.Contains(n.Aliases, "Obama") {
			t.Errorf("aliases %q", n.Aliases)
		}
	}
	if len(b.Meetings) != 1 || !slices.Contains(b.Meetings[0].People, "michelle-obama") {
		t.Errorf("meetings %+v", b.Meetings)
	}
}

// What stands behind a colon was said by who stands before it, whoever speaks next.
func TestSaidBeforeColon(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "1990-03-13", "", "Felipe Gonzalez met Helmut Kohl in Madrid on Monday. Mr Gonzalez said: \"I like the eels very much.\" Chancellor Kohl said: \"The eels were a little cold.\"")
	speakers := map[string]string{}
	for _, f := range b.Facts {
		if f.Quote != "" {
			speakers[f.Quote] = f.Speaker
		}
	}
	if speakers["I like the eels very much"] != "felipe-gonzalez" || speakers["The eels were a little cold"] != "helmut-kohl" {
		t.Errorf("speakers %q", speakers)
	}
}
