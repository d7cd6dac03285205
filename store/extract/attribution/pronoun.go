package attribution

// resolve finds whom a pronoun stands for.
func (r *reader) resolve() {}
