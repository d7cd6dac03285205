package attribution

// transcript attributes the paragraphs of a transcript and returns which paragraphs those are.
func (r *reader) transcript() map[int]bool { return nil }
