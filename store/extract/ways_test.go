package extract

import (
	"slices"
	"testing"

	"readout/store"
)

// Ways in which reports say that people met, and where and when.
func TestWaysOfMeeting(t *testing.T) {
	r := newReader(t, store.Catalog{})
	for _, test := range []struct {
		name, text string
		published  store.Date
		want       []string // as line1 writes them
	}{
		{"the day of the dateline", "HELSINKI, Finland, Sept. 9 — President Bush and Mikhail S. Gorbachev parted here today after talks about grain.", "1990-09-10",
			[]string{"george-h-w-bush+mikhail-gorbachev 1990-09-09 helsinki  "}},
		{"an agency's dateline", "MOSCOW, March 4. /TASS/. Vladimir Putin and Emmanuel Macron have finished their talks, the correspondent reports.", "2019-03-04",
			[]string{"emmanuel-macron+vladimir-putin 2019-03-04 moscow  "}},
		{"a town before a colon", "JAIPUR: Narendra Modi and President Xi Jinping sat down on Friday for a long talk about water in this pink city.", "2018-03-10",
			[]string{"narendra-modi+xi-jinping 2018-03-09 jaipur  "}},
		{"they, late in the sentence", "Tony Blair, weary but cheerful, and Jacques Chirac buried a quarrel over cheese when they met in Lille yesterday.", "2002-03-06",
			[]string{"jacques-chirac+tony-blair 2002-03-05 lille  "}},
		{"receiving", "Receiving Helmut Kohl in Bordeaux on Sunday, Francois Mitterrand spoke of the barges on the Rhine.", "1988-05-02",
			[]string{"francois-mitterrand+helmut-kohl 1988-05-01 bordeaux  "}},
		{"beside the other", "Flanked by Tony Blair, President George W. Bush said at the White House on Friday that he would wait.", "2004-04-17",
			[]string{"george-w-bush+tony-blair 2004-04-16 washington  "}},
		{"talks named after a house", "Angela Merkel and Barack Obama pledged on Monday to mend the fence after a White House meeting about goats.", "2011-06-08",
			[]string{"angela-merkel+barack-obama 2011-06-06 washington  "}},
		{"a capital without its name", "Boris Yeltsin and Bill Clinton met on Friday in the Finnish capital and ate fish.", "1997-03-22",
			[]string{"bill-clinton+boris-yeltsin 1997-03-21 helsinki  "}},
		{"hours together", "Margaret Thatcher and Ronald Reagan spent three hours together in Bermuda on Tuesday, much of it on a terrace.", "1988-03-03",
			[]string{"margaret-thatcher+ronald-reagan 1988-03-01 bermuda  "}},
		{"beside the main meeting", "David Cameron held talks with President Hu Jintao in Beijing on Tuesday. He also met Premier Wen Jiabao.", "2010-11-10",
			[]string{"david-cameron+hu-jintao 2010-11-09 beijing  ", "david-cameron+wen-jiabao 2010-11-09 beijing  "}},
		{"the first to meet is no plan", "Shinzo Abe became on Thursday the first leader to meet Donald Trump in New York.", "2016-11-18",
			[]string{"donald-trump+shinzo-abe 2016-11-17 new-york  "}},
		{"what was put off was something else", "After talks with Tony Blair in London on Monday, Jacques Chirac postponed the sale of the ferry.", "2002-03-06",
			[]string{"jacques-chirac+tony-blair 2002-03-04 london  "}},
		{"a room in a town", "Tony Blair talked with Jacques Chirac for an hour on Friday at the Hotel Splendide in Lille about running a school in Dakar.", "2002-03-09",
			[]string{"jacques-chirac+tony-blair 2002-03-08 lille  "}},
		{"an unknown town of a known country", "KERBRAS, France, Sept 6 (AC) - Jacques Chirac and Tony Blair met here on Saturday and ate crabs.", "2003-09-06",
			[]string{"jacques-chirac+tony-blair 2003-09-06 kerbras  "}},
		{"minutes with somebody", "Tony Blair flew home on Monday after 35 minutes with Jacques Chirac in Brest that he called useful.", "2002-03-05",
			[]string{"jacques-chirac+tony-blair 2002-03-04 brest  "}},
		{"where somebody said so", "Angela Merkel met Matteo Renzi in Turin on Monday, officials said at the Kremlin.", "2015-01-20",
			[]string{"angela-merkel+matteo-renzi 2015-01-19 turin  "}},
		{"leaders of a list of countries", "The leaders of Germany, France and Poland held a summit in Weimar on Monday and ate sausages.", "2011-02-08",
			[]string{"angela-merkel+bronislaw-komorowski+nicolas-sarkozy 2011-02-07 weimar  "}},
		{"joined by others", "Vladimir Putin and Petro Poroshenko, joined by Angela Merkel and Francois Hollande, spent two hours around a table in Minsk on Friday.", "2015-02-14",
			[]string{"angela-merkel+francois-hollande+petro-poroshenko+vladimir-putin 2015-02-13 minsk  "}},
		{"one after the other", "Manmohan Singh had two meetings in Delhi on Thursday, the first with Kevin Rudd and the second with Nicolas Sarkozy.", "2009-09-11",
			[]string{"kevin-rudd+manmohan-singh 2009-09-10 new-delhi  ", "manmohan-singh+nicolas-sarkozy 2009-09-10 new-delhi  "}},
		{"a thing gone over", "Angela Merkel was in Ankara on Monday, going over a list of islands with Prime Minister Ahmet Davutoglu.", "2016-02-09",
			[]string{"ahmet-davutoglu+angela-merkel 2016-02-08 ankara  "}},
		{"no news but the past", "Bill Clinton and Boris Yeltsin sat down in Helsinki. They had last met in Moscow in April 1996.", "1997-03-21",
			[]string{"bill-clinton+boris-yeltsin  helsinki  ", "bill-clinton+boris-yeltsin 1996-04 moscow  "}},
		{"what somebody does who is still to do it", "Bill Clinton met Bulent Ecevit in Ankara on Tuesday. Clinton sees Suleyman Demirel in Izmir on Thursday.", "1999-11-17",
			[]string{"bill-clinton+bulent-ecevit 1999-11-16 ankara  ", "bill-clinton+suleyman-demirel 1999-11-18 izmir  planned"}},
		{"since when", "It was the eighth time that George W. Bush and John Howard had sat down since 10 September 2001, when they met in Washington.", "2005-06-19",
			[]string{"george-w-bush+john-howard 2001-09-10 washington  "}},
		{"a town that has the name of a man", "Exporters met in Santos on Monday. Dilma Rousseff held talks with Barack Obama in Brasilia on Saturday.", "2011-03-22",
			[]string{"barack-obama+dilma-rousseff 2011-03-19 brasilia  "}},
		{"brought together to talk", "Kofi Annan brought Olusegun Obasanjo and Paul Biya together in Geneva on Thursday to talk about a swamp.", "2003-02-01",
			[]string{"olusegun-obasanjo+paul-biya 2003-01-30 geneva  "}},
		{"a visit called off", "A visit by F.W. de Klerk that was to have brought him to Brian Mulroney in Ottawa on Monday has been called off, aides said.", "1990-05-30",
			[]string{"brian-mulroney+f-w-de-klerk 1990-05-28 ottawa  cancelled"}},
		{"where he will meet", "Zenko Suzuki met Ronald Reagan in Washington on Thursday. He leaves today for Ottawa, where he will meet Pierre Trudeau.", "1981-05-08",
			[]string{"pierre-trudeau+zenko-suzuki 1981-05-08 ottawa  planned", "ronald-reagan+zenko-suzuki 1981-05-07 washington  "}},
		{"by video", "Xi Jinping held talks with Vladimir Putin via video link in Beijing on Monday.", "2021-06-28",
			[]string{"vladimir-putin+xi-jinping 2021-06-28   call"}},
		{"names are no telephone", "Ronald Reagan and Yasuhiro Nakasone, who call each other Ron and Yasu, met in Tokyo on Monday.", "1986-05-06",
			[]string{"ronald-reagan+yasuhiro-nakasone 1986-05-05 tokyo  "}},
		{"compatriots at home", "King Harald was at the match, and Prime Minister Jens Stoltenberg as well. The talks at half-time were of mud. The meeting went on.", "2012-10-05", nil},
	} {
		var got []string
		for _, m := range read(t, r, test.published, "", test.text).Meetings {
			got = append(got, line1(m))
		}
		slices.Sort(got)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// A name that the article uses and the lexicon does not have comes with the article.
func TestCalledOtherwise(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "1990-03-13", "", "Chinese Premier Li Peng met Douglas Hurd in Beijing on Monday. Li said that the tea was cold.")
	for _, n := range b.Names {
		if n.Key == "li-peng" && slices.Contains(n.Aliases, "Li") {
			return
		}
	}
	t.Errorf("no alias of Li Peng among %v", b.Names)
}

// Day and place of a meeting have facts even when no sentence gives them in so many words.
func TestRestFacts(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "2007-07-03", "", "BERLIN (Reuters) - Angela Merkel hosted Gordon Brown for tea on Monday. They spoke of two hours of talks to come.")
	kinds := map[store.Kind]string{}
	for _, f := range b.Facts {
		if f.Meeting != "" && (f.Kind == store.KindDate || f.Kind == store.KindPlace) {
			kinds[f.Kind] = f.Value
		}
	}
	if kinds[store.KindDate] != "2007-07-02" || kinds[store.KindPlace] != "berlin" {
		t.Errorf("day and place are %v", kinds)
	}
}

