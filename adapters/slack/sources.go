package slack

import (
	"fmt"
	"net/url"
	"strings"

	"readout/bot"
)

// A detail says how much is shown of a source. What does not fit is tried with less.
type detail struct {
	words bool // the words it rests on
	title int  // at most so much of the title
	link  int  // links up to that length; 0: none
}

// details go from all to little.
var details = []detail{{true, 300, 1500}, {false, 300, 1500}, {false, 80, 1500}, {false, 80, 500}, {false, 80, 0}}

// fit lists sources, each on lines of its own, with as much detail as there is room for.
func fit(cs []bot.Citation, room int, show func(bot.Citation, detail) string) []string {
	var lines []string
	for _, d := range details {
		lines = lines[:0]
		used := 0
		for _, c := range cs {
			line := show(c, d)
			lines = append(lines, line)
			used += size(line) + 1
		}
		if used <= room {
			return lines
		}
	}
	return fewer(lines, room)
}

// fewer leaves out the last lines, and says so.
func fewer(lines []string, room int) []string {
	const note = 60 // for the sentence that says so
	used := 0
	for i, line := range lines {
		if used += size(line) + 1; used > room-note {
			return append(lines[:i:i], fmt.Sprintf("… and %d more: ask for one meeting at a time.", len(lines)-i))
		}
	}
	return lines
}

// linked is a source in Block Kit's mark-up: [1] <link|Title> · Outlet, 5 Sep 2016.
func linked(c bot.Citation, d detail) string {
	title := lineTo(c.Title, d.title)
	if title == "" {
		title = "untitled"
	}
	if link := webLink(c.URL, d.link); link != "" {
		title = "<" + link + "|" + title + ">"
	}
	line := fmt.Sprintf("[%d] %s · %s", c.N, title, origin(c))
	if words := restsOn(c); d.words && words != "" {
		line += "\n      " + words
	}
	return line
}

// spelt is a source as plain text: [1] Outlet, 5 Sep 2016: Title https://…
func spelt(c bot.Citation, d detail) string {
	line := fmt.Sprintf("[%d] %s: %s", c.N, origin(c), lineTo(c.Title, d.title))
	if link := webLink(c.URL, d.link); link != "" {
		line += " " + link
	}
	if words := restsOn(c); d.words && words != "" {
		line += " " + words
	}
	return line
}

// origin is the outlet and the day of a source.
func origin(c bot.Citation) string {
	s := lineTo(c.Outlet, 80)
	if c.Published != "" {
		s += ", " + escapeTo(bot.DateText(c.Published), 40)
	}
	return s
}

// restsOn are the words that a statement rests on: the speaker's own, or else those with which the passage begins.
func restsOn(c bot.Citation) string {
	switch {
	case c.Quote != "":
		return "“" + lineTo(c.Quote, 300) + "”"
	case c.Anchor != "":
		return "at “" + lineTo(c.Anchor, 150) + " …”"
	}
	return ""
}

// webLink returns an address as it may stand in Slack's mark-up; "" when it is none of the web, or longer than most.
func webLink(address string, most int) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	link := escaper.Replace(linkSafe.Replace(clean(u.String())))
	if size(link) > most {
		return ""
	}
	return link
}

// linkSafe writes what would end a link in Slack's mark-up as an address writes it.
var linkSafe = strings.NewReplacer("|", "%7C", "<", "%3C", ">", "%3E", " ", "%20", "\n", "", `"`, "%22")
