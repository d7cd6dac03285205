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
