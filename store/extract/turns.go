package extract

// takeTurns tells the paragraphs of a transcript whose turn they are, and finds the two leaders of states who take turns
// in a joint press conference.
func (d *document) takeTurns() {
	current := ""
	for i := range d.lines {
		l := &d.lines[i]
		if l.speaker != "" {
			current = d.turnSpeaker(l.speaker)
			if current != "" && d.rank(current) == 1 {
				d.turns = union(d.turns, []string{current})
			}
		}
		l.turn = current
	}
	if len(d.turns) != 2 {
		d.turns = nil
	}
}

// we resolves "we" of a leader at a joint press conference: both of them.
func (d *document) we(s *sentence, i int) (mention, bool) {
	if d.turns == nil || d.rank(s.line.turn) != 1 || i > 3 || s.norm(i) != "we" {
		return mention{}, false
	}
	return mention{i, i + 1, "person", d.turns, group}, true
}
