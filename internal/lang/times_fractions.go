package lang

// andHalf reads "and a half", with hyphens or without; the token after it.
func (r *timeReader) andHalf(i int) int {
	j := r.skip(i, '-')
	if !r.is(j, "and") {
		return i
	}
	j = r.skip(j+1, '-')
	if r.is(j, "one-article") {
		j = r.skip(j+1, '-')
		if r.is(j, "half") {
			return j + 1
		}
	}
	return i
}

// andQuarters reads "and a quarter", "and three quarters" behind an hour: in sixtieths, and the token after it. A
// quarter of something else is none of the hour.
func (r *timeReader) andQuarters(i int) (sixtieths, next int) {
	j := r.skip(i, '-')
	if !r.is(j, "and") {
		return 0, i
	}
	j = r.skip(j+1, '-')
	n, end := r.cardinal(j)
	if r.is(j, "one-article") {
		n, end = 1, j+1
	}
	end = r.skip(end, '-')
	u, ok := r.word(end).as("units")
	if !ok {
		u, _ = r.word(end).as("unit")
	}
	if u != "Q" || n < 1 || n > 3 || r.is(end+1, "of") {
		return 0, i
	}
	return n * whole / 4, end + 1
}