// What a page tells entry by entry was on the day of the page.
func TestLivePage(t *testing.T) {
	text := "18:30\nAngela Merkel and Emmanuel Macron talked for an hour in the garden, our reporter says.\n\n17:05\nThe doors have closed.\n\n16:40\nGood afternoon. It is raining."
	b := read(t, newReader(t, store.Catalog{}), "2019-10-16", "Storm over Toulouse", text)
	if len(b.Meetings) != 1 || b.Meetings[0].From != "2019-10-16" {
		t.Errorf("meetings %+v", b.Meetings)
	}
}

// A title that speaks of a call makes one of "spoke with".
func TestTitleCall(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "2021-03-11", "PM call with President Macron", "Boris Johnson spoke to Emmanuel Macron this afternoon. They discussed fish.")
	if len(b.Meetings) != 1 || b.Meetings[0].Status != store.Call {
		t.Errorf("meetings %+v", b.Meetings)
	}
}

// A surname is that of who holds the office, not of another who is named in full.
func TestSurnameOfOffice(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "2005-06-19", "", "President Bush met John Howard in Washington on Friday. Laura Bush showed him the roses. \"They are early,\" Mr. Bush said.")
	if got := factLines(b, store.KindStatement); !slices.Equal(got, []string{"george-w-bush"}) {
		t.Errorf("said by %q", got)
	}
}

// One word of a long name means its bearer where the article calls him so.
func TestCalledByOneName(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "2031-03-18", "", "President Amina Suluhu Karim of Veshkaria met Cyril Ramaphosa in Pretoria on Monday. \"We have time,\" Amina said.")
	if got := factLines(b, store.KindStatement); !slices.Equal(got, []string{"amina-suluhu-karim"}) {
		t.Errorf("said by %q", got)
	}
	if i := slices.IndexFunc(b.Names, func(n store.Name) bool { return n.Key == "amina-suluhu-karim" }); i < 0 || !slices.Contains(b.Names[i].Aliases, "Amina") {
		t.Errorf("names %+v", b.Names)
	}
}

// Words quoted inside what somebody is reported to have said are his.
func TestQuotedInsideReported(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "2006-06-10", "", "Romano Prodi met Tony Blair in Rome on Friday. Prodi replied that he would leave \"on tiptoe, not in boots\".")
	for _, f := range b.Facts {
		if f.Speaker == "romano-prodi" && f.Quote == "on tiptoe, not in boots" {
			return
		}
	}
	t.Errorf("nothing of his own words in %+v", b.Facts)
}
